import Foundation

/// Counts of one table, made by the seed for the finest parts and summed from there.
///
/// A part's count in a month depends on the seed, the table, the measure, the part and the month
/// alone. So totals are the sums of their parts in every selection and hierarchy, in both versions.
struct JobindsatsCounts: Sendable {
  /// The parts of one axis that are needed, and which of them make each value.
  private struct Axis {
    var parts: [Int]
    var groups: [[Int]]

    init(_ values: [JobindsatsValue]) {
      parts = Set(values.flatMap(\.parts)).sorted()
      let places = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1, $0) })
      groups = values.map { $0.parts.compactMap { places[$0] } }
    }
  }

  /// What months add up to so far, for each part.
  private struct Sums {
    var sum: [Int]
    var top: [Int]

    mutating func add(_ counts: [Int]) {
      for place in counts.indices {
        sum[place] += counts[place]
        top[place] = max(top[place], counts[place])
      }
    }

    func over(_ months: Int, _ spread: JobindsatsSpread) -> [Int] {
      if months == 1 { return sum }
      switch spread {
      case .flow: return sum
      case .stock: return sum.map { ($0 + months / 2) / months }
      case .persons: return sum.indices.map { (5 * top[$0] + sum[$0]) / 6 }
      }
    }
  }

  private let edition: JobindsatsEdition
  private let kinds: [JobindsatsMeasure.Kind]
  private let key: UInt64
  private let axes: [Axis]
  /// For each needed part its number among all parts of the table, and its share of the whole.
  private let numbers: [UInt64]
  private let weights: [Double]

  /// - Parameter axes: The values wanted of each axis, areas first.
  init(_ edition: JobindsatsEdition, seed: UInt64, axes values: [[JobindsatsValue]]) {
    let table = edition.table
    self.edition = edition
    kinds = (table.measures + table.hidden).map(\.kind)
    let key = SeededStream.hash(table.id, seed: seed)
    let axes = values.map(Axis.init)
    self.key = key
    self.axes = axes
    var numbers: [UInt64] = [0]
    var weights = [1.0]
    for (place, (axis, dimension)) in zip(axes, table.axes).enumerated() {
      let count = UInt64(dimension.weights.count)
      numbers = numbers.flatMap { number in
        axis.parts.map { number &* count &+ UInt64($0) }
      }
      let shares = axis.parts.map { part in
        place > 0
          ? dimension.weights[part]
          : dimension.weights[part] * (0.85 + 0.3 * Self.unit(key, 1, UInt64(part)))
      }
      weights = weights.flatMap { weight in shares.map { weight * $0 } }
    }
    self.numbers = numbers
    self.weights = weights
  }

  /// The counts of all measures that are counted, for each combination of values in their order;
  /// nil for the others.
  ///
  /// Complexity: months, by needed parts, by counted measures.
  func counts(in period: JobindsatsPeriod) -> [[Int]?] {
    let empty = [Int](repeating: 0, count: numbers.count)
    var sums = [Sums?](repeating: nil, count: kinds.count)
    for month in period.months {
      var monthly = [[Int]?](repeating: nil, count: kinds.count)
      for place in kinds.indices {
        guard let counts = self.counts(of: place, in: month, &monthly) else { continue }
        if sums[place] == nil { sums[place] = Sums(sum: empty, top: empty) }
        sums[place]?.add(counts)
      }
    }
    return kinds.enumerated().map { place, kind in
      switch kind {
      case .count(_, let spread), .part(_, _, let spread), .followUp(_, _, let spread, _):
        sums[place].map { contracted($0.over(period.months.count, spread)) }
      default: nil
      }
    }
  }

  private func counts(of place: Int, in month: Int, _ monthly: inout [[Int]?]) -> [Int]? {
    if let counts = monthly[place] { return counts }
    let counts: [Int]
    switch kinds[place] {
    case .count(let base, _): counts = drawn(base * level(month), place, month)
    case .part(let whole, let share, _), .followUp(let whole, let share, _, _):
      guard let of = self.counts(of: whole, in: month, &monthly) else { return nil }
      counts = parts(of, share, place, month)
    default: return nil
    }
    monthly[place] = counts
    return counts
  }

  private func drawn(_ whole: Double, _ place: Int, _ month: Int) -> [Int] {
    let key = self.key(place, month)
    return weights.indices.map { part in
      let draw = SeededStream.mixed(key ^ numbers[part])
      let noise = 0.9 + 0.2 * Double(draw & 0xffff) / 65_536
      return Int(whole * weights[part] * noise + Double(draw >> 32) / 4_294_967_296)
    }
  }

  private func parts(_ whole: [Int], _ share: Double, _ place: Int, _ month: Int) -> [Int] {
    let key = self.key(place, month)
    return whole.indices.map { part in
      if whole[part] == 0 { return 0 }
      let draw = SeededStream.mixed(key ^ numbers[part])
      let noise = 0.95 + 0.1 * Double(draw & 0xffff) / 65_536
      let count = Double(whole[part]) * share * noise + Double(draw >> 32) / 4_294_967_296
      return min(whole[part], Int(count))
    }
  }

  private func key(_ place: Int, _ month: Int) -> UInt64 {
    SeededStream.mixed(key &+ UInt64(place) << 32 &+ UInt64(month))
  }

  /// How a month differs from the mean: winters have more, years go up and down, and what was
  /// revised has a twentieth more.
  private func level(_ month: Int) -> Double {
    let year = Double(month - 24_318) / 12
    let season = 0.08 * cos(2 * .pi * Double(month % 12 - 1) / 12)
    let slow = 0.1 * sin(2 * .pi * year / 9)
    let revisions = edition.revised.count { $0 == month }
    return (1 + season + slow) * (1 + 0.05 * Double(revisions))
  }

  private static func unit(_ key: UInt64, _ domain: UInt64, _ index: UInt64) -> Double {
    var stream = SeededStream(seed: key, domain: domain, index: index)
    return stream.unit()
  }

  /// Sums parts to the values wanted, one axis after the other from the last.
  private func contracted(_ counts: [Int]) -> [Int] {
    var counts = counts
    var inner = 1
    for axis in axes.reversed() {
      let outer = counts.count / max(1, axis.parts.count * inner)
      var sums = [Int](repeating: 0, count: outer * axis.groups.count * inner)
      for block in 0..<outer {
        for (value, group) in axis.groups.enumerated() {
          let target = (block * axis.groups.count + value) * inner
          for part in group {
            let source = (block * axis.parts.count + part) * inner
            for offset in 0..<inner { sums[target + offset] += counts[source + offset] }
          }
        }
      }
      counts = sums
      inner *= axis.groups.count
    }
    return counts
  }
}
