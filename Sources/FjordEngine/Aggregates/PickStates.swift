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

/// The best row of each group within one batch.
struct BatchPicks {
  /// The groups that have one, in order of appearance.
  private(set) var groups: [Int32] = []
  /// The row of each group, -1 where it has none.
  private var rows: [Int32] = []

  /// Finds the rows; `isBefore` says whether a row's value is smaller than another's.
  mutating func find(
    _ pick: Pick, _ column: Column, _ groups: [Int32], groupCount: Int,
    isBefore: (Int, Int) -> Bool
  ) {
    rows.grow(to: groupCount, filling: -1)
    for row in 0..<column.count where !column.isNull(row) {
      let group = Int(groups[row])
      let other = Int(rows[group])
      if other < 0 {
        self.groups.append(Int32(truncatingIfNeeded: group))
        rows[group] = Int32(truncatingIfNeeded: row)
        continue
      }
      let isBetter =
        switch pick {
        case .first: false
        case .last: true
        case .smallest: isBefore(row, other)
        case .largest: isBefore(other, row)
        }
      if isBetter { rows[group] = Int32(truncatingIfNeeded: row) }
    }
  }

  /// Hands out each group with its row, and forgets them.
  mutating func take(_ body: (_ group: Int, _ row: Int) -> Void) {
    for group in groups {
      body(Int(group), Int(rows[Int(group)]))
      rows[Int(group)] = -1
    }
    groups.removeAll(keepingCapacity: true)
  }
}

/// Keeps a text, or bytes, a group.
final class TextPickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [[UInt8]?] = []
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    kept.grow(to: groupCount, filling: nil)
    let column = arguments[0]
    skippedNulls += column.nullCount
    let text = column.plainText
    text.withRuns { run in
      picks.find(pick, column, groups, groupCount: groupCount) { a, b in
        run(a).lexicographicallyPrecedes(run(b))
      }
      picks.take { group, row in
        let new = run(row)
        let isBetter =
          switch (pick, kept[group]) {
          case (_, nil), (.last, _): true
          case (.first, _): false
          case (.smallest, let old?): new.lexicographicallyPrecedes(old)
          case (.largest, let old?): old.lexicographicallyPrecedes(new)
          }
        if isBetter { kept[group] = Array(new) }
      }
    }
  }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: nil)
    let builder = TextBuilder(type)
    for run in kept.prefix(groupCount) {
      if let run { builder.append(bytes: run) } else { builder.appendNull() }
    }
    return builder.finish()
  }
}

/// Keeps a value of any type a group, compared by its encoded key.
final class ValuePickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [(value: Value, key: [UInt8])] = []
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    kept.grow(to: groupCount, filling: (.null, []))
    let column = arguments[0]
    skippedNulls += column.nullCount
    let keys = RowKeys([column], count: column.count).text
    picks.find(pick, column, groups, groupCount: groupCount) { a, b in
      keys.bytes(a).lexicographicallyPrecedes(keys.bytes(b))
    }
    picks.take { group, row in
      let new = keys.bytes(row)
      let old = kept[group]
      let isBetter =
        switch pick {
        case _ where old.key.isEmpty: true
        case .first: false
        case .last: true
        case .smallest: new.lexicographicallyPrecedes(old.key)
        case .largest: old.key.lexicographicallyPrecedes(new)
        }
      if isBetter { kept[group] = (column.value(at: row), Array(new)) }
    }
  }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: (.null, []))
    return Column(type, kept.prefix(groupCount).map(\.value))
  }
}
