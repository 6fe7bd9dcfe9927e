import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// How the two versions differ in what they take and give.
@Suite(.timeLimit(.minutes(5))) struct JobindsatsVersionTests {
  private typealias Service = JobindsatsService

  @Test("version 3 wants Bearer before the key, version 2 the key as it is")
  func keys() async throws {
    try await Service.with { service async throws in
      for header in [nil, "TESTTOKEN", "Bearer WRONG", "bearer TESTTOKEN", "Bearer"] {
        #expect(try await service.newer("subjects", authorization: header).status == 401)
      }
      for header in [nil, "Bearer TESTTOKEN", "WRONG", ""] {
        #expect(try await service.older("subjects/json", authorization: header).status == 401)
      }
      #expect(try await service.newer("subjects").status == 200)
      #expect(try await service.older("subjects/json").status == 200)
      #expect(try await service.older("subjects/json", agent: nil).status == 403)
      #expect(!service.standIn.requests.lines.contains { "\($0)".contains("TESTTOKEN") })
    }
  }

  @Test(
    "paths with and without format or slash, in version 2 ids in either case",
    arguments: [
      "subjects", "subjects/", "subjects/json", "subjects/json/", "tables", "tables/json",
      "tables/y01a02", "tables/Y01A02/", "tables/Y01A02/json", "data/Y01A02/json",
      "data/y01a02/json/",
    ])
  func olderPaths(path: String) async throws {
    try await Service.with { service async throws in
      let answer = try await service.older(path)
      #expect(answer.status == 200)
      #expect(try Service.unmarked(Data(answer.body)).isEmpty == false)
    }
  }

  @Test("metadata of version 2 comes as CSV as well")
  func olderCSV() async throws {
    try await Service.with { service async throws in
      let subjects = try await service.older("subjects/csv")
      #expect(subjects.text.hasPrefix("\u{FEFF}SubjectID;SubjectName\r\n1;A-dagpenge\r\n"))
      let tables = try await service.older("tables/csv?subjectid=25,30").text
        .split(separator: "\r\n")
      #expect(tables[0].hasPrefix("\u{FEFF}TableID;TableName;SubjectID;SubjectName;"))
      #expect(
        tables.contains { $0.hasPrefix("Y30R21;") } && tables.contains { $0.hasPrefix("Y25I07;") })
      #expect(!tables.contains { $0.hasPrefix("Y01A02;") })
    }
  }

  @Test("what is not there: paths, tables, methods")
  func missing() async throws {
    try await Service.with { service async throws in
      for path in ["", "table/y01a02", "data/y01a02", "tables/y99z99/json", "data/y99z99/json"] {
        #expect(try await service.older(path).status == 404, "\(path)")
      }
      #expect(try await service.older("subjects/json", body: "{}").status == 405)
      #expect(try await service.older("data/y01a02/json", body: "[1]").status == 400)
      #expect(try await service.older("data/y01a02/json?_alder=*").status == 400)
      for path in ["tables/y01a02", "nowhere", ""] {
        #expect(try await service.cause(path, status: 404) == "Not Found", "\(path)")
      }
      for id in ["y99z99", "Y01A02"] {
        let cause = try await service.cause("data/\(id)?mgroup.*=*&period.M=latest:1", status: 404)
        #expect(cause == "Unknown table: '\(id)'")
      }
    }
  }

  @Test(
    "version 3 refuses what it does not know, letter case included, and what it misses",
    arguments: [
      ("period.M=latest:1", "Missing parameter: mgroup"),
      ("mgroup.*=*", "Missing parameter: period"),
      ("mgroup.*=*&period.m=latest:1", "Unknown period type: m"),
      ("mgroup.*=*&period.M=2026m06", "Unknown periods for type M: ['2026m06']"),
      ("mgroup.*=*&period.M=2026M06&hierarchy._KON=*", "Unknown hierarchies: ['_KON']"),
      (
        "mgroup.*=*&period.M=2026M06&hierarchy._omrade=/&hierarchy._alder=/",
        "Unknown hierarchies: ['_omrade', '_alder']"
      ),
      (
        "mgroup.*=*&period.M=2026M06&hierarchy._kon=/9/,/1/",
        "Unknown values for hierarchy _kon: ['/9/']"
      ),
      (
        "mgroup.*=*&period.M=2026M06&hierarchy._nykom=level:Kommune",
        "Unknown level for hierarchy _nykom: Kommune"
      ),
      (
        "mgroup.*=*&period.M=2026M06&hierarchy._nykom=/&hierarchy._region=/",
        "More than one hierarchy for dimension: _omrade"
      ),
      ("mgroup.mgrp1_1=*&period.M=2026M06", "Unknown mgroup: mgrp1_1"),
      ("mgroup.*=mesa02_1&period.M=2026M06", "Unknown measures: ['mesa02_1']"),
      ("mgroup.*=*&period.M=latest:0", "Invalid number of periods: latest:0"),
      ("mgroup.*=*&period.M=2026M06&area=*", "Unknown parameter: area"),
      ("mgroup.*=*&period.M=2026M06&format=xml", "Unknown format: xml"),
    ])
  func refused(query: String, cause: String) async throws {
    try await Service.with { service async throws in
      #expect(try await service.cause("data/y01a02?\(query)") == cause)
    }
  }

  @Test("a table takes the hierarchies that it has: one has regions alone")
  func regions() async throws {
    try await Service.with { service async throws in
      let query = "y25i14?mgroup.mgrpy25i14_1=measi14_1&period.Q=latest:2"
      for hierarchy in ["_nykom", "_hele_landet"] {
        let cause = try await service.cause("data/\(query)&hierarchy.\(hierarchy)=/")
        #expect(cause == "Unknown hierarchies: ['\(hierarchy)']")
      }
      let rows = try await service.rows(query + "&hierarchy._region=*")
      #expect(rows.columns == ["Periode", "Område", "Antal forgæves rekrutteringer"])
      #expect(rows.rows.count == 12)
      #expect(rows.row("Region Nordjylland") != nil)
    }
  }

  @Test("hierarchies: top, all with totals, one level, values by id, encoded or not")
  func hierarchies() async throws {
    try await Service.with { service async throws in
      func areas(_ value: String) async throws -> [String] {
        try await service.rows("y01a02?mgroup.*=*&period.M=latest:1&hierarchy.\(value)").rows
          .compactMap { $0[1] as? String }
      }
      #expect(try await areas("_nykom=/") == ["Hele landet"])
      let all = try await areas("_nykom=*")
      #expect(all.count == 100 && all[0] == "Hele landet" && all.last == "Uoplyst område")
      #expect(try await areas("_nykom=level:kommune") == Array(all.dropFirst()))
      #expect(try await areas("_region=level:region").count == 6)
      #expect(try await areas("_reko=*").count == 105)
      #expect(try await areas("_hele_landet=*") == ["Hele landet"])
      #expect(try await areas("_nykom=/370/,/259/") == ["Køge", "Næstved"])
      #expect(try await areas("_nykom=%2F370%2F%2C%2F259%2F") == ["Køge", "Næstved"])
      #expect(try await areas("_reko=/1085/370/") == ["Næstved"])
    }
  }

  @Test("columns are those asked for; a hierarchy without a total has none")
  func columns() async throws {
    try await Service.with { service async throws in
      let one = try await service.rows("y01a02?mgroup.mgrpy01a02_1=measa02_2&period.M=latest:1")
      #expect(one.columns == ["Periode", "Område", "Fuldtidspersoner"])
      let sexes = try await service.rows("y01a02?mgroup.*=*&period.M=latest:1&hierarchy._kon=*")
      #expect(sexes.columns == ["Periode", "Område", "Køn", "Antal personer", "Fuldtidspersoner"])
      #expect(sexes.rows.map { $0[2] as? String } == ["Køn i alt", "Kvinder", "Mænd"])
      let kinds = try await service.rows(
        "y25i06?mgroup.*=*&period.M=latest:1&hierarchy._var13uger=*")
      #expect(kinds.rows.count == 2)
      let cause = try await service.cause(
        "data/y25i06?mgroup.*=*&period.M=latest:1&hierarchy._var13uger=/")
      #expect(cause == "Unknown values for hierarchy _var13uger: ['/']")
      let none = try await service.rows(
        "y25i07?mgroup.*=*&period.M=latest:1&hierarchy._nykom=/825/&hierarchy._esco_uri=/5/55/")
      #expect(none.columns.count == 6 && none.rows.isEmpty)
    }
  }

  @Test("version 2: names letter by letter, UTF-8 or Latin-1, a column for what is asked for")
  func names() async throws {
    try await Service.with { service async throws in
      let query = "&period=2026M05"
      let right = try await service.olderRows("y01a02/json?area=K%C3%B8ge" + query)
      #expect(right.data.count == 1 && right.data[0][0] == "Køge")
      #expect(try await service.olderRows("y01a02/json?area=K%F8ge" + query).data == right.data)
      for name in ["k%C3%B8ge", "K%C3%B8ge%20Kommune", "Atlantis"] {
        let wrong = try await service.olderRows("y01a02/json?area=\(name)" + query)
        #expect(wrong.data.isEmpty && wrong.labels == right.labels)
      }
      #expect(try await service.olderRows("y01a02/json?_kon=kvinder" + query).data.isEmpty)
      let comma = try await service.olderRows(
        "y14d03/json?_tilbud_d03=Udd.%20p%C3%A5%20videreg%C3%A5ende%20niveau%20(KVU%2C%20MVU%2C%20LVU)"
          + query)
      #expect(comma.data.count == 1 && comma.names[2] == "_tilbud_d03")
      let all = try await service.olderRows("y01a02/json?area=*&_kon=*" + query)
      #expect(all.data.count == 105 * 3)
    }
  }

  @Test("version 2: the latest months, quarters of one digit, all types at once, no period")
  func olderPeriods() async throws {
    try await Service.with { service async throws in
      func periods(_ text: String) async throws -> [String] {
        try await service.olderRows("y01a02/json" + text).data.map { $0[1] }
      }
      #expect(try await periods("?period=l(m:3)") == ["2026M06", "2026M07", "2026M08"])
      #expect(try await periods("?period=l(M:3)") == ["2026M06", "2026M07", "2026M08"])
      #expect(try await periods("?period=l(q:1)") == ["2026Q02"])
      #expect(try await periods("?period=l(m:9999)").count == 224)
      #expect(try await periods("?period=2024Q1") == ["2024Q01"])
      #expect(try await periods("") == ["2026M08"])
      let all = try await periods("?period=*")
      #expect(all.contains("2026M08") && all.contains("2026Q02") && all.contains("2026QMAT02"))
      #expect(all.last == "2025Y01")
    }
  }

  @Test("version 2 takes the same in a body")
  func body() async throws {
    try await Service.with { service async throws in
      let asked = try await service.olderRows(
        "y01a02/json?area=Hele%20landet,Sor%C3%B8&period=2026M05,2026M06&_kon=*")
      let lists = #"{"area":["Hele landet","Sorø"],"period":["2026M05","2026M06"],"_kon":"*"}"#
      #expect(try await service.olderRows("y01a02/json", body: lists).data == asked.data)
      let whole = try await service.olderRows(
        "y01a02/json", body: #"{"area":"Sorø","period":"l(m:1)","_kon":{}}"#)
      #expect(whole.names.count == 4 && whole.data.count == 1)
      let csv = try await service.older("data/y01a02/csv", body: lists)
      #expect(csv.text.split(separator: "\r\n").count == asked.data.count + 1)
    }
  }

  @Test("both versions have the same numbers, with point and with comma")
  func sameNumbers() async throws {
    try await Service.with { service async throws in
      let newer = try await service.newer(
        "data/y25i01?mgroup.*=*&period.QMAT=latest:2&hierarchy._nykom=*&hierarchy._ygrpi09=*"
          + "&format=csv"
      ).text.split(separator: "\r\n").dropFirst()
      let older = try await service.olderRows("y25i01/json?area=*&period=l(qmat:2)&_ygrpi09=*")
      let known = Dictionary(
        uniqueKeysWithValues: older.data.map { ("\($0[1]);\($0[0]);\($0[2])", $0[3...]) })
      #expect(newer.count == 600)
      for line in newer {
        let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let own = try #require(known[cells.prefix(3).joined(separator: ";")])
        #expect(
          cells[3...].map { Double($0) } == own.map { Double($0.replacing(",", with: ".")) })
      }
    }
  }
}
