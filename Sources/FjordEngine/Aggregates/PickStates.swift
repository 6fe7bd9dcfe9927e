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
  static func values(_ column: Column) -> ArraySlice<Self>?
  static func storage(_ values: [Self]) -> Column.Storage
}

extension Int64: PickedNumber {
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
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    grow(to: groupCount)
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard let values = Number.values(column) else { return }
    switch pick {
    case .smallest: keep(values, column.validity, groups) { $0 < $1 }
    case .largest: keep(values, column.validity, groups) { $0 > $1 }
    case .first: keep(values, column.validity, groups) { _, _ in false }
    case .last: keep(values, column.validity, groups) { _, _ in true }
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

  func finish(groupCount: Int) -> Column {
    grow(to: groupCount)
    let mask = isKept.contains(false) ? Bitmap(isKept) : nil
    return Column(type, count: groupCount, validity: mask, Number.storage(kept))
  }

  private func grow(to count: Int) {
    kept.grow(to: count, filling: Number.zero)
    isKept.grow(to: count, filling: false)
  }
}
