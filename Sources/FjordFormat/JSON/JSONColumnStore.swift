import FjordTable

// Where the columns of rows grow. Numbers and text, which are nearly all columns, grow in arrays of
// their own: appended through the builders, whose class properties are checked for exclusive access
// a value, a feed page took twice as long. The other types go through a builder.

/// One column while its rows are read.
class JSONColumnStore {
  /// Values that did not fit their type and became null.
  final var mismatches = 0
  /// The rows that these stand in.
  final var misfits: [Int] = []

  /// Appends one value a row of the block.
  func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    preconditionFailure("a store must take tokens")
  }

  /// Makes room for a number of times what came so far.
  func reserve(times factor: Int) {}

  /// The column.
  func finish(_ source: JSONBytes) -> Column { preconditionFailure("a store must finish") }

  /// The store for a type.
  ///
  /// `mayRepeat` says that codes into a dictionary are tried for strings, also within records.
  static func make(
    _ type: DataType, _ assembly: JSONAssembly, mayRepeat: Bool = false
  ) -> JSONColumnStore {
    if case .record(let slot, let parts) = assembly {
      let stores = zip(type.fields, parts).map { make($0.type, $1, mayRepeat: mayRepeat) }
      return RecordStore(type, slot, stores)
    }
    guard case .scalar(let slot) = assembly else { return BuilderStore(type, assembly) }
    return switch type {
    case .string: TextStore(slot, mayRepeat: mayRepeat)
    case .int, .date, .timestamp: IntStore(type, slot)
    case .float: FloatStore(slot)
    default: BuilderStore(type, assembly)
    }
  }
}

/// Which rows are null.
private struct NullRows {
  private var rows: [Int] = []
  private(set) var misfits: [Int] = []

  /// Notes a null; a mismatch where there was a value.
  mutating func note(_ token: JSONToken, at row: Int) {
    if token.kind != .absent, token.kind != .null { misfits.append(row) }
    rows.append(row)
  }

  /// The validity of a column; nil where nothing is null.
  func validity(count: Int) -> Bitmap? {
    guard !rows.isEmpty else { return nil }
    var words = [UInt64](repeating: .max, count: (count + 63) / 64)
    for row in rows { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
    return Bitmap(words: words, count: count)
  }
}

private final class TextStore: JSONColumnStore {
  private let slot: Int
  private var codes: JSONCodes?
  private var offsets: [Int64] = [0]
  private var bytes: [UInt8] = []
  private var nulls = NullRows()

  init(_ slot: Int, mayRepeat: Bool) {
    self.slot = slot
    codes = mayRepeat ? JSONCodes() : nil
  }

  override func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    let source = reader.scanner.bytes
    let keepsNested = reader.keepsNested
    if var codes, offsets.count == 1 {
      self.codes = nil
      if codes.append(block, slot, source) { return self.codes = codes }
      spell(codes, source)
    }
    var (offsets, bytes, nulls) = (self.offsets, self.bytes, self.nulls)
    (self.offsets, self.bytes, self.nulls) = ([], [], NullRows())
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      switch token.kind {
      case .string, .integer, .number, .true, .false:
        bytes.append(contentsOf: source.slice(token.content))
      case .escapedString: source.appendUnescaped(token.content, to: &bytes)
      case .array where keepsNested, .object where keepsNested:
        bytes.append(contentsOf: source.slice(token.content))
      default: nulls.note(token, at: offsets.count &- 1)
      }
      offsets.append(Int64(bytes.count))
    }
    (self.offsets, self.bytes, self.nulls) = (offsets, bytes, nulls)
    (misfits, mismatches) = (nulls.misfits, nulls.misfits.count)
  }

  /// Takes over as text what was codes so far, where values turn out not to repeat.
  private func spell(_ codes: JSONCodes, _ source: JSONBytes) {
    for code in codes.codes {
      if code < 0 {
        nulls.note(.absent, at: offsets.count - 1)
      } else {
        bytes.append(contentsOf: source.slice(codes.range(code)))
      }
      offsets.append(Int64(bytes.count))
    }
  }

  override func reserve(times factor: Int) {
    guard codes == nil else { return }
    offsets.reserveCapacity(offsets.count * factor)
    bytes.reserveCapacity(bytes.count * factor)
  }

  override func finish(_ source: JSONBytes) -> Column {
    if let codes, offsets.count == 1, !codes.codes.isEmpty { return codes.column(source) }
    let count = offsets.count - 1
    return Column(
      .string, count: count, validity: nulls.validity(count: count),
      .text(Column.Text(offsets: offsets[...], bytes: bytes)))
  }
}

private final class IntStore: JSONColumnStore {
  private let type: DataType
  private let slot: Int
  private var values: [Int64] = []
  private var nulls = NullRows()

  init(_ type: DataType, _ slot: Int) {
    self.type = type
    self.slot = slot
  }

  override func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    switch type {
    case .date:
      append(block) { token in reader.withString(token) { ValueParsing.date($0) } }
    case .timestamp:
      append(block) { token in
        reader.withString(token) { ValueParsing.timestamp($0, local: reader.zone) }
      }
    default: append(block) { token in reader.int(token) }
    }
  }

  @inline(__always)
  private func append(_ block: JSONTokenBlock, _ read: (JSONToken) -> Int64?) {
    var (values, nulls) = (self.values, self.nulls)
    (self.values, self.nulls) = ([], NullRows())
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      let value = read(token)
      if value == nil { nulls.note(token, at: values.count) }
      values.append(value ?? 0)
    }
    (self.values, self.nulls) = (values, nulls)
    (misfits, mismatches) = (nulls.misfits, nulls.misfits.count)
  }

  override func reserve(times factor: Int) { values.reserveCapacity(values.count * factor) }

  override func finish(_ source: JSONBytes) -> Column {
    Column(
      type, count: values.count, validity: nulls.validity(count: values.count),
      .int64(values[...]))
  }
}

private final class FloatStore: JSONColumnStore {
  private let slot: Int
  private var values: [Double] = []
  private var nulls = NullRows()

  init(_ slot: Int) { self.slot = slot }

  override func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    var (values, nulls) = (self.values, self.nulls)
    (self.values, self.nulls) = ([], NullRows())
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      let value = reader.float(token)
      if value == nil { nulls.note(token, at: values.count) }
      values.append(value ?? 0)
    }
    (self.values, self.nulls) = (values, nulls)
    (misfits, mismatches) = (nulls.misfits, nulls.misfits.count)
  }

  override func reserve(times factor: Int) { values.reserveCapacity(values.count * factor) }

  override func finish(_ source: JSONBytes) -> Column {
    Column(
      .float, count: values.count, validity: nulls.validity(count: values.count),
      .float64(values[...]))
  }
}

/// Records: a store a field, and which rows have one at all.
private final class RecordStore: JSONColumnStore {
  private let type: DataType
  private let slot: Int
  private let parts: [JSONColumnStore]
  private var count = 0
  private var nulls = NullRows()

  init(_ type: DataType, _ slot: Int, _ parts: [JSONColumnStore]) {
    self.type = type
    self.slot = slot
    self.parts = parts
  }

  override func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    for part in parts { part.append(block, reader) }
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      if token.kind != .object { nulls.note(token, at: count + row) }
    }
    count += block.rows
    misfits = parts.reduce(nulls.misfits) { $0 + $1.misfits }
    mismatches = parts.reduce(nulls.misfits.count) { $0 + $1.mismatches }
  }

  override func reserve(times factor: Int) {
    for part in parts { part.reserve(times: factor) }
  }

  override func finish(_ source: JSONBytes) -> Column {
    Column(
      type, count: count, validity: nulls.validity(count: count),
      .record(parts.map { $0.finish(source) }))
  }
}

private final class BuilderStore: JSONColumnStore {
  private let assembly: JSONAssembly
  private let builder: ColumnBuilder

  init(_ type: DataType, _ assembly: JSONAssembly) {
    self.assembly = assembly
    builder = ColumnBuilder.make(type)
  }

  override func append(_ block: JSONTokenBlock, _ reader: JSONTokenReader) {
    let first = builder.count
    var reader = reader
    reader.append(block, assembly, to: builder)
    guard reader.mismatches > 0 else { return }
    mismatches += reader.mismatches
    misfits += (0..<block.rows).filter { misfits(block, $0, reader) }.map { first + $0 }
  }

  override func finish(_ source: JSONBytes) -> Column { builder.finish() }

  /// Whether a row of the block has values that do not fit.
  private func misfits(_ block: JSONTokenBlock, _ row: Int, _ reader: JSONTokenReader) -> Bool {
    let single = JSONTokenBlock(width: block.width, capacity: 1)
    let (from, to) = (block.slots(row), single.beginRow())
    for slot in 0..<block.width { to[slot] = from[slot] }
    var reader = reader.anew()
    reader.append(single, assembly, to: ColumnBuilder.make(builder.type))
    return reader.mismatches > 0
  }
}
