import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// What depends on the clock, and what can be switched.
@Suite(.timeLimit(.minutes(5))) struct JobindsatsClockTests {
  private typealias Service = JobindsatsService

  private func time(_ text: String) throws -> StandInTime { try #require(StandInTime(text)) }

  @Test("closed from 22 to 23 in Denmark, in winter, in summer and when the clocks change")
  func closed() async throws {
    let page = Array(try Service.fixture("stand_in_503_lukket.html"))
    try await Service.with { service async throws in
      for (moment, isClosed) in [
        ("2026-11-02T20:59:59+00:00", false), ("2026-11-02T21:00:00+00:00", true),
        ("2026-11-02T21:59:59+00:00", true), ("2026-11-02T22:00:00+00:00", false),
        ("2026-07-01T20:00:00+00:00", true), ("2026-07-01T21:00:00+00:00", false),
        ("2026-10-24T20:30:00+00:00", true), ("2026-10-25T20:30:00+00:00", false),
        ("2026-10-25T21:30:00+00:00", true), ("2026-03-28T21:30:00+00:00", true),
        ("2026-03-29T21:30:00+00:00", false), ("2026-03-29T20:30:00+00:00", true),
      ] {
        service.standIn.advance(to: try time(moment))
        for answer in [try await service.newer("subjects"), try await service.older("subjects")] {
          #expect(answer.status == (isClosed ? 503 : 200), "\(moment)")
          guard isClosed else { continue }
          #expect(answer.body == page)
          #expect(answer.headers.first(name: "Content-Type") == "text/html")
        }
      }
    }
  }

  @Test("a month comes out on its day, and the next edition is announced")
  func editions() async throws {
    let now = try time("2026-10-26T12:00:00+01:00")
    try await Service.with {
      $0.now = now
    } work: { service async throws in
      func edition() async throws -> [String?] {
        let answer = try await service.newer("table/y01a02")
        let table = try #require(
          try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let months = try await service.rows("y01a02?mgroup.*=*&period.M=latest:1")
        return [
          table["update_latest"] as? String, table["update_next"] as? String, months.keys[0],
        ]
      }
      #expect(try await edition() == ["2026-09-28", "2026-10-27", "2026M07|Hele landet"])
      service.standIn.advance(to: try time("2026-10-27T08:00:00+01:00"))
      #expect(try await edition() == ["2026-10-27", "2026-11-27", "2026M08|Hele landet"])
    }
  }

  @Test("a clock before all tables answers, with no periods")
  func early() async throws {
    let now = try time("1970-01-01T12:00:00+01:00")
    try await Service.with {
      $0.now = now
    } work: { service async throws in
      for path in ["subjects", "tables", "table/y25i07", "table/y30r21"] {
        #expect(try await service.newer(path).status == 200)
      }
      #expect(
        try await service.cause("data/y25i07?mgroup.*=*&period.M=latest:1")
          == "Requested latest:1 for type M, but only 0 periods are available")
      #expect(try await service.olderRows("y25i07/json").data.isEmpty)
      #expect(try await service.older("tables/json").status == 200)
    }
  }

  @Test("more than 200,000 cells end in a time-out, unless that is switched")
  func cells() async throws {
    let query = "y25i07?mgroup.*=*&period.M=%@&hierarchy._nykom=*&hierarchy._esco_uri=*"
    func status(_ periods: String, _ cells: Int?) async throws -> Int {
      try await Service.with({ $0.jobindsats.cells = cells }) { service async throws in
        try await service.newer("data/" + query.replacing("%@", with: periods)).status
      }
    }
    #expect(try await status("*", 200_000) == 504)
    // 99 areas, by 52 titles, by 6 columns are 30,888 cells a month.
    #expect(try await status("latest:6", 200_000) == 200)
    #expect(try await status("latest:7", 200_000) == 504)
    #expect(try await status("latest:7", nil) == 200)
    #expect(try await status("latest:1", 30_888) == 200)
    #expect(try await status("latest:1", 30_887) == 504)
  }

  @Test("a revision changes a month of a year ago, and what it is part of, and no other")
  func revision() async throws {
    try await Service.with { service async throws in
      let query = "y01a02?mgroup.*=*&period.M=latest:30"
      let quarters = "y01a02?mgroup.*=*&period.Q=latest:8"
      let before = try await service.rows(query)
      let quarterly = try await service.rows(quarters)
      service.standIn.setFaults(Faults([Fault(.change(.events(1)), on: .page, at: 2)]))
      #expect(try await service.rows(query).rows as NSArray == before.rows as NSArray)
      let after = try await service.rows(query)
      let changed = zip(before.rows, after.rows).filter { $0 as NSArray != $1 as NSArray }
      #expect(changed.map { $0.0[0] as? String } == ["2025M08"])
      let other = zip(quarterly.rows, try await service.rows(quarters).rows)
        .filter { $0 as NSArray != $1 as NSArray }
      #expect(other.map { $0.0[0] as? String } == ["2025Q03"])
      let table = try await service.newer("table/y01a02")
      #expect(table.text.contains("\"update_latest\":\"2026-11-02\""))
      // The months that come do not move what was revised.
      service.standIn.advance(to: try time("2026-12-30T12:00:00+01:00"))
      let later = try await service.rows("y01a02?mgroup.*=*&period.M=2025M08")
      #expect(later.rows[0] as NSArray == changed[0].1 as NSArray)
    }
  }

  @Test("faults have the bodies of each version")
  func faults() async throws {
    try await Service.with { service async throws in
      service.standIn.setFaults(Faults([Fault(.status(429, retryAfter: "2"))]))
      let answer = try await service.newer("subjects")
      #expect(answer.status == 429 && answer.headers.first(name: "Retry-After") == "2")
      #expect(try await service.cause("subjects", status: 429) == "Error 429")
      #expect(try await service.older("subjects").text.hasPrefix("<html>"))
      service.standIn.setFaults(Faults([Fault(.status(503))]))
      let page = Array(try Service.fixture("stand_in_503_lukket.html"))
      #expect(try await service.newer("subjects").body == page)
    }
  }

  @Test("the environment of its plugin leads to it")
  func environment() {
    let variables = StandIns.environment(of: "jobindsats", at: "http://127.0.0.1:1")
    #expect(variables["FJORD_JOBINDSATS_URL"] == "http://127.0.0.1:1")
    #expect(variables["FJORD_JOBINDSATS_KEY"] == "TESTTOKEN")
  }
}
