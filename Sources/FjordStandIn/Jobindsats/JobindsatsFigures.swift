/// A figure as it is published; nil where it is withheld or not yet known.
struct JobindsatsNumber: Sendable {
  let value: Double?
  let decimals: Int
  var isTrimmed = false

  /// The digits with a decimal comma and all decimals, as version 2 writes them; empty for none.
  var older: String { digits.map { $0.joined(separator: ",") } ?? "" }

  /// The digits as version 3 writes them, without zeros at the end; nil for none.
  var newer: String? {
    guard let digits else { return nil }
    guard digits.count > 1 else { return digits[0] }
    var decimals = digits[1]
    while decimals.last == "0" { decimals.removeLast() }
    if decimals.isEmpty { return isTrimmed ? digits[0] : digits[0] + ".0" }
    return digits[0] + "." + decimals
  }

  private var digits: [String]? {
    guard let value else { return nil }
    let scale = [1, 10, 100][min(decimals, 2)]
    let scaled = Int((value * Double(scale)).rounded())
    let whole = (scaled < 0 ? "-" : "") + "\(abs(scaled) / scale)"
    guard decimals > 0 else { return [whole] }
    let rest = "\(abs(scaled) % scale)"
    return [whole, String(repeating: "0", count: decimals - rest.count) + rest]
  }
}

/// The figures of a table, with what small counts are withheld.
struct JobindsatsFigures: Sendable {
  private let edition: JobindsatsEdition
  private let seed: UInt64
  private let withholding: JobindsatsWithholding
  private let axes: [[JobindsatsValue]]
  private let counts: JobindsatsCounts

  /// - Parameter axes: The values wanted of each axis, areas first.
  init(
    _ edition: JobindsatsEdition, seed: UInt64, withholding: JobindsatsWithholding,
    axes: [[JobindsatsValue]]
  ) {
    self.edition = edition
    self.seed = seed
    self.withholding = withholding
    self.axes = axes
    counts = JobindsatsCounts(edition, seed: seed, axes: axes)
  }

  /// The figures of all measures for each combination of values in their order; nil for a row that
  /// the table leaves out.
  func rows(in period: JobindsatsPeriod) -> [[JobindsatsNumber]?] {
    let table = edition.table
    let counts = counts.counts(in: period)
    let ranks = ranks(in: period)
    let inner = axes.dropFirst().reduce(1) { $0 * $1.count }
    let rows = inner * (axes.first?.count ?? 0)
    let measures = table.measures + table.hidden
    return (0..<rows).map { row in
      let exact = exact(measures, row, counts)
      if table.isSparse, exact.allSatisfy({ ($0 ?? 0) == 0 }) { return nil }
      let area = axes[0][row / inner]
      var published: [JobindsatsNumber] = []
      for (place, measure) in table.measures.enumerated() {
        if case .rank = measure.kind, area.parts.count == 1 {
          let rank = ranks?[row % inner][area.parts[0]]
          published.append(JobindsatsNumber(value: rank.map(Double.init), decimals: 0))
        } else {
          published.append(number(measure, exact[place], exact, published, area, period))
        }
      }
      return published
    }
  }

  /// The counts of a row before any is withheld.
  private func exact(_ measures: [JobindsatsMeasure], _ row: Int, _ counts: [[Int]?]) -> [Int?] {
    var exact = counts.map { $0?[row] }
    for (place, measure) in measures.enumerated().reversed() {
      guard case .sum(let parts) = measure.kind else { continue }
      exact[place] = parts.reduce(0) { $0 + (exact[$1] ?? 0) }
    }
    return exact
  }

  private func number(
    _ measure: JobindsatsMeasure, _ own: Int?, _ exact: [Int?], _ published: [JobindsatsNumber],
    _ area: JobindsatsValue, _ period: JobindsatsPeriod
  ) -> JobindsatsNumber {
    func number(_ value: Double?, _ decimals: Int) -> JobindsatsNumber {
      JobindsatsNumber(value: value, decimals: decimals, isTrimmed: measure.isTrimmed)
    }
    switch measure.kind {
    case .count, .part, .sum: return number(shown(own), 0)
    case .followUp(_, _, _, let months):
      let last = edition.months?.upperBound ?? 0
      return number(period.months.upperBound > last - months ? nil : shown(own), 0)
    case .share(let part, let whole, let decimals):
      return number(Self.ratio(exact[part], exact[whole], 100), decimals)
    case .mean(let part, let whole, let decimals):
      return number(Self.ratio(exact[part], exact[whole], 1), decimals)
    case .ofPeople(let part, let decimals):
      return number(Self.ratio(exact[part], Self.people(area, share: 0.642), 100), decimals)
    case .ofLabourForce(let part, let decimals):
      return number(Self.ratio(exact[part], Self.people(area, share: 0.51), 100), decimals)
    case .difference(let one, let other, let decimals):
      guard let one = published[one].rounded, let other = published[other].rounded else {
        return number(nil, decimals)
      }
      return number(one - other, decimals)
    case .rank: return number(nil, 0)
    }
  }

  /// A count as the table's rule lets it be seen.
  private func shown(_ count: Int?) -> Double? {
    guard let count else { return nil }
    switch withholding {
    case .nothing: return Double(count)
    case .under(let least): return count < least ? nil : Double(count)
    case .raisedTo(let least): return Double(max(count, least))
    case .tens: return Double((count + 5) / 10 * 10)
    }
  }

  /// The places of all municipalities by a measure, for each combination of the other values.
  private func ranks(in period: JobindsatsPeriod) -> [[Int: Int]]? {
    let table = edition.table
    let ranked = table.measures.lazy.compactMap { measure -> Int? in
      if case .rank(let by) = measure.kind { by } else { nil }
    }
    guard let by = ranked.first else { return nil }
    let all = JobindsatsPlaces.municipalities.indices
    let areas = all.map { JobindsatsValue(id: "", name: "", level: 0, parts: [$0]) }
    let counts = JobindsatsCounts(edition, seed: seed, axes: [areas] + axes.dropFirst())
      .counts(in: period)
    let inner = axes.dropFirst().reduce(1) { $0 * $1.count }
    return (0..<inner).map { combination in
      let values = all.map { place -> Double in
        let exact = exact(
          table.measures + table.hidden, place * inner + combination, counts)
        var published: [JobindsatsNumber] = []
        for (number, measure) in table.measures.prefix(by + 1).enumerated() {
          published.append(
            self.number(measure, exact[number], exact, published, areas[place], period))
        }
        return published[by].rounded ?? 0
      }
      let order = all.sorted { (values[$0], $0) < (values[$1], $1) }
      return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 + 1) })
    }
  }

  /// A share; 0 where there is nothing of either, nil where only the whole is not known.
  private static func ratio(_ part: Int?, _ whole: Int?, _ factor: Double) -> Double? {
    guard let part, let whole else { return nil }
    return whole == 0 ? (part == 0 ? 0 : nil) : factor * Double(part) / Double(whole)
  }

  private static func people(_ area: JobindsatsValue, share: Double) -> Int? {
    let all = JobindsatsPlaces.municipalities
    let people = area.parts.reduce(0.0) { $0 + (all.indices.contains($1) ? all[$1].people : 0) }
    return people > 0 ? Int(people * 1000 * share) : nil
  }
}

extension JobindsatsNumber {
  /// The value as it can be read.
  var rounded: Double? {
    let scale = [1.0, 10, 100][min(decimals, 2)]
    return value.map { ($0 * scale).rounded() / scale }
  }
}
