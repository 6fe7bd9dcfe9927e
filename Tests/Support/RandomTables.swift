import FjordTable

// Random columns and tables for comparing fast loops with plain ones: nulls, empty and awkward
// texts, extreme numbers, and columns that are slices of longer ones.

extension SeededGenerator {
  /// The types that have no parts.
  public static let scalarTypes: [DataType] = [
    .bool, .int, .float, .string, .date, .timestamp, .duration, .binary,
  ]

  /// A type, at most so deep.
  public mutating func type(depth: Int = 2) -> DataType {
    switch below(depth > 0 ? 12 : 8) {
    case 8, 9: return .list(type(depth: depth - 1))
    case 10, 11:
      let names = ["a", "b b", "ø\"", "d"].prefix(1 + below(4))
      return .record(names.map { RecordField($0, type(depth: depth - 1)) })
    case let place: return Self.scalarTypes[place]
    }
  }

  /// A value of a type; one in `nullOdds` is null, at every depth.
  public mutating func value(_ type: DataType, nullOdds: Int = 6) -> Value {
    if oneIn(nullOdds) { return .null }
    switch type {
    case .bool: return .bool(oneIn(2))
    case .int: return .int(integer())
    case .float: return .float(float())
    case .string: return .string(text())
    case .date: return .date(Int64.random(in: -200_000...200_000, using: &self))
    case .timestamp:
      let seconds = Int64.random(in: -5_000_000_000...20_000_000_000, using: &self)
      return .timestamp(seconds * 1_000_000 + (oneIn(2) ? 0 : Int64(below(1_000_000))))
    case .duration:
      let months = oneIn(2) ? 0 : Int64(below(60)) - 30
      return .duration(CalendarDuration(months: months, microseconds: integer() / 1000))
    case .binary: return .binary((0..<below(7)).map { _ in UInt8(below(256)) })
    case .list(let element):
      return .list((0..<below(4)).map { _ in value(element, nullOdds: nullOdds) })
    case .record(let fields):
      return .record(fields.map { NamedValue($0.name, value($0.type, nullOdds: nullOdds)) })
    }
  }

  /// A whole number: mostly small, at times extreme.
  public mutating func integer() -> Int64 {
    switch below(8) {
    case 0: pick([.min, .max, 0, -1, 1])
    case 1: Int64.random(in: .min ... .max, using: &self)
    default: Int64(below(41)) - 20
    }
  }

  /// A finite number: whole, with few decimals, or any bits.
  public mutating func float() -> Double {
    switch below(4) {
    case 0: return Double(below(41) - 20)
    case 1: return Double(below(100_000)) / 100
    case 2: return pick([0.1, -0.0, 1e300, .leastNonzeroMagnitude, 1e21, 123_456_789.125, -1e-7])
    default:
      let value = Double(bitPattern: next())
      return value.isFinite ? value : 2.5
    }
  }

  /// A text of up to nine characters from the awkward corners.
  public mutating func text() -> String {
    let parts = [
      "a", "B", "z", "0", " ", ",", "\"", "\\", "\n", "\r\n", "\t", "|", "æ", "Ø", "日本", "😀",
      "👩‍👩‍👧", "e\u{301}", "null", "<b>", "\u{0}", "\u{7F}", "\u{9B}", "\u{202E}",
    ]
    return (0..<below(10)).map { _ in pick(parts) }.joined()
  }

  /// A column of values, often a slice out of the middle of a longer one, texts at times by codes.
  public mutating func column(_ type: DataType, count: Int, nullOdds: Int = 6) -> Column {
    let before = below(70)
    let behind = below(5)
    let values = (0..<(before + count + behind)).map { _ in value(type, nullOdds: nullOdds) }
    let whole = type == .string && oneIn(3) ? coded(values) : Column(type, values)
    return whole.slice(before..<(before + count))
  }

  /// A table of random columns.
  public mutating func table(columns: Int, rows: Int, depth: Int = 1) -> Table {
    let fields = (0..<columns).map { place in
      Field("c\(place)" + (oneIn(4) ? text() : ""), type(depth: depth))
    }
    let columns = fields.map { column($0.type, count: rows) }
    return Table(schema: Schema(fields), batches: [Batch(columns: columns, count: rows)])
  }

  /// A text column kept as codes into a dictionary.
  private func coded(_ values: [Value]) -> Column {
    var places: [Value: Int32] = [:]
    var words: [Value] = []
    let codes = values.map { value -> Int32 in
      let word = value.isNull ? .string("") : value
      if let known = places[word] { return known }
      places[word] = Int32(words.count)
      words.append(word)
      return Int32(words.count - 1)
    }
    let mask = Bitmap(values.map { !$0.isNull })
    return Column(
      .string, count: values.count, validity: mask,
      .dictionary(codes: codes[...], values: Column(.string, words).plainText))
  }
}
