// What window functions compute: one pass over the rows in the order of their partitions, results
// written to where the rows stand in the table.

extension Partitions {
  /// The number of each row in its partition, from 1.
  package func rowNumbers() -> Column {
    let numbers = scattered { start, place in Int64(place &- start &+ 1) }
    return Column(.int, count: rowCount, validity: nil, .int64(numbers[...]))
  }

  /// The rank of each row in its partition: equal rows share one, and as many are left out behind.
  package func ranks() -> Column {
    let differs = boundaries()
    var rank: Int64 = 0
    let ranks = scattered { start, place in
      if differs[place] { rank = Int64(place &- start &+ 1) }
      return rank
    }
    return Column(.int, count: rowCount, validity: nil, .int64(ranks[...]))
  }

  /// The value so many rows before each row in its partition (`forwards`: behind it); null where
  /// there is no such row, or the number is null.
  package func shifted(_ column: Column, by steps: Column, forwards: Bool) -> Column {
    guard case .int64(let distances) = steps.storage else {
      preconditionFailure("rows shifted by \(steps.type)")
    }
    let limit = Int64(rowCount)
    var places = [Int32](repeating: -1, count: rowCount)
    places.withUnsafeMutableBufferPointer { places in
      distances.withUnsafeBufferPointer { distances in
        for group in 0..<count {
          let range = starts[group]..<starts[group + 1]
          for place in range {
            let row = Int(order[place])
            if steps.isNull(row) { continue }
            // Clamped, so that no distance overflows.
            let distance = Int(max(-limit, min(limit, distances[row])))
            let other = forwards ? place &+ distance : place &- distance
            if range.contains(other) { places[row] = order[other] }
          }
        }
      }
    }
    return column.taking(places)
  }

  /// The sum of a number from its partition's first row up to each row; null before the first value.
  ///
  /// Also how many sums no value of the type can hold. Int sums are kept in 128 bits, so that only
  /// the rows whose own sum does not fit are null.
  package func runningSums(_ column: Column) -> (column: Column, faults: Int) {
    switch column.storage {
    case .int64(let values):
      let zero: Int128 = 0
      let (sums, failed, mask) = sums(values, column.validity, from: zero, { $0 &+ Int128($1) }) {
        Int64(exactly: $0)
      }
      return Column.masking(.int, .int64(sums[...]), count: rowCount, mask: mask, failed: failed)
    case .float64(let values):
      let (sums, failed, mask) = sums(values, column.validity, from: 0.0, { $0 + $1 }) {
        $0.isFinite ? $0 : nil
      }
      return Column.masking(
        .float, .float64(sums[...]), count: rowCount, mask: mask, failed: failed)
    default: preconditionFailure("a running sum of \(column.type)")
    }
  }

  @inline(__always)
  private func sums<Number: BitwiseCopyable & AdditiveArithmetic, Sum>(
    _ values: ArraySlice<Number>, _ validity: Bitmap?, from zero: Sum,
    _ add: (Sum, Number) -> Sum, _ result: (Sum) -> Number?
  ) -> (sums: [Number], failed: [Int], mask: Bitmap?) {
    var failed: [Int] = []
    var unknown: [Int32] = []
    let sums = [Number](unsafeUninitializedCapacity: rowCount) { sums, size in
      values.withUnsafeBufferPointer { values in
        for group in 0..<count {
          var sum = zero
          var hasValue = false
          for place in starts[group]..<starts[group + 1] {
            let row = Int(order[place])
            if validity?[row] ?? true {
              sum = add(sum, values[row])
              hasValue = true
            }
            let number = hasValue ? result(sum) : .zero
            if !hasValue { unknown.append(order[place]) }
            if number == nil { failed.append(row) }
            sums.initializeElement(at: row, to: number ?? .zero)
          }
        }
      }
      size = rowCount
    }
    return (sums, failed, mask(without: unknown))
  }

  private func mask(without rows: [Int32]) -> Bitmap? {
    guard !rows.isEmpty else { return nil }
    var bits = [Bool](repeating: true, count: rowCount)
    for row in rows { bits[Int(row)] = false }
    return Bitmap(bits)
  }

  /// A number for each place of `order`, written to its row; places come in rising order.
  @inline(__always)
  private func scattered(_ number: (_ start: Int, _ place: Int) -> Int64) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: rowCount) { numbers, size in
      for group in 0..<count {
        let start = starts[group]
        for place in start..<starts[group + 1] {
          numbers.initializeElement(at: Int(order[place]), to: number(start, place))
        }
      }
      size = rowCount
    }
  }

  /// A value a partition, given to each of its rows.
  package func spread(_ column: Column) -> Column {
    // Text is written once a partition: the rows hold codes.
    guard column.type == .string, case .text(let text) = column.storage, text.count > 0 else {
      return column.taking(groups)
    }
    return Column(
      .string, count: rowCount, validity: column.validity?.taking(groups),
      .dictionary(codes: groups[...], values: text))
  }
}
