// Arithmetic gives null where a side is null and where the result does not exist (overflow, division
// by zero); the second kind is counted, so that a stage can warn.

/// An arithmetic operation.
package enum ArithmeticOperation: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

extension Column {
  /// Int with int; `divide` is not asked of ints (they are floats by then).
  ///
  /// Gives the column and how many rows became null by overflow or a zero divisor.
  package func intArithmetic(
    _ operation: ArithmeticOperation, _ other: Column
  ) -> (column: Column, faults: Int) {
    guard case .int64(let a) = storage, case .int64(let b) = other.storage else {
      preconditionFailure("int arithmetic on \(type) and \(other.type)")
    }
    let mask = Bitmap.intersection(validity, other.validity)
    let (values, failed) =
      switch operation {
      case .add: combined(a, b) { $0.addingReportingOverflow($1) }
      case .subtract: combined(a, b) { $0.subtractingReportingOverflow($1) }
      case .multiply: combined(a, b) { $0.multipliedReportingOverflow(by: $1) }
      case .divide: combined(a, b) { $1 == 0 ? (0, true) : $0.dividedReportingOverflow(by: $1) }
      case .remainder:
        combined(a, b) { x, y in
          y == 0 ? (0, true) : y == -1 ? (0, false) : x.remainderReportingOverflow(dividingBy: y)
        }
      }
    return Column.masking(.int, .int64(values[...]), count: count, mask: mask, failed: failed)
  }

  /// Float with float; a zero divisor and a result that is not finite give null.
  package func floatArithmetic(
    _ operation: ArithmeticOperation, _ other: Column
  ) -> (column: Column, faults: Int) {
    guard case .float64(let a) = storage, case .float64(let b) = other.storage else {
      preconditionFailure("float arithmetic on \(type) and \(other.type)")
    }
    let mask = Bitmap.intersection(validity, other.validity)
    let (values, failed) =
      switch operation {
      case .add: combined(a, b) { finite($0 + $1) }
      case .subtract: combined(a, b) { finite($0 - $1) }
      case .multiply: combined(a, b) { finite($0 * $1) }
      case .divide: combined(a, b) { finite($0 / $1) }
      case .remainder: combined(a, b) { finite($0.truncatingRemainder(dividingBy: $1)) }
      }
    return Column.masking(.float, .float64(values[...]), count: count, mask: mask, failed: failed)
  }

  /// A column whose failed rows are null beside the masked ones; failures under the mask don't count.
  package static func masking(
    _ type: DataType, _ storage: Storage, count: Int, mask: Bitmap?, failed: [Int]
  ) -> (column: Column, faults: Int) {
    let faults = failed.filter { mask?[$0] ?? true }
    if faults.isEmpty { return (Column(type, count: count, validity: mask, storage), 0) }
    var isFailed = [Bool](repeating: false, count: count)
    for row in faults { isFailed[row] = true }
    let valid = Bitmap((0..<count).map { !isFailed[$0] && (mask?[$0] ?? true) })
    return (Column(type, count: count, validity: valid, storage), faults.count)
  }

  /// An int column as float.
  package func floats() -> Column {
    guard case .int64(let values) = storage else { return self }
    return Column(.float, count: count, validity: validity, .float64(values.map(Double.init)[...]))
  }

  /// One over each float.
  package func inverse() -> Column {
    guard case .float64(let values) = storage else { return self }
    return Column(.float, count: count, validity: validity, .float64(values.map { 1 / $0 }[...]))
  }

  /// Each value of a number column through a function of its own type; nil gives a counted null.
  package func mapInts(
    type: DataType, _ transform: (Int64) -> Int64?
  ) -> (column: Column, faults: Int) {
    guard case .int64(let values) = storage else {
      preconditionFailure("\(self.type) is no integer")
    }
    var failed: [Int] = []
    var result: [Int64] = []
    result.reserveCapacity(count)
    for value in values {
      let mapped = transform(value)
      if mapped == nil { failed.append(result.count) }
      result.append(mapped ?? 0)
    }
    return Column.masking(type, .int64(result[...]), count: count, mask: validity, failed: failed)
  }

  /// Each float through a function; a result that is not finite gives a counted null.
  package func mapFloats(_ transform: (Double) -> Double) -> (column: Column, faults: Int) {
    guard case .float64(let values) = storage else { preconditionFailure("\(type) is no float") }
    let result = values.map(transform)
    let failed = result.indices.filter { !result[$0].isFinite }
    return Column.masking(
      .float, .float64(result[...]), count: count, mask: validity, failed: failed)
  }
}

extension Column {
  /// Floats as ints after a rounding; what no int can hold gives a counted null.
  package func ints(_ rounding: (Double) -> Double) -> (column: Column, faults: Int) {
    guard case .float64(let values) = storage else { preconditionFailure("\(type) is no float") }
    let wanted = values.map { Int64(exactly: rounding($0)) }
    let failed = wanted.indices.filter { wanted[$0] == nil }
    return Column.masking(
      .int, .int64(wanted.map { $0 ?? 0 }[...]), count: count, mask: validity, failed: failed)
  }
}

/// Rows of two runs combined, and the places that failed; the loop has no branch but the work's own.
@inline(__always)
private func combined<Number: BitwiseCopyable>(
  _ a: ArraySlice<Number>, _ b: ArraySlice<Number>,
  _ work: (Number, Number) -> (partialValue: Number, overflow: Bool)
) -> (values: [Number], failed: [Int]) {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      var hasFailed = false
      let values = [Number](unsafeUninitializedCapacity: a.count) { target, count in
        for row in 0..<a.count {
          let (value, failed) = work(a[row], b[row])
          target.initializeElement(at: row, to: value)
          hasFailed = hasFailed || failed
        }
        count = a.count
      }
      return (values, hasFailed ? (0..<a.count).filter { work(a[$0], b[$0]).overflow } : [])
    }
  }
}

@inline(__always)
private func finite(_ value: Double) -> (partialValue: Double, overflow: Bool) {
  (value, !value.isFinite)
}
