import FjordTable
import FjordTestSupport

/// Rows to sort with the plainest code that sorts them.
struct NaiveOrder {
  let batch: Batch
  let keyCount: Int
  let descending: [Bool]

  /// Makes rows whose first columns are the keys: few different values, so that there are equal rows,
  /// and texts that only differ far behind.
  init(random: inout SeededGenerator, rows: Int) {
    let types = (0...random.below(3)).map { _ in random.pick(SeededGenerator.scalarTypes) }
    keyCount = types.count
    descending = types.map { _ in random.oneIn(2) }
    let pool = 1 + random.below(3) * random.below(40)
    var columns = types.map { type in
      var values = (0...pool).map { _ in random.value(type, nullOdds: 1 + random.below(30)) }
      if type == .string, random.oneIn(2) { values = values.map(Self.prolonged) }
      let chosen = (0..<rows).map { _ in random.pick(values) }
      return random.oneIn(2) ? Column(type, chosen) : random.coded(type, chosen)
    }
    columns.append(random.column(random.type(), count: rows))
    batch = Batch(columns: columns, count: rows)
  }

  private static func prolonged(_ value: Value) -> Value {
    if case .string(let text) = value { .string("https://example.org/" + text) } else { value }
  }

  var keys: [Column] { Array(batch.columns.prefix(keyCount)) }

  /// The places of the rows in order.
  var order: [Int] {
    let values = keys.map(\.values)
    return (0..<batch.count).sorted { a, b in
      for (place, column) in values.enumerated() {
        let (x, y) = (column[a], column[b])
        if x == y { continue }
        if x.isNull || y.isNull { return y.isNull }
        return descending[place] ? isBefore(y, x) : isBefore(x, y)
      }
      return a < b
    }
  }

  private func isBefore(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.bool(let x), .bool(let y)): !x && y
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)),
      (.timestamp(let x), .timestamp(let y)):
      x < y
    case (.float(let x), .float(let y)): x < y
    case (.duration(let x), .duration(let y)): x < y
    case (.string(let x), .string(let y)):
      x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
    case (.binary(let x), .binary(let y)): x.lexicographicallyPrecedes(y)
    default: false
    }
  }
}

extension SeededGenerator {
  /// A text column by codes into a dictionary; other types as they are.
  fileprivate mutating func coded(_ type: DataType, _ values: [Value]) -> Column {
    guard type == .string else { return Column(type, values) }
    let words = Array(Set(values.map { $0.isNull ? .string("") : $0 })) + [.string("unused")]
    let codes = values.map { value in
      Int32(words.firstIndex(of: value.isNull ? .string("") : value) ?? 0)
    }
    return Column(
      .string, count: values.count, validity: Bitmap(values.map { !$0.isNull }),
      .dictionary(codes: codes[...], values: Column(.string, words).plainText))
  }
}

extension Batch {
  /// The rows as values.
  var rows: [[Value]] {
    (0..<count).map { row in columns.map { $0.value(at: row) } }
  }
}
