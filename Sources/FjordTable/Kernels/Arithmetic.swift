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
    var failed: [Int] = []
    var values: [Int64] = []
    values.reserveCapacity(count)
    for (x, y) in zip(a, b) {
      let (value, overflow) =
        switch operation {
        case .add: x.addingReportingOverflow(y)
        case .subtract: x.subtractingReportingOverflow(y)
        case .multiply: x.multipliedReportingOverflow(by: y)
        case .divide: y == 0 ? (0, true) : x.dividedReportingOverflow(by: y)
        case .remainder:
          y == 0 ? (0, true) : y == -1 ? (0, false) : x.remainderReportingOverflow(dividingBy: y)
        }
      if overflow { failed.append(values.count) }
      values.append(value)
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
    var failed: [Int] = []
    var values: [Double] = []
    values.reserveCapacity(count)
    for (x, y) in zip(a, b) {
      let value =
        switch operation {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        case .remainder: x.truncatingRemainder(dividingBy: y)
        }
      if !value.isFinite { failed.append(values.count) }
      values.append(value)
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
