import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport

@testable import JobindsatsPlugin

extension Bench {
  /// A service with the made table, and data that a closure makes of the months that are asked for.
  static func made(
    _ asked: Record<String> = Record(), status: Int = 200, key: String? = "jobindsats-key",
    more: [String: String] = [:], updated: String = "2026-10-26",
    _ data: @escaping @Sendable ([String]) -> String
  ) -> Bench {
    scripted(key: key, more: more) { request in
      asked.add(request.address.target)
      guard request.address.path.hasPrefix("/v3/data/") else {
        let text = MadeTable.description.replacing("2026-10-26", with: updated)
        return HTTPAnswer(200, text, for: request)
      }
      return HTTPAnswer(status, data(request.months), for: request)
    }
  }

  /// A service with a table of many areas and jobs, whose data is a row for each period.
  static func wide(_ asked: Record<String>, areas: Int, jobs: Int) -> Bench {
    scripted { request in
      asked.add(request.address.target)
      guard request.address.path.hasPrefix("/v3/data/") else {
        return HTTPAnswer(
          200, MadeTable.description(of: MadeTable.wide(areas: areas, jobs: jobs)), for: request)
      }
      let rows = request.months.map { "[\"\($0)\",\"Område i alt\",\"Job i alt\",1,2.5]" }
      return HTTPAnswer(
        200,
        "{\"columns\":[\"Periode\",\"Område\",\"Job\",\"Antal\",\"Andel\"],\"rows\":["
          + rows.joined(separator: ",") + "]}", for: request)
    }
  }
}

extension HTTPRequest {
  /// The periods that a request for data names.
  var months: [String] {
    let item = address.queryItems.first { $0.name.hasPrefix("period") }
    return (item?.value ?? "").split(separator: ",").map(String.init)
  }
}

/// A service of version 2 with its recorded description, and one answer with data.
enum Version2 {
  /// The first row of the answers: period, area, sex, persons, full-time equivalents.
  static let firstRow: [Value] = [
    .string("2026M05"), .string("Hele landet"), .string("Køn i alt"), .int(61_240), .int(50_310),
  ]

  static func bench(_ name: String, _ asked: Record<String> = Record()) -> Bench {
    Bench.scripted(version: "2") { request in
      asked.add(request.address.target)
      let isData = request.address.path.hasPrefix("/v2/data/")
      return HTTPAnswer(
        200, try Fixture.bytes(isData ? name : "v2_table_y01a02.json"), for: request)
    }
  }

  static func rows(_ name: String, _ options: [String: Value]) async throws -> [[Value]] {
    var options = options
    options["period"] = .string("2026M05,2026M06")
    options["area"] = .string("Hele landet,Næstved,Køge,Ærø")
    return try await bench(name).rows("jobindsats.data", "Y01A02", options)
  }
}

extension Value {
  /// The value of `--hierarchy {ID: "TEXT"}`.
  static func open(_ id: String, _ text: String) -> Value {
    .record([NamedValue(id, .string(text))])
  }
}

extension MadeTable {
  /// The description of a table, as version 3 gives it.
  static func description(of facts: TableFacts) -> String {
    func list(_ parts: [String]) -> String { "[" + parts.joined(separator: ",") + "]" }
    func named(_ prefix: String, _ id: String, _ name: String, _ more: String = "") -> String {
      "{\"\(prefix)_id\":\"\(id)\",\"\(prefix)_name\":\"\(name)\"\(more)}"
    }
    let groups = facts.groups.map { group in
      named(
        "mgroup", group.id, group.name,
        ",\"measures\":" + list(group.measures.map { named("measure", $0.id, $0.name) }))
    }
    let periods = facts.periods.map { set in
      "{\"periodtype_id\":\"\(set.type)\",\"values\":"
        + list(set.periods.map { named("period", $0.id, $0.name) }) + "}"
    }
    let dimensions = facts.dimensions.map { dimension in
      let hierarchies = dimension.hierarchies.map { hierarchy in
        let levels = hierarchy.levels.map { level in
          named(
            "level", level.id, level.name,
            ",\"values\":" + list(level.values.map { named("value", $0.id, $0.name) }))
        }
        return named("hierarchy", hierarchy.id, hierarchy.name, ",\"levels\":" + list(levels))
      }
      return named(
        "dimension", dimension.id, dimension.name, ",\"hierarchies\":" + list(hierarchies))
    }
    return "{\"table_id\":\"\(facts.id)\",\"table_name\":\"\(facts.name)\",\"update_latest\":\""
      + "\(facts.updated ?? "")\",\"mgroups\":\(list(groups)),\"periods\":\(list(periods)),"
      + "\"dimensions\":\(list(dimensions))}"
  }
}
