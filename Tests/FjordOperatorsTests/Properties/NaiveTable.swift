import FjordTable

/// Rows as values, for comparing stages with the plainest code that does the same.
struct NaiveTable {
  var fields: [(name: String, type: DataType)]
  var rows: [[Value]]

  /// The names in order.
  var names: [String] { fields.map(\.name) }

  /// The rows as a table.
  var table: Table {
    let columns = fields.enumerated().map { place, field in
      Column(field.type, rows.map { $0[place] })
    }
    return Table(
      schema: Schema(fields.map { Field($0.name, $0.type) }),
      batches: [Batch(columns: columns, count: rows.count)])
  }

  /// The rows in the order of some keys: stable, nulls last either way.
  func sorted(by keys: [([Value]) -> Value], descending: [Bool]) -> NaiveTable {
    var copy = self
    copy.rows = rows.enumerated().sorted { a, b in
      for (key, isDescending) in zip(keys, descending) {
        let (x, y) = (key(a.element), key(b.element))
        if x.isNull != y.isNull { return y.isNull }
        guard let order = x.naiveOrder(y), order != 0 else { continue }
        return (order < 0) != isDescending
      }
      return a.offset < b.offset
    }.map(\.element)
    return copy
  }

  /// The rows of each group in order of first appearance.
  func groups(by keys: [([Value]) -> Value]) -> [(key: [Value], rows: [[Value]])] {
    var groups: [(key: [Value], rows: [[Value]])] = []
    for row in rows {
      let key = keys.map { $0(row) }
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].rows.append(row)
      } else {
        groups.append((key, [row]))
      }
    }
    return groups
  }
}

extension Value {
  /// Negative, zero or positive; nil where one is null.
  func naiveOrder(_ other: Value) -> Int? {
    func sign<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x == y ? 0 : 1 }
    switch (self, other) {
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)): return sign(x, y)
    case (.float(let x), .float(let y)): return sign(x, y)
    case (.int(let x), .float(let y)): return sign(Double(x), y)
    case (.float(let x), .int(let y)): return sign(x, Double(y))
    case (.bool(let x), .bool(let y)): return sign(x ? 1 : 0, y ? 1 : 0)
    case (.string(let x), .string(let y)):
      return x.utf8.elementsEqual(y.utf8)
        ? 0 : x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
    default: return nil
    }
  }

  /// The number, ints as floats too; nil for null.
  var naiveNumber: Double? {
    switch self {
    case .int(let number): Double(number)
    case .float(let number): number
    default: nil
    }
  }

  /// The truth, nil for null.
  var naiveTruth: Bool? {
    if case .bool(let bit) = self { bit } else { nil }
  }

  /// The text, nil for null.
  var naiveText: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, nil for null.
  var naiveInt: Int64? {
    if case .int(let number) = self { number } else { nil }
  }
}
