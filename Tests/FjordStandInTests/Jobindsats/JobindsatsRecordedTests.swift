import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// What was recorded of the service, held against the stand-in.
@Suite(.timeLimit(.minutes(5))) struct JobindsatsRecordedTests {
  private typealias Service = JobindsatsService

  /// The clock when the answers of version 3 were recorded.
  private static let summer = StandInTime("2026-08-03T12:00:00+02:00")

  static let exchanges: [(file: String, target: String)] = [
    (
      "ledighed_hele_landet",
      "y25i01?mgroup.*=*&period.M=latest:14&hierarchy._nykom=/&hierarchy._ygrpi09=/"
        + "&hierarchy._akassebl=/&format=json"
    ),
    (
      "ledighed_akasser",
      "y25i01?mgroup.*=*&period.M=latest:2&hierarchy._nykom=/&hierarchy._ygrpi09=/"
        + "&hierarchy._akassebl=*&format=json"
    ),
    (
      "aktivering_med_null",
      "y01c01?mgroup.*=*&period.M=latest:14&hierarchy._nykom=/&hierarchy._akassedp=/"
        + "&hierarchy._tilb_2ptv=*&format=json"
    ),
    ("varslinger", "y25i05?mgroup.*=*&period.M=latest:14&hierarchy._nykom=/&format=json"),
    (
      "arbejdsfordeling",
      "y25i06?mgroup.*=*&period.M=latest:14&hierarchy._nykom=/&hierarchy._var13uger=*"
    ),
    (
      "ny_arbejdsfordeling_null",
      "y25i06b?mgroup.*=*&period.M=latest:14&hierarchy._nykom=/&hierarchy._var13uger=*"
    ),
    (
      "dimittender_akasser",
      "y01dia02?mgroup.*=*&period.M=latest:2&hierarchy._nykom=/&hierarchy._akassedp=*"
    ),
    (
      "opbrugt_dagpengeret_null",
      "y01ud01di?mgroup.*=*&period.M=latest:14&hierarchy._hele_landet=/&hierarchy._akassedp=/"
        + "&hierarchy._dimittend=*&hierarchy._forlang=/"
    ),
    (
      "sanktioner_kvartal",
      "y01h01?mgroup.*=*&period.Q=latest:6&hierarchy._nykom=/&hierarchy._akassedp=/"
    ),
    (
      "sanktioner_akasser_null",
      "y01h01?mgroup.*=*&period.Q=latest:2&hierarchy._nykom=/&hierarchy._akassedp=*"
    ),
  ]

  @Test(
    "each recorded request gets the recorded columns and rows, with figures of that size",
    arguments: exchanges)
  func exchange(file: String, target: String) async throws {
    let recorded = try Service.rows(try Service.fixture("v3_data_\(file).json"))
    let now = try #require(Self.summer)
    try await Service.with {
      $0.now = now
    } work: { service async throws in
      let found = try await service.rows(target)
      #expect(found.columns == recorded.columns)
      // One measure is so rare that its rows come and go.
      let rare = "Nytteindsats, stat"
      #expect(
        found.keys.filter { !$0.hasSuffix(rare) } == recorded.keys.filter { !$0.hasSuffix(rare) })
      let first = found.rows[0].count { $0 is String }
      for column in first..<found.columns.count {
        let (all, were) = (found.numbers(column), recorded.numbers(column))
        let (sum, was) = (
          all.compactMap(\.self).reduce(0, +), were.compactMap(\.self).reduce(0, +)
        )
        let name = found.columns[column]
        #expect(sum > 0 && sum / was > 0.5 && sum / was < 2, "\(name): \(sum), \(was)")
        let areWhole = were.allSatisfy { $0.map { $0 == $0.rounded() } ?? true }
        if areWhole {
          #expect(all.allSatisfy { $0.map { $0 == $0.rounded() } ?? true }, "\(name)")
        }
      }
    }
  }

  @Test(
    "what is refused is refused in the recorded words",
    arguments: [
      ("422_unknown_hierarchies", "data/y25i07?mgroup.*=*&period.M=latest:1&hierarchy._omrade=/"),
      ("422_unknown_period_type", "data/y01h01?mgroup.*=*&period.M=latest:1"),
      ("422_latest_too_large", "data/y25i06b?mgroup.*=*&period.M=latest:120"),
      ("404", "table/y99z99?format=json"), ("401", "subjects"),
    ])
  func refused(file: String, target: String) async throws {
    let body = try Service.fixture("v3_error_\(file).json")
    let recorded = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    try await Service.with { service async throws in
      let answer = try await service.newer(
        target, authorization: file == "401" ? "TESTTOKEN" : "Bearer TESTTOKEN")
      let found = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
      #expect(Set(found.keys) == Set(recorded.keys))
      #expect(found["code"] as? Int == recorded["code"] as? Int)
      #expect(answer.status == recorded["code"] as? Int)
      #expect(found["cause"] as? String == recorded["cause"] as? String)
    }
  }

  @Test("version 2 tells of tables and rows as in the fixtures, byte order mark and all")
  func older() async throws {
    let now = try #require(StandInTime("2026-09-01T12:00:00+02:00"))
    try await Service.with {
      $0.now = now
    } work: { service async throws in
      let tables = try Service.unmarked(
        Data(try await service.older("tables/json?subjectid=1").body))
      let wanted = try Service.unmarked(try Service.fixture("v2_tables_subjectid1.json"))
      for table in wanted {
        let found = try #require(
          tables.first { $0["TableID"] as? String == table["TableID"] as? String })
        #expect(found as NSDictionary == table as NSDictionary)
      }
      var one = try #require(
        try Service.unmarked(Data(try await service.older("tables/y01a02/json").body)).first)
      var like = try #require(
        try Service.unmarked(try Service.fixture("v2_table_y01a02.json")).first)
      for list in ["Area", "Period"] {
        let (some, all) = (like[list] as? [String], one[list] as? [String])
        #expect(try Set(#require(all)).isSuperset(of: try #require(some)))
        one[list] = nil
        like[list] = nil
      }
      #expect(one as NSDictionary == like as NSDictionary)
      let subjects = try Service.unmarked(Data(try await service.older("subjects/json").body))
      for subject in try Service.unmarked(try Service.fixture("v2_subjects.json")) {
        #expect(subjects.contains { $0 as NSDictionary == subject as NSDictionary })
      }
      let query = "?area=Hele%20landet,N%C3%A6stved,K%C3%B8ge,%C3%86r%C3%B8&period=2026M05,2026M06"
      for (file, more) in [("", "&_kon=*"), ("_uden_kon", "")] {
        let recorded = try Service.olderRows(try Service.fixture("v2_data_y01a02\(file).json"))
        let found = try await service.olderRows("y01a02/json\(query)\(more)")
        #expect(found.names == recorded.names && found.labels == recorded.labels)
        let texts = file.isEmpty ? 3 : 2
        #expect(
          Set(found.data.map { $0.prefix(texts) }) == Set(recorded.data.map { $0.prefix(texts) }))
      }
    }
  }

  @Test(
    "CSV has a byte order mark, semicolons and the header of the fixtures",
    arguments: [
      ("v2_data_y01a02.csv", "/v2/data/y01a02/csv?_kon=*"),
      (
        "v2_data_y30r21.csv",
        "/v2/data/y30r21/csv/?area=K%C3%B8benhavn,Frederiksberg,Ballerup&_ygrp_y30r21=*"
          + "&period=2020QMAT02,2020QMAT04,2021QMAT02"
      ),
      ("v3_data_y25i07.csv", "/v3/data/y25i07?mgroup.*=*&period.M=latest:1&format=csv"),
    ])
  func csv(file: String, target: String) async throws {
    let recorded = Array(try Service.fixture(file))
    try await Service.with { service async throws in
      let answer =
        target.hasPrefix("/v2/")
        ? try await service.older(String(target.dropFirst(4)))
        : try await service.newer(String(target.dropFirst(4)))
      #expect(answer.status == 200)
      #expect(answer.headers.first(name: "Content-Type") == "text/csv; charset=utf-8")
      let lines = answer.body.split(separator: 10)
      #expect(lines.first == recorded.split(separator: 10).first)
      #expect(lines.allSatisfy { $0.last == 13 })
      guard file == "v2_data_y30r21.csv" else { return }
      func table(_ bytes: [UInt8]) -> [[Substring]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
          .map { $0.split(separator: ";", omittingEmptySubsequences: false) }
      }
      let (rows, were) = (table(answer.body), table(recorded))
      #expect(rows.map { $0.prefix(3) } == were.map { $0.prefix(3) })
      for (row, was) in zip(rows, were) {
        // Counts in tens, their difference; shares with two decimals; a place from 1 to 98.
        let numbers = row[3...5].compactMap { Int($0) }
        #expect(numbers.count == 3 && numbers.allSatisfy { $0 % 10 == 0 })
        #expect(numbers[2] == numbers[1] - numbers[0])
        #expect(row[6...8].allSatisfy { $0.wholeMatch(of: /-?\d+,\d\d/) != nil })
        #expect((1...98).contains(Int(row[9]) ?? 0))
        let size = try #require(Double(was[4]))
        #expect((0.3...3).contains(Double(numbers[1]) / size), "\(row), \(was)")
      }
      #expect(rows.contains { $0[5].hasPrefix("-") } && rows.contains { !$0[5].hasPrefix("-") })
    }
  }

  @Test("version 3 tells of subjects, tables and one table as in the fixtures")
  func newer() async throws {
    func json(_ data: Data) throws -> Any { try JSONSerialization.jsonObject(with: data) }
    try await Service.with { service async throws in
      let subjects = try #require(
        try json(Data(try await service.newer("subjects?format=json").body)) as? [[String: Any]])
      let known = try #require(
        try json(try Service.fixture("v3_subjects.json")) as? [[String: Any]])
      for subject in known {
        #expect(subjects.contains { $0 as NSDictionary == subject as NSDictionary })
      }
      let found = try json(Data(try await service.newer("table/y25i07?format=json").body))
      let table = try json(try Service.fixture("v3_table_y25i07.json"))
      Self.expect(found, toHold: table, at: "table")
      let tables = try json(Data(try await service.newer("tables?format=json").body))
      Self.expect(tables, toHold: try json(try Service.fixture("v3_tables.json")), at: "tables")
    }
  }

  /// Every key of the fixture is there with the same value or, for days and ends, the same form;
  /// every item of a list that has an id has its like.
  private static func expect(_ found: Any, toHold like: Any, at place: String) {
    if let like = like as? [String: Any] {
      let found = found as? [String: Any] ?? [:]
      for (key, value) in like {
        guard let own = found[key] else {
          Issue.record("\(place).\(key) is missing")
          continue
        }
        expect(own, toHold: value, at: "\(place).\(key)")
      }
    } else if let like = like as? [[String: Any]] {
      let found = found as? [[String: Any]] ?? []
      for item in like {
        let key = item.keys.first { $0.hasSuffix("_id") } ?? ""
        let own = found.first { $0[key] as? String == item[key] as? String }
        guard let own else {
          Issue.record("\(place) has no \(item[key] ?? "item")")
          continue
        }
        expect(own, toHold: item, at: "\(place).\(item[key] ?? "")")
      }
    } else if place.hasSuffix("update_latest") || place.hasSuffix("update_next") {
      #expect((found as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil, "\(place)")
    } else if place.hasSuffix("period_last") {
      #expect((found as? String)?.wholeMatch(of: /\d{4}[MQ]\d\d/) != nil, "\(place)")
    } else {
      #expect(found as? String == like as? String, "\(place)")
    }
  }
}
