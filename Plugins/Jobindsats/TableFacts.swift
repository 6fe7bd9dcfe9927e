/// What the service says of one table: the same value for both versions.
struct TableFacts: Sendable, Hashable {
  /// Measures that belong together.
  struct MeasureGroup: Sendable, Hashable {
    let id: String
    let name: String
    let measures: [Named]
  }

  /// All periods of one type.
  struct PeriodSet: Sendable, Hashable {
    let type: String
    /// In time's order.
    let periods: [Named]
  }

  /// What rows are told apart by, as area or sex.
  struct Dimension: Sendable, Hashable {
    let id: String
    let name: String
    /// The ways in which its values are ordered; one is picked.
    let hierarchies: [Hierarchy]
    let isArea: Bool
  }

  /// Values in levels, the total first.
  struct Hierarchy: Sendable, Hashable {
    let id: String
    let name: String
    let levels: [Level]

    var values: [Named] { levels.flatMap(\.values) }
    /// The total, where there is one.
    var top: Named? {
      values.first { $0.id == "/" }
        ?? levels.first.flatMap { $0.values.count == 1 ? $0.values[0] : nil }
    }
  }

  struct Level: Sendable, Hashable {
    let id: String
    let name: String
    let values: [Named]
  }

  /// An id, and what it is called.
  struct Named: Sendable, Hashable {
    let id: String
    let name: String
  }

  let id: String
  let name: String
  let frequency: String?
  /// The days of the last and the next update, `YYYY-MM-DD`.
  let updated: String?
  let next: String?
  let infoPage: String?
  let tablePage: String?
  let groups: [MeasureGroup]
  /// From the finest type on.
  let periods: [PeriodSet]
  /// Area first.
  let dimensions: [Dimension]

  /// Types in the service's own order are of no use: the finest comes first here.
  static func ordered(_ sets: [PeriodSet]) -> [PeriodSet] {
    func rank(_ set: PeriodSet) -> Int {
      PeriodCode.types.firstIndex(of: set.type) ?? PeriodCode.types.count
    }
    return sets.map { set in
      PeriodSet(
        type: set.type,
        periods: set.periods.sorted {
          (PeriodCode($0.id)?.last ?? 0) < (PeriodCode($1.id)?.last ?? 0)
        })
    }.sorted { rank($0) < rank($1) }
  }

  /// Area first, the others as they came.
  static func ordered(_ dimensions: [Dimension]) -> [Dimension] {
    dimensions.filter(\.isArea) + dimensions.filter { !$0.isArea }
  }
}
