// `min`, `max`, `first` and `last` keep one value a group. Which state does it is chosen by type once;
// its loop compares values as they lie, without boxing a row. States for text and for everything
// else first find the best row of each group in the batch, and look at a kept value once a group
// and batch.

import FjordTable

/// Which value of a group is kept.
enum Pick: Sendable {
  case smallest
  case largest
  case first
  case last

  /// Whether rows are chosen by where they stand, not by their values.
  var isByPosition: Bool { self == .first || self == .last }

  /// The state that keeps values of a type.
  func state(for type: DataType) -> any AggregateState {
    switch type {
    case .int, .date, .timestamp: NumberPickState<Int64>(self, type)
    case .float: NumberPickState<Double>(self, type)
    case .string, .binary: TextPickState(self, type)
    default: ValuePickState(self, type)
    }
  }
}

/// A number that columns hold as it is.
protocol PickedNumber: Comparable, BitwiseCopyable {
  static var zero: Self { get }
  /// Whether it comes before another, in an order that has a place for every value.
  func isOrdered(before other: Self) -> Bool
  static func values(_ column: Column) -> ArraySlice<Self>?
  static func storage(_ values: [Self]) -> Column.Storage
}

extension Int64: PickedNumber {
  func isOrdered(before other: Int64) -> Bool { self < other }

  static func values(_ column: Column) -> ArraySlice<Int64>? {
    if case .int64(let values) = column.storage { values } else { nil }
  }

  static func storage(_ values: [Int64]) -> Column.Storage { .int64(values[...]) }
}

extension Double: PickedNumber {
  static func values(_ column: Column) -> ArraySlice<Double>? {
    if case .float64(let values) = column.storage { values } else { nil }
  }

  static func storage(_ values: [Double]) -> Column.Storage { .float64(values[...]) }
}

/// Keeps a number a group: ints, days, instants, floats.
final class NumberPickState<Number: PickedNumber>: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [Number] = []
  private var isKept: [Bool] = []
  /// Where the kept values stand among all rows; only for `first` and `last`.
  private var places: [Int64] = []
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    grow(to: groupCount)
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard let values = Number.values(column) else { return }
    switch pick {
    case .smallest: keep(values, column.validity, groups) { $0.isOrdered(before: $1) }
    case .largest: keep(values, column.validity, groups) { $1.isOrdered(before: $0) }
    case .first: keepFirst(values, column.validity, groups, positions)
    case .last: keepLast(values, column.validity, groups, positions)
    }
  }

  @inline(__always)
  private func keep(
    _ values: ArraySlice<Number>, _ validity: Bitmap?, _ groups: [Int32],
    _ isBetter: (Number, Number) -> Bool
  ) {
    kept.withUnsafeMutableBufferPointer { kept in
      isKept.withUnsafeMutableBufferPointer { isKept in
        var row = 0
        for value in values {
          defer { row &+= 1 }
          if let validity, !validity[row] { continue }
          let group = Int(groups[row])
          if !isKept[group] || isBetter(value, kept[group]) { kept[group] = value }
          isKept[group] = true
        }
      }
    }
  }

  private func keepFirst(
    _ values: ArraySlice<Number>, _ validity: Bitmap?, _ groups: [Int32], _ positions: RowPositions
  ) {
    for (row, value) in values.enumerated() where validity?[row] ?? true {
      let group = Int(groups[row])
      if isKept[group], places[group] < positions[row] { continue }
      isKept[group] = true
      kept[group] = value
      places[group] = positions[row]
    }
  }

  private func keepLast(
    _ values: ArraySlice<Number>, _ validity: Bitmap?, _ groups: [Int32], _ positions: RowPositions
  ) {
    for (row, value) in values.enumerated() where validity?[row] ?? true {
      let group = Int(groups[row])
      if isKept[group], places[group] > positions[row] { continue }
      isKept[group] = true
      kept[group] = value
      places[group] = positions[row]
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? NumberPickState<Number> else { return }
    grow(to: groupCount)
    skippedNulls += other.skippedNulls
    for (place, group) in groups.prefix(other.kept.count).enumerated() where other.isKept[place] {
      let group = Int(group)
      let isBetter =
        switch pick {
        case _ where !isKept[group]: true
        case .smallest: other.kept[place].isOrdered(before: kept[group])
        case .largest: kept[group].isOrdered(before: other.kept[place])
        case .first: other.places[place] < places[group]
        case .last: other.places[place] > places[group]
        }
      guard isBetter else { continue }
      isKept[group] = true
      kept[group] = other.kept[place]
      if pick.isByPosition { places[group] = other.places[place] }
    }
  }

  var byteCount: Int { kept.count * 9 + places.count * 8 }

  func finish(groupCount: Int) -> Column {
    grow(to: groupCount)
    let mask = isKept.contains(false) ? Bitmap(isKept) : nil
    return Column(type, count: groupCount, validity: mask, Number.storage(kept))
  }

  private func grow(to count: Int) {
    kept.grow(to: count, filling: Number.zero)
    isKept.grow(to: count, filling: false)
    if pick.isByPosition { places.grow(to: count, filling: 0) }
  }
}
