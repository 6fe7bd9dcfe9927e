/// What a request wants of a table, in either version.
struct JobindsatsQuestion: Sendable {
  /// The values wanted of one axis, and whether it is a column.
  struct Axis: Sendable {
    var values: [JobindsatsValue]
    var isShown: Bool
  }

  let edition: JobindsatsEdition
  var periods: [JobindsatsPeriod]
  /// Areas first, then the table's dimensions.
  var axes: [Axis]
  /// Places of the measures wanted.
  var measures: [Int]

  /// One row of an answer.
  struct Row: Sendable {
    var period: String
    var names: [String]
    var numbers: [JobindsatsNumber]
  }

  /// How many cells an answer has, columns of keys and dimensions included.
  var cells: Int {
    let factors = [periods.count] + axes.map(\.values.count) + [columns]
    return factors.reduce(1) { product, factor in
      let (next, isTooLarge) = product.multipliedReportingOverflow(by: factor)
      return isTooLarge ? Int.max / 2 : next
    }
  }

  /// How many columns an answer has.
  private var columns: Int { 1 + axes.count(where: \.isShown) + measures.count }

  /// The rows, by period, then area, then the dimensions in the table's order.
  func rows(seed: UInt64, withholding: JobindsatsWithholding?) -> [Row] {
    let table = edition.table
    let figures = JobindsatsFigures(
      edition, seed: seed, withholding: withholding ?? table.withholding,
      axes: axes.map(\.values))
    let names = combinations
    var rows: [(combination: Int, row: Row)] = []
    for period in table.isUnordered ? unordered(periods) : periods {
      for (place, numbers) in figures.rows(in: period).enumerated() {
        guard let numbers else { continue }
        let row = Row(
          period: period.id, names: names[place], numbers: measures.map { numbers[$0] })
        rows.append((place, row))
      }
    }
    guard table.isUnordered else { return rows.map(\.row) }
    // A sort by value keeps the order of the periods within.
    return rows.enumerated().sorted {
      ($0.element.combination, $0.offset) < ($1.element.combination, $1.offset)
    }.map(\.element.row)
  }

  /// The names of the shown values, for each combination.
  private var combinations: [[String]] {
    axes.reduce([[]]) { names, axis in
      names.flatMap { before in
        axis.values.map { axis.isShown ? before + [$0.name] : before }
      }
    }
  }

  /// The last two come before those of half a year ago, as they have been seen to.
  private func unordered(_ periods: [JobindsatsPeriod]) -> [JobindsatsPeriod] {
    guard periods.count > 8 else { return periods }
    let early = periods.prefix(periods.count - 8)
    return early + periods.suffix(2) + periods.dropLast(2).suffix(6)
  }
}
