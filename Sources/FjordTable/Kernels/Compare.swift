// Comparisons give a bool column, null where either side is. The loop is chosen once a column and
// fills 64 bits at a time without branches. Text compares by bytes, which is by code point.

/// How two values are compared.
package enum Comparison: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The comparison with its sides exchanged.
  package var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether an order (negative, zero, positive) satisfies the comparison.
  fileprivate func holds(_ order: Int32) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

extension Column {
  /// Each row compared with one value of the same type (int and float mix).
  package func compared(_ comparison: Comparison, to value: Value) -> Column {
    let bits: Bitmap
    switch (storage, value) {
    case (_, .null): return .nulls(.bool, count: count)
    case (.int64(let values), .int(let other)), (.int64(let values), .date(let other)),
      (.int64(let values), .timestamp(let other)):
      bits = bitmap(values, comparison, other)
    case (.int64(let values), .float(let other)):
      bits = bitmap(values.map(Double.init)[...], comparison, other)
    case (.float64(let values), .float(let other)): bits = bitmap(values, comparison, other)
    case (.float64(let values), .int(let other)): bits = bitmap(values, comparison, Double(other))
    case (.duration(let values), .duration(let other)): bits = bitmap(values, comparison, other)
    case (.bits(let values), .bool(let other)):
      bits = Bitmap(fillingRows: count) {
        comparison.holds(Int32(values[$0] ? 1 : 0) - (other ? 1 : 0))
      }
    case (.text(let text), .string(let other)):
      bits = text.compared(comparison, to: Array(other.utf8))
    case (.text(let text), .binary(let other)): bits = text.compared(comparison, to: other)
    case (.dictionary(let codes, let values), .string(let other)):
      let hits = values.compared(comparison, to: Array(other.utf8))
      bits = codes.withUnsafeBufferPointer { codes in
        Bitmap(fillingRows: codes.count) { hits[Int(codes[$0])] }
      }
    default: return comparedByValue(comparison, to: .repeating(value, type: type, count: count))
    }
    return Column(.bool, count: count, validity: validity, .bits(bits))
  }

  /// Each row compared with the same row of a column of the same type (int and float mix).
  package func compared(_ comparison: Comparison, to other: Column) -> Column {
    let mask = Bitmap.intersection(validity, other.validity)
    let bits: Bitmap
    switch (storage, other.storage) {
    case (.int64(let a), .int64(let b)): bits = bitmap(a, comparison, b)
    case (.float64(let a), .float64(let b)): bits = bitmap(a, comparison, b)
    case (.int64(let a), .float64(let b)): bits = bitmap(a.map(Double.init)[...], comparison, b)
    case (.float64(let a), .int64(let b)): bits = bitmap(a, comparison, b.map(Double.init)[...])
    case (.duration(let a), .duration(let b)): bits = bitmap(a, comparison, b)
    case (.bits(let a), .bits(let b)):
      bits = Bitmap(fillingRows: count) { comparison.holds(Int32(a[$0] ? 1 : 0) - (b[$0] ? 1 : 0)) }
    case (.text, .text), (.dictionary, _), (_, .dictionary):
      bits = plainText.compared(comparison, to: other.plainText)
    default: return comparedByValue(comparison, to: other)
    }
    return Column(.bool, count: count, validity: mask, .bits(bits))
  }

  /// Lists and records compare by their encoded keys.
  private func comparedByValue(_ comparison: Comparison, to other: Column) -> Column {
    let (a, b) = (RowKeys([self], count: count).text, RowKeys([other], count: count).text)
    return Column(
      .bool, count: count, validity: Bitmap.intersection(validity, other.validity),
      .bits(a.compared(comparison, to: b)))
  }
}

extension Bitmap {
  /// One bit a row from a test; inlined, so that the test costs no call.
  @inline(__always)
  package init(fillingRows count: Int, _ test: (Int) -> Bool) {
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for index in words.indices {
      var word: UInt64 = 0
      let base = index &* 64
      let limit = Swift.min(64, count &- base)
      for bit in 0..<limit { word |= (test(base &+ bit) ? 1 : 0) &<< UInt64(bit) }
      words[index] = word
    }
    self.init(words: words, offset: 0, count: count)
  }
}

@inline(__always)
private func bitmap<T: Comparable>(
  _ values: ArraySlice<T>, _ comparison: Comparison, _ other: T
) -> Bitmap {
  values.withUnsafeBufferPointer { values in
    switch comparison {
    case .equal: Bitmap(fillingRows: values.count) { values[$0] == other }
    case .notEqual: Bitmap(fillingRows: values.count) { values[$0] != other }
    case .less: Bitmap(fillingRows: values.count) { values[$0] < other }
    case .lessOrEqual: Bitmap(fillingRows: values.count) { values[$0] <= other }
    case .greater: Bitmap(fillingRows: values.count) { values[$0] > other }
    case .greaterOrEqual: Bitmap(fillingRows: values.count) { values[$0] >= other }
    }
  }
}

@inline(__always)
private func bitmap<T: Comparable>(
  _ a: ArraySlice<T>, _ comparison: Comparison, _ b: ArraySlice<T>
) -> Bitmap {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      switch comparison {
      case .equal: Bitmap(fillingRows: a.count) { a[$0] == b[$0] }
      case .notEqual: Bitmap(fillingRows: a.count) { a[$0] != b[$0] }
      case .less: Bitmap(fillingRows: a.count) { a[$0] < b[$0] }
      case .lessOrEqual: Bitmap(fillingRows: a.count) { a[$0] <= b[$0] }
      case .greater: Bitmap(fillingRows: a.count) { a[$0] > b[$0] }
      case .greaterOrEqual: Bitmap(fillingRows: a.count) { a[$0] >= b[$0] }
      }
    }
  }
}

extension Column.Text {
  /// Each run compared with one.
  fileprivate func compared(_ comparison: Comparison, to other: [UInt8]) -> Bitmap {
    other.withUnsafeBytes { other in
      withRuns { run in
        if comparison == .equal || comparison == .notEqual {
          let wanted = comparison == .equal
          return Bitmap(fillingRows: count) { row in
            let run = run(row)
            return (run.count == other.count && order(run, other) == 0) == wanted
          }
        }
        return Bitmap(fillingRows: count) { comparison.holds(order(run($0), other)) }
      }
    }
  }

  /// Each run compared with the run of the same row.
  fileprivate func compared(_ comparison: Comparison, to other: Column.Text) -> Bitmap {
    withRuns { a in
      other.withRuns { b in
        Bitmap(fillingRows: count) { comparison.holds(order(a($0), b($0))) }
      }
    }
  }

  /// Calls a body with a function from row to bytes; the bytes are good during the call.
  @inline(__always)
  package func withRuns<Result>(
    _ body: ((Int) -> UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes { all in
      try offsets.withUnsafeBufferPointer { offsets in
        try body { row in
          UnsafeRawBufferPointer(rebasing: all[Int(offsets[row])..<Int(offsets[row &+ 1])])
        }
      }
    }
  }
}

/// The order of two runs by bytes, a shorter one before the longer that it begins.
@inline(__always)
private func order(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int32 {
  var place = 0
  let shorter = min(a.count, b.count)
  while place &+ 8 <= shorter {
    let x = a.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    let y = b.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    if x != y { return x.bigEndian < y.bigEndian ? -1 : 1 }
    place &+= 8
  }
  while place < shorter {
    if a[place] != b[place] { return a[place] < b[place] ? -1 : 1 }
    place &+= 1
  }
  return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
}
