/// Reads what a request of version 2 wants; what is not known finds nothing.
struct JobindsatsOlderQuery {
  /// A parameter that the table does not have.
  struct Unknown: Error {
    var name: String
  }

  private let edition: JobindsatsEdition

  init(_ edition: JobindsatsEdition) {
    self.edition = edition
  }

  /// Reads parameters, each with its values.
  ///
  /// Errors: `Unknown`, for a dimension that the table does not have.
  func question(_ parameters: [String: [String]]) throws(Unknown) -> JobindsatsQuestion {
    let table = edition.table
    var axes = table.axes.map { JobindsatsQuestion.Axis(values: [$0.whole], isShown: false) }
    axes[0].isShown = true
    var periods = Array((edition.periods(table.types[0]) ?? []).suffix(1))
    for (name, values) in parameters where !values.isEmpty {
      switch name {
      case "area": axes[0].values = Self.values(table.area, values)
      case "period": periods = self.periods(values)
      default:
        guard let place = table.dimensions.firstIndex(where: { $0.olderID == name }) else {
          throw Unknown(name: name)
        }
        axes[place + 1] = .init(values: Self.values(table.dimensions[place], values), isShown: true)
      }
    }
    return JobindsatsQuestion(
      edition: edition, periods: periods, axes: axes,
      measures: Array(table.measures.indices))
  }

  /// Values by name, letter by letter.
  private static func values(
    _ dimension: JobindsatsDimension, _ names: [String]
  ) -> [JobindsatsValue] {
    let all = dimension.named
    return names == ["*"] ? all : all.filter { names.contains($0.name) }
  }

  /// Periods by code, or the latest of a type as `l(m:12)`; fewer where there are no more.
  private func periods(_ codes: [String]) -> [JobindsatsPeriod] {
    let all = edition.allPeriods
    if codes == ["*"] { return all }
    var wanted = Set(codes.map(Self.twoDigits))
    for code in codes {
      guard code.hasPrefix("l("), code.hasSuffix(")") else { continue }
      let words = code.dropFirst(2).dropLast().split(separator: ":")
      guard words.count == 2, let count = Int(words[1]), count > 0,
        let type = JobindsatsPeriodType(rawValue: words[0].uppercased())
      else { continue }
      wanted.formUnion((edition.periods(type) ?? []).suffix(count).map(\.id))
    }
    return all.filter { wanted.contains($0.id) }
  }

  /// The code of a quarter as it is listed, where it was given as `2024Q1`.
  private static func twoDigits(_ code: String) -> String {
    guard let match = code.wholeMatch(of: /(\d{4}Q)(\d)/) else { return code }
    return "\(match.1)0\(match.2)"
  }
}
