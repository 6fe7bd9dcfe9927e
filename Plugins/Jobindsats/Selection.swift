import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// What the arguments of `jobindsats.data` ask for, by the ids that the table has.
struct Selection: Sendable {
  /// More cells than this may time out.
  static let cellLimit = 200_000

  let facts: TableFacts
  let periods: PeriodChoice
  /// One for each dimension of the table, in its order.
  let dimensions: [DimensionChoice]
  /// The measures that are asked for, with their groups, in the table's order.
  let measures: [(group: TableFacts.MeasureGroup, measure: TableFacts.Named)]
  /// Whether these are all.
  let hasAllMeasures: Bool

  /// Checks arguments against the table's own description; throws all faults found.
  init(_ arguments: SourceArguments, _ facts: TableFacts) throws(Diagnostics) {
    let reader = SelectionReader(arguments, facts)
    let periods = reader.periods()
    let dimensions = reader.dimensions()
    let measures = reader.measures()
    guard reader.faults.isEmpty, let periods else { throw Diagnostics(reader.faults) }
    self.facts = facts
    self.periods = periods
    self.dimensions = dimensions
    let all = facts.groups.flatMap { group in group.measures.map { (group, $0) } }
    self.measures = measures.map { ids in all.filter { ids.contains($0.1.id) } } ?? all
    hasAllMeasures = self.measures.count == all.count
  }

  /// Cells of one period, as the service counts them: rows times key columns and measures.
  func cells(_ version: JobindsatsVersion) -> Int {
    let measureCount =
      version == .three ? measures.count : facts.groups.reduce(0) { $0 + $1.measures.count }
    return dimensions.reduce(measureCount + 1 + dimensions.count) { product, choice in
      let (result, overflow) = product.multipliedReportingOverflow(by: max(1, choice.values.count))
      return overflow ? .max : result
    }
  }

  /// How many periods may go into one request.
  func periodsAtOnce(_ version: JobindsatsVersion) -> Int {
    max(1, (Self.cellLimit - 1) / max(1, cells(version)))
  }

  /// What a request for some periods says.
  func query(_ codes: [String], _ version: JobindsatsVersion) -> [QueryPart] {
    switch version {
    case .three:
      measureParts + [QueryPart("period.\(periods.type)", codes)]
        + dimensions.map { QueryPart("hierarchy.\($0.hierarchy.id)", $0.wire3) }
    case .two:
      dimensions.filter(\.dimension.isArea).map { QueryPart("area", $0.wire2) }
        + [QueryPart("period", codes)]
        + dimensions.filter { !$0.dimension.isArea }.map { QueryPart($0.dimension.id, $0.wire2) }
    }
  }

  private var measureParts: [QueryPart] {
    guard !hasAllMeasures else { return [QueryPart("mgroup.*", ["*"])] }
    var parts: [QueryPart] = []
    for group in facts.groups {
      let ids = measures.filter { $0.group.id == group.id }.map(\.measure.id)
      guard !ids.isEmpty else { continue }
      parts.append(QueryPart("mgroup.\(group.id)", ids.count == group.measures.count ? ["*"] : ids))
    }
    return parts
  }
}

extension DimensionChoice {
  /// The choice by ids.
  fileprivate var wire3: [String] {
    switch extent {
    case .everything: ["*"]
    case .top where values.first?.id == "/": ["/"]
    case .level(let id): ["level:\(id)"]
    case .top, .some: values.map(\.id)
    }
  }

  /// The choice by names.
  fileprivate var wire2: [String] {
    let isAll =
      extent == .everything
      && dimension.hierarchies.allSatisfy { other in
        other.values.allSatisfy(values.contains)
      }
    return isAll ? ["*"] : values.map(\.name)
  }
}
