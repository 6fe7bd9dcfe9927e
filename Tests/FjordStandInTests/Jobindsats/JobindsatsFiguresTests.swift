import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// The figures: that they belong together, what is withheld, what comes later.
@Suite(.timeLimit(.minutes(5))) struct JobindsatsFiguresTests {
  private typealias Service = JobindsatsService

  @Test("98 municipalities in five regions")
  func places() async throws {
    try await Service.with { service async throws in
      let areas = try await service.rows(
        "y25i05?mgroup.*=*&period.M=latest:1&hierarchy._nykom=level:kommune")
      #expect(Set(areas.keys).count == 98)
      let regions = try await service.rows(
        "y25i05?mgroup.*=*&period.M=latest:1&hierarchy._region=level:region")
      #expect(regions.rows.count == 5)
    }
  }

  @Test(
    "before anything is withheld parts add up to totals, in every dimension and hierarchy",
    arguments: ["M", "Q", "QMAT", "Y", "MYTD"])
  func sums(type: String) async throws {
    try await Service.with {
      $0.jobindsats.withholding = .nothing
      $0.jobindsats.cells = nil
    } work: { service async throws in
      func total(_ selection: String) async throws -> [Double] {
        let found = try await service.rows(
          "y08a02?mgroup.*=*&period.\(type)=latest:1&\(selection)")
        return (found.columns.count - 2..<found.columns.count).map { column in
          found.numbers(column).compactMap(\.self).reduce(0, +)
        }
      }
      let whole = try await total("hierarchy._hele_landet=/")
      #expect(whole[0] > whole[1] && whole[1] > 90_000)
      for selection in [
        "hierarchy._nykom=level:kommune", "hierarchy._region=level:region",
        "hierarchy._reko=level:kommune", "hierarchy._kon=level:kon",
        "hierarchy._alder5=level:interval", "hierarchy._alder5=level:hoved",
        "hierarchy._alderhoved=/1/,/2/,/3/",
        "hierarchy._nykom=level:kommune&hierarchy._kon=level:kon&hierarchy._alder5=level:interval",
      ] {
        #expect(try await total(selection) == whole, "\(selection)")
      }
    }
  }

  @Test("a part of a hierarchy is the same in another one, and in a narrower question")
  func hierarchies() async throws {
    try await Service.with { service async throws in
      let query = "y08a02?mgroup.*=*&period.M=latest:1"
      let one = try await service.rows(query + "&hierarchy._nykom=/370/")
      let other = try await service.rows(query + "&hierarchy._reko=*")
      let same = try #require(other.row("Næstved"))
      #expect(one.rows[0] as NSArray == same as NSArray)
    }
  }

  @Test("persons of a year are more than those of a month and fewer than all months' sum")
  func years() async throws {
    try await Service.with { service async throws in
      let year = try await service.rows("y08a02?mgroup.*=*&period.Y=2025Y01")
      let codes = (1...12).map { "2025M" + ($0 < 10 ? "0" : "") + "\($0)" }
      let months = try await service.rows(
        "y08a02?mgroup.*=*&period.M=\(codes.joined(separator: ","))")
      let monthly = months.numbers(2).compactMap(\.self)
      let persons = try #require(year.numbers(2)[0])
      #expect(monthly.count == 12 && persons > monthly.max() ?? 0)
      #expect(persons < monthly.reduce(0, +))
      let fullTime = try #require(year.numbers(3)[0])
      let mean = months.numbers(3).compactMap(\.self).reduce(0, +) / 12
      #expect(abs(fullTime - mean) < mean / 100)
    }
  }

  @Test("each table withholds in its own way: null, empty, raised to five, tens")
  func withholding() async throws {
    try await Service.with { service async throws in
      let query = "&period.M=latest:3&hierarchy._nykom=level:kommune&hierarchy._kon=*"
      let persons = try await service.rows("y01a02?mgroup.*=*" + query)
      let shown = persons.numbers(3).compactMap(\.self)
      #expect(shown.count < persons.rows.count && shown.allSatisfy { $0 >= 10 })
      let older = try await service.olderRows("y01a02/json?area=*&period=l(m:3)&_kon=*")
      #expect(older.data.contains { $0[3] == "" } && !older.data.contains { $0[3] == "0" })
      let sanctions = try await service.rows(
        "y01h01?mgroup.*=*&period.Q=latest:1&hierarchy._akassedp=*")
      let few = (3...7).flatMap { sanctions.numbers($0) }
      #expect(few.contains(nil) && few.contains(3) && !few.contains(2) && !few.contains(0))
      let failed = try await service.rows(
        "y25i14?mgroup.*=*&period.Q=latest:4&hierarchy._region=level:region"
          + "&hierarchy._escostar_rs=*")
      let raised = failed.numbers(3).compactMap(\.self)
      #expect(raised.count == failed.rows.count && raised.allSatisfy { $0 >= 5 })
      #expect(raised.count { $0 == 5 } > raised.count / 10)
      // Shares are given where counts are not.
      let offers = try await service.rows(
        "y01c01?mgroup.*=*&period.M=latest:1&hierarchy._nykom=/492/&hierarchy._tilb_2ptv=*")
      #expect(offers.rows.contains { $0[3] is NSNull && $0[4] is NSNull && $0[5] is Double })
    }
  }

  @Test("the rule of all tables can be set")
  func rule() async throws {
    let query =
      "y01a02?mgroup.*=*&period.M=latest:1&hierarchy._nykom=level:kommune&hierarchy._kon=*"
    func smallest(_ rule: JobindsatsWithholding?) async throws -> (Double, Int) {
      try await Service.with({ $0.jobindsats.withholding = rule }) { service async throws in
        let numbers = try await service.rows(query).numbers(3)
        return (numbers.compactMap(\.self).min() ?? -1, numbers.count { $0 == nil })
      }
    }
    let (own, open) = (try await smallest(nil), try await smallest(.nothing))
    #expect(own.0 >= 10 && own.1 > 0 && open.0 < 10 && open.1 == 0)
    #expect(try await smallest(.under(50)).0 >= 50)
    #expect(try await smallest(.raisedTo(20)) == (20, 0))
    #expect(try await smallest(.tens).0.truncatingRemainder(dividingBy: 10) == 0)
  }

  @Test(
    "a rule is written as a word, and a number where it has one",
    arguments: [
      ("nothing", .nothing), ("under:5", .under(5)), ("raised:3", .raisedTo(3)), ("tens", .tens),
      ("", nil), ("under", nil), ("under:-1", nil), ("raised:", nil), ("nothing:1", nil),
    ] as [(String, JobindsatsWithholding?)])
  func written(_ text: String, _ rule: JobindsatsWithholding?) {
    #expect(JobindsatsWithholding(text) == rule)
  }

  @Test("the newest months of what is followed up are null")
  func followUp() async throws {
    try await Service.with { service async throws in
      let rows = try await service.rows("y14d03?mgroup.*=*&period.M=latest:8")
      #expect(rows.numbers(2).allSatisfy { $0 != nil })
      #expect(
        rows.numbers(3).map { $0 == nil } == Array(repeating: false, count: 5) + [true, true, true])
      #expect(
        rows.numbers(4).map { $0 == nil } == [false, false] + Array(repeating: true, count: 6))
    }
  }

  @Test("a whole share may come without decimals, others have them")
  func wholeShares() async throws {
    try await Service.with { service async throws in
      let answer = try await service.newer(
        "data/otij01?mgroup.*=*&period.M=latest:6&hierarchy._nykom=level:kommune&format=csv")
      let shares = answer.text.split(separator: "\r\n").dropFirst()
        .compactMap { $0.split(separator: ";", omittingEmptySubsequences: false).last }
      #expect(shares.contains { $0.contains(".") } && shares.contains { Int($0) != nil })
      #expect(!shares.contains { $0.hasSuffix(".0") })
      let other = try await service.newer(
        "data/y25i01?mgroup.*=*&period.M=latest:24&hierarchy._nykom=level:kommune&format=csv")
      #expect(other.text.contains(".0\r\n"))
    }
  }

  @Test("one seed answers the same from two stand-ins, another seed does not")
  func seeds() async throws {
    func body(_ seed: UInt64) async throws -> [UInt8] {
      try await Service.with({ $0.seed = seed }) { service async throws in
        try await service.newer("data/y25i05?mgroup.*=*&period.M=latest:3&hierarchy._nykom=*").body
      }
    }
    let one = try await body(7)
    #expect(try await body(7) == one)
    #expect(try await body(8) != one)
  }
}
