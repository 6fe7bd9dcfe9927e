/// The paths of both versions.
enum JobindsatsRoute: Sendable, Equatable {
  case subjects
  case tables
  case table(String)
  case data(String)

  /// The version a path begins with: 2 or 3.
  static func version(of path: String) -> Int? {
    switch path.split(separator: "/").first {
    case "v2": 2
    case "v3": 3
    default: nil
    }
  }

  /// Reads a path of version 2, whose last part is the format.
  static func two(_ path: String) -> (route: JobindsatsRoute, format: String?)? {
    var parts = path.split(separator: "/").dropFirst().map(String.init)
    var format: String?
    if parts.count > 1, let last = parts.last, last == "json" || last == "csv" {
      format = last
      parts.removeLast()
    }
    switch (parts.first, parts.count) {
    case ("subjects", 1): return (.subjects, format)
    case ("tables", 1): return (.tables, format)
    case ("tables", 2): return (.table(parts[1]), format)
    case ("data", 2): return format == nil ? nil : (.data(parts[1]), format)
    default: return nil
    }
  }

  /// Reads a path of version 3.
  static func three(_ path: String) -> JobindsatsRoute? {
    let parts = path.split(separator: "/").dropFirst().map(String.init)
    switch (parts.first, parts.count) {
    case ("subjects", 1): return .subjects
    case ("tables", 1): return .tables
    case ("table", 2): return .table(parts[1])
    case ("data", 2): return .data(parts[1])
    default: return nil
    }
  }
}
