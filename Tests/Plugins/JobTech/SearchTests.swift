import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import JobTechPlugin

/// The search against the stand-in.
@Suite(.timeLimit(.minutes(10))) struct SearchTests {
  @Test(arguments: [7, 30, 100])
  func `all ads that match come once, in order, whatever the page size`(_ size: Int) async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let options: [String: Value] = ["sort": .string("pubdate-desc"), "limit": .int(Int64(size))]
      let batches = try await bench.batches("jobtech.search", options)
      #expect(batches.ids.count > 200)
      #expect(Set(batches.ids).count == batches.ids.count)
      let times = batches.values("publication_date").map {
        if case .timestamp(let time) = $0 { time } else { Int64(0) }
      }
      #expect(times == times.sorted(by: >))
      let text = "jobtech.search: \(batches.ids.count) ads with "
      #expect(bench.context.notices.takeLines().contains { $0.hasPrefix(text) })
      #expect(bench.context.notices.takeIncompleteness() == nil)
    }
  }

  @Test func `a limit asks for no ad too many`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      for (limit, pages) in [(1, 1), (100, 1), (101, 2), (150, 2)] {
        standIn.requests.reset()
        let ids = try await bench.ids("jobtech.search", [:], ScanRequest(limit: limit))
        #expect(ids.count == limit)
        #expect(standIn.requests.pages == pages)
      }
      standIn.requests.reset()
      #expect(try await bench.ids("jobtech.search", [:], ScanRequest(limit: 0)).isEmpty)
      #expect(standIn.requests.total == 0)
    }
  }

  @Test func `columns that nobody looks at are not sent`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let whole = try await bench.batches("jobtech.search", [:], ScanRequest(limit: 100))
      let few = try await bench.batches(
        "jobtech.search", [:], ScanRequest(projection: ["headline"], limit: 100))
      #expect(few.ids == whole.ids)
      #expect(few.values("headline") == whole.values("headline"))
      #expect(few.values("description").allSatisfy { $0.isNull })
      let sizes = standIn.requests.lines.map(\.bodySize)
      #expect(sizes[1] * 4 < sizes[0])
    }
  }

  @Test func `values of one option are alternatives, options must all hold, a minus leaves out`()
    async throws
  {
    try await withJobTech(ads: 20_000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      func codes(_ options: [String: Value]) async throws -> Set<String> {
        Set(
          try await bench.batches("jobtech.search", options).values("workplace_address").map {
            guard case .record(let parts) = $0, case .string(let code) = parts[1].value else {
              return ""
            }
            return code
          })
      }
      #expect(try await codes(["municipality": .string("0180, 1480")]) == ["0180", "1480"])
      #expect(
        try await codes(["municipality": .list([.string("AvNB_uwa_6n6"), .string("1480")])])
          == ["0180", "1480"])
      let without = try await codes(["region": .string("12"), "municipality": .string("-1280")])
      #expect(without == ["1281", "1283", "1290"])
      let field: Value = .string("apaJ_2ja_LuF")
      let both = try await bench.batches(
        "jobtech.search", ["occupation-field": field, "region": .string("01")])
      #expect(both.ids.count > 10)
      #expect(
        both.values("occupation_field").allSatisfy {
          if case .record(let parts) = $0 { parts[0].value == field } else { false }
        })
    }
  }

  @Test func `options are sent under their names, true and false as words, times as Swedish time`()
    async throws
  {
    let asked = Record<HTTPRequest>()
    let bench = Bench.scripted { request in
      asked.add(request)
      return HTTPAnswer(200, madePage(["1"], total: 1), for: request)
    }
    let day = CivilTime(year: 2026, month: 10, day: 5).days
    _ = try await bench.ids(
      "jobtech.search",
      [
        "q": .string("a+b \"c d\""), "remote": .bool(true), "experience": .bool(false),
        "published-after": .date(day), "published-before": .timestamp(Bench.now),
        "parttime.min": .int(50), "position": .string("59.33,18.06"),
        "position.radius": .float(7.5),
        "employer": .list([.string("A, B"), .string("55")]), "open_for_all": .bool(true),
        "qfields": .string("skill,employer"), "x-feature-freetext-bool-method": .string("and"),
      ])
    let request = try #require(asked.all.first)
    #expect(
      request.address.text
        == "http://127.0.0.1:9/search?q=a%2Bb%20%22c%20d%22&qfields=skill&qfields=employer"
        + "&published-after=2026-10-05T00%3A00%3A00&published-before=2026-11-02T12%3A00%3A00"
        + "&position=59.33%2C18.06&position.radius=7.5&parttime.min=50&experience=false&remote=true"
        + "&open_for_all=true&employer=A%2C%20B&employer=55&offset=0&limit=100")
    #expect(request.headers["x-feature-freetext-bool-method"] == "and")
    #expect(request.headers["Accept"] == "application/json")
  }

  @Test func `a page that was answered before is asked for again, and its ads come once`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let whole = try await bench.ids("jobtech.search", ["limit": .int(50)])
      standIn.setFaults(Faults([Fault(.repeatPage, on: .page, at: 2, 5)]))
      #expect(try await bench.ids("jobtech.search", ["limit": .int(50)]) == whole)
    }
  }

  @Test func `pages that only repeat, or are short before the end, are a fault and no loop`()
    async throws
  {
    let ids = (0..<100).map { "\($0)" }
    let repeating = Bench.scripted { HTTPAnswer(200, madePage(ids, total: 500), for: $0) }
    let repeated = await #expect(throws: JobTechFault.self) {
      try await repeating.ids("jobtech.search")
    }
    #expect(repeated?.diagnostic.code == "jobtech.repeated-page")
    #expect(repeating.http.requestCount == 4)
    for ids in [[], ["1", "2"]] {
      let few = Bench.scripted { HTTPAnswer(200, madePage(ids, total: 500), for: $0) }
      let fault = await #expect(throws: JobTechFault.self) { try await few.ids("jobtech.search") }
      #expect(fault?.diagnostic.code == "jobtech.short-page")
      #expect(fault?.diagnostic.status == .source)
      #expect(few.http.requestCount == 3)
    }
  }

  @Test func `ads that move between two pages come once, and those passed over at the end`()
    async throws
  {
    let asked = Record<Int>()
    let bench = Bench.scripted { request in
      let isFirst = request.address.text.contains("offset=0")
      let isMoved = asked.add(0) > 1
      let ids = isFirst ? Array(0..<100) : isMoved ? Array(98..<198) : []
      // What the first walk passed over stands on its first page by now.
      let shown = asked.all.count > 2 && isFirst ? Array(198..<200) + Array(0..<98) : ids
      return HTTPAnswer(200, madePage(shown.map { "\($0)" }, total: 200), for: request)
    }
    #expect(try await bench.ids("jobtech.search") == (0..<200).map { "\($0)" })
    #expect(bench.http.requestCount == 3)
    #expect(bench.context.notices.takeIncompleteness() == nil)
  }

  @Test(arguments: [nil, 199, 200, 201]) func `ads that never come mark the result`(
    _ limit: Int?
  ) async throws {
    let bench = Bench.scripted { request in
      let isFirst = request.address.text.contains("offset=0")
      let ids = (isFirst ? 0..<100 : 98..<198).map { "\($0)" }
      return HTTPAnswer(200, madePage(ids, total: 200), for: request)
    }
    let ids = try await bench.ids("jobtech.search", [:], ScanRequest(limit: limit))
    #expect(ids == (0..<198).map { "\($0)" })
    #expect(bench.http.requestCount <= 8)
    let fault = bench.context.notices.takeIncompleteness()
    #expect(fault?.code == "jobtech.moved" && fault?.status == .incomplete)
    #expect(fault?.message.hasPrefix("2 of the ads") == true)
  }

  @Test func `ads that go while a walk is on its way are not missed`() async throws {
    let bench = Bench.scripted { request in
      let isFirst = request.address.text.contains("offset=0")
      let ids = (isFirst ? 0..<100 : 100..<198).map { "\($0)" }
      return HTTPAnswer(200, madePage(ids, total: isFirst ? 200 : 198), for: request)
    }
    #expect(try await bench.ids("jobtech.search").count == 198)
    #expect(bench.http.requestCount == 2)
    #expect(bench.context.notices.takeIncompleteness() == nil)
  }

  @Test func `counts of a kind are those of the ads, also of those that no search reaches`()
    async throws
  {
    try await withJobTech(ads: 20_000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let options: [String: Value] = [
        "stats": .string("region,country"), "stats.limit": .int(30), "q": .string("kock lärare"),
      ]
      let counts = try await bench.batches("jobtech.search", options).rows
      let ads = try await bench.batches("jobtech.search", ["q": .string("kock lärare")])
      var expected: [String: Int64] = [:]
      for case .record(let parts) in ads.values("workplace_address") {
        for part in parts where part.name == "region_code" || part.name == "country_code" {
          if case .string(let code) = part.value {
            expected["\(part.name) \(code)", default: 0] += 1
          }
        }
      }
      var found: [String: Int64] = [:]
      for row in counts {
        guard case .string(let type) = row[0], case .string(let code) = row[3],
          case .int(let count) = row[4]
        else {
          Issue.record("\(row)")
          return
        }
        found["\(type)_code \(code)"] = count
      }
      #expect(found == expected && found.count > 5)
      standIn.requests.reset()
      let all = try await bench.batches("jobtech.search", ["stats": .string("country")]).rows
      #expect(all.count == 1)
      if case .int(let count)? = all.first?[4] { #expect(count > 2100) }
      #expect(standIn.requests.lines.map(\.target) == ["/search?stats=country&limit=0"])
    }
  }

  @Test(arguments: [
    "", "<html>", "{\"total\":{\"value\":1}}", "{\"total\":{\"value\":1},\"stats\":[{}]}",
    "{\"total\":{\"value\":1},\"stats\":[{\"type\":\"region\",\"values\":[1]}]}",
  ])
  func `what holds no counts is a fault`(_ body: String) async throws {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await #expect(throws: JobTechFault.self) {
      try await bench.batches("jobtech.search", ["stats": .string("region")])
    }
    #expect(fault?.diagnostic.code == "jobtech.no-page")
  }

  @Test(arguments: [
    "<html>Bad gateway</html>", "", "{}", "[]", "{\"hits\":[]}", "{\"total\":{\"value\":1}}",
    "{\"total\":{\"value\":1},\"hits\":[{\"headline\":\"x\"}]}",
    "{\"total\":{\"value\":-1},\"hits\":[]}", "{\"total\":{\"value\":1},\"hits\":[{\"id\":\"1\"",
  ])
  func `what is no page of a search is asked for again, and then a fault`(_ body: String)
    async throws
  {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await #expect(throws: JobTechFault.self) { try await bench.ids("jobtech.search") }
    #expect(fault?.diagnostic.code == "jobtech.no-page")
    #expect(bench.http.requestCount == 3)
  }

  @Test func `a refusal shows what the service says`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        400,
        "{\"errors\":{\"q\":\"longer than 255\"},\"message\":\"Input payload validation failed\"}",
        for: request)
    }
    let fault = await #expect(throws: HTTPFault.self) { try await bench.ids("jobtech.search") }
    #expect(fault?.diagnostic.text.contains("longer than 255") == true)
    #expect(fault?.exitStatus == .source)
    #expect(bench.http.requestCount == 1)
  }

  @Test func `a value of another type is null and counted`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200,
        "{\"total\":{\"value\":1},\"hits\":[{\"id\":\"1\",\"experience_required\":\"maybe\",\"number_of_vacancies\":\"x\"}]}",
        for: request)
    }
    let batches = try await bench.batches("jobtech.search")
    #expect(batches.values("experience_required") == [.null])
    #expect(bench.context.notices.takeCounts().map(\.count) == [2])
  }

  @Test(arguments: faultSeeds)
  func `a search under faults gives the same ads or a clear fault`(_ seed: Int) async throws {
    try await withJobTech(ads: 600) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let options: [String: Value] = ["limit": .int(12), "sort": .string("pubdate-asc")]
      let whole = try await bench.ids("jobtech.search", options)
      var mix = Fault(.mix)
      mix.chance = 0.3
      mix.seed = UInt64(seed)
      var stale = Fault(.repeatPage)
      stale.chance = 0.1
      stale.seed = UInt64(seed)
      standIn.setFaults(Faults([mix, stale]))
      do {
        #expect(try await bench.ids("jobtech.search", options) == whole)
      } catch let fault as JobTechFault {
        guard case .repeatedPage = fault else { throw fault }
      }
    }
  }
}
