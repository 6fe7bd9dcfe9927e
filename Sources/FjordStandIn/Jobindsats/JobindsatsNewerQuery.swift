/// Reads what a request of version 3 wants.
///
/// Recorded causes of refusal: unknown hierarchies, an unknown period type, more of the latest
/// periods than there are. The others have the same form.
struct JobindsatsNewerQuery {
  private let edition: JobindsatsEdition
  private var table: JobindsatsTable { edition.table }

  init(_ edition: JobindsatsEdition) {
    self.edition = edition
  }

  /// Reads parameters in the order they came in.
  ///
  /// Errors: `JobindsatsRefusal`.
  func question(
    _ parameters: [(name: String, value: String)]
  ) throws(JobindsatsRefusal) -> JobindsatsQuestion {
    var periods: [JobindsatsPeriod] = []
    var measures: Set<Int> = []
    var axes = table.axes.map { JobindsatsQuestion.Axis(values: [$0.whole], isShown: false) }
    axes[0].isShown = true
    try refuseUnknownHierarchies(parameters.map(\.name))
    var chosen: Set<Int> = []
    for (name, value) in parameters {
      let words = name.split(separator: ".", maxSplits: 1).map(String.init)
      switch (words.first, words.count) {
      case ("period", 2): periods += try self.periods(words[1], value)
      case ("mgroup", 2): measures.formUnion(try self.measures(words[1], value))
      case ("hierarchy", 2):
        guard let (axis, hierarchy) = hierarchy(words[1]) else { continue }
        guard chosen.insert(axis).inserted else {
          throw JobindsatsRefusal(
            cause: "More than one hierarchy for dimension: \(table.axes[axis].id)")
        }
        axes[axis] = .init(values: try values(hierarchy, value), isShown: true)
      case ("format", 1): break
      default: throw JobindsatsRefusal(cause: "Unknown parameter: \(name)")
      }
    }
    if measures.isEmpty { throw JobindsatsRefusal(cause: "Missing parameter: mgroup") }
    if periods.isEmpty { throw JobindsatsRefusal(cause: "Missing parameter: period") }
    return JobindsatsQuestion(
      edition: edition, periods: periods, axes: axes, measures: measures.sorted())
  }

  private func refuseUnknownHierarchies(_ names: [String]) throws(JobindsatsRefusal) {
    let unknown = names.filter { $0.hasPrefix("hierarchy.") }.map { String($0.dropFirst(10)) }
      .filter { hierarchy($0) == nil }
    guard unknown.isEmpty else {
      throw JobindsatsRefusal(cause: "Unknown hierarchies: \(Self.list(unknown))")
    }
  }

  private func hierarchy(_ id: String) -> (axis: Int, hierarchy: JobindsatsHierarchy)? {
    for (axis, dimension) in table.axes.enumerated() {
      if let found = dimension.hierarchies.first(where: { $0.id == id }) { return (axis, found) }
    }
    return nil
  }

  private func periods(
    _ code: String, _ text: String
  ) throws(JobindsatsRefusal) -> [JobindsatsPeriod] {
    guard let type = JobindsatsPeriodType(rawValue: code), let all = edition.periods(type) else {
      throw JobindsatsRefusal(cause: "Unknown period type: \(code)")
    }
    if text == "*" { return all }
    if text.hasPrefix("latest:") {
      guard let count = Int(text.dropFirst(7)), count > 0 else {
        throw JobindsatsRefusal(cause: "Invalid number of periods: \(text)")
      }
      guard count <= all.count else {
        throw JobindsatsRefusal(
          cause: "Requested latest:\(count) for type \(code), but only \(all.count) periods are "
            + "available")
      }
      return all.suffix(count)
    }
    let wanted = Self.parts(text)
    let known = Set(all.map(\.id))
    let unknown = wanted.filter { !known.contains($0) }
    guard unknown.isEmpty, !wanted.isEmpty else {
      throw JobindsatsRefusal(cause: "Unknown periods for type \(code): \(Self.list(unknown))")
    }
    return all.filter { wanted.contains($0.id) }
  }

  private func measures(_ id: String, _ text: String) throws(JobindsatsRefusal) -> [Int] {
    let groups = id == "*" ? table.named : table.named.filter { $0.id == id }
    guard !groups.isEmpty else { throw JobindsatsRefusal(cause: "Unknown mgroup: \(id)") }
    let columns = groups.flatMap(\.columns)
    if text == "*" { return columns.map(\.place) }
    let wanted = Self.parts(text)
    let unknown = wanted.filter { id in !columns.contains { $0.id == id } }
    guard unknown.isEmpty, !wanted.isEmpty else {
      throw JobindsatsRefusal(cause: "Unknown measures: \(Self.list(unknown))")
    }
    return columns.filter { wanted.contains($0.id) }.map(\.place)
  }

  private func values(
    _ hierarchy: JobindsatsHierarchy, _ text: String
  ) throws(JobindsatsRefusal) -> [JobindsatsValue] {
    if text == "*" { return hierarchy.values }
    if text.hasPrefix("level:") {
      let id = text.dropFirst(6)
      guard let level = hierarchy.levels.firstIndex(where: { $0.id == id }) else {
        throw JobindsatsRefusal(cause: "Unknown level for hierarchy \(hierarchy.id): \(id)")
      }
      return hierarchy.values.filter { $0.level == level }
    }
    let wanted = Self.parts(text)
    let unknown = wanted.filter { id in !hierarchy.values.contains { $0.id == id } }
    guard unknown.isEmpty, !wanted.isEmpty else {
      throw JobindsatsRefusal(
        cause: "Unknown values for hierarchy \(hierarchy.id): \(Self.list(unknown))")
    }
    return hierarchy.values.filter { wanted.contains($0.id) }
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }

  /// Names as the service lists them.
  private static func list(_ names: [String]) -> String {
    "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
  }
}
