import FjordHTTP

/// The paths of the service in both versions.
///
/// Values are encoded as UTF-8 one by one: a comma between two values stays a comma, one within a
/// value does not.
enum JobindsatsPath {
  static func subjects(_ version: JobindsatsVersion) -> HTTPPath {
    version == .three ? "/v3/subjects?format=json" : "/v2/subjects/json"
  }

  /// Version 2 takes the subjects that are wanted; version 3 gives all tables.
  static func tables(_ version: JobindsatsVersion, subjects: [String]) -> HTTPPath {
    guard version == .two else { return "/v3/tables?format=json" }
    guard !subjects.isEmpty else { return "/v2/tables/json" }
    return path("/v2/tables/json", "", "", [QueryPart("subjectid", subjects)])
  }

  /// The last part is `table` in version 3, `tables` in version 2.
  static func table(_ id: String, _ version: JobindsatsVersion) -> HTTPPath {
    version == .three ? "/v3/table/\(id)?format=json" : "/v2/tables/\(id)/json"
  }

  static func data(
    _ id: String, _ version: JobindsatsVersion, _ parts: [QueryPart]
  ) -> HTTPPath {
    version == .three
      ? path("/v3/data/", id, "", parts + [QueryPart("format", ["json"])])
      : path("/v2/data/", id, "/json", parts)
  }

  private static func path(
    _ start: String, _ id: String, _ end: String, _ parts: [QueryPart]
  ) -> HTTPPath {
    var text = HTTPPath.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    text.appendLiteral(start)
    if !id.isEmpty { text.appendInterpolation(id) }
    text.appendLiteral(end)
    for (place, part) in parts.enumerated() {
      text.appendLiteral(place == 0 ? "?" : "&")
      append(part.name, to: &text)
      text.appendLiteral("=")
      for (place, value) in part.values.enumerated() {
        if place > 0 { text.appendLiteral(",") }
        append(value, to: &text)
      }
    }
    return HTTPPath(stringInterpolation: text)
  }

  /// Ids and signs go as the service's own examples write them, all other texts encoded.
  private static func append(_ value: String, to text: inout HTTPPath.StringInterpolation) {
    let isSign = value.hasPrefix("/") || ["*", "mgroup.*"].contains(value)
    let isPlain = value.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 32) || "/*._".utf8.contains(byte)
    }
    if isSign && isPlain {
      text.appendLiteral(value)
    } else if value.hasPrefix("level:") {
      text.appendLiteral("level:")
      text.appendInterpolation(String(value.dropFirst(6)))
    } else {
      text.appendInterpolation(value)
    }
  }
}

/// One name of a query with its values.
struct QueryPart: Sendable, Hashable {
  let name: String
  let values: [String]

  init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }

  /// As a plan shows it.
  var text: String {
    let shown = values.prefix(4).joined(separator: ",")
    return "\(name)=\(shown)" + (values.count > 4 ? ",... (\(values.count))" : "")
  }
}
