/// Typed values with a null mask, in Arrow's physical layout.
///
/// Buffers are shared, never copied, on slice. Text is offsets into one run of bytes, or codes into
/// a dictionary. Dates and timestamps are integers. Lists are offsets into a child column, records
/// are one child a field. Values under a null are unspecified, and text there is empty.
public struct Column: Sendable {
  /// The type of the values.
  public let type: DataType
  /// The number of rows.
  public let count: Int
  /// One bit a row, set where there is a value; nil where no row is null.
  package let validity: Bitmap?
  package let storage: Storage

  /// Values as they lie in memory; each buffer holds exactly the column's rows.
  package enum Storage: Sendable {
    /// bool
    case bits(Bitmap)
    /// int, date, timestamp
    case int64(ArraySlice<Int64>)
    /// float
    case float64(ArraySlice<Double>)
    /// duration
    case duration(ArraySlice<CalendarDuration>)
    /// string, binary
    case text(Text)
    /// string: codes are rows of `values`
    case dictionary(codes: ArraySlice<Int32>, values: Text)
    /// list: one offset more than rows, into `child`
    indirect case list(offsets: ArraySlice<Int64>, child: Column)
    /// record: children as long as the column, in the order of the type's fields
    case record([Column])
  }

  /// Runs of bytes: row `i` is `bytes[offsets[i] ..< offsets[i + 1]]`, places counted from 0.
  package struct Text: Sendable {
    /// One more than there are rows.
    package let offsets: ArraySlice<Int64>
    package let bytes: [UInt8]

    package init(offsets: ArraySlice<Int64>, bytes: [UInt8]) {
      self.offsets = offsets
      self.bytes = bytes
    }

    package var count: Int { offsets.count - 1 }
  }

  package init(_ type: DataType, count: Int, validity: Bitmap?, _ storage: Storage) {
    self.type = type
    self.count = count
    self.validity = validity
    self.storage = storage
    assert(checkInvariants())
  }

  /// Whether a row is null.
  public func isNull(_ row: Int) -> Bool {
    guard let validity else { return false }
    return !validity[row]
  }

  /// How many rows are null.
  ///
  /// Complexity: linear in the words of the mask.
  public var nullCount: Int {
    validity.map { count - $0.setCount } ?? 0
  }
}

extension Column {
  /// The rows of a range, sharing the buffers.
  ///
  /// Complexity: constant, times the children.
  public func slice(_ range: Range<Int>) -> Column {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "slice outside the column")
    if range.count == count { return self }
    let mask = validity?.slice(range)
    return Column(type, count: range.count, validity: mask, storage.slice(range))
  }

  /// A column of one value repeated; null repeated where the value is null or does not fit.
  public static func repeating(_ value: Value, type: DataType, count: Int) -> Column {
    if let storage = Storage.repeating(value, type: type, count: count) {
      return Column(type, count: count, validity: nil, storage)
    }
    let builder = ColumnBuilder.make(type)
    builder.append(value)
    return builder.finish().taking([Int32](repeating: 0, count: count))
  }

  /// A column of nulls.
  public static func nulls(_ type: DataType, count: Int) -> Column {
    repeating(.null, type: type, count: count)
  }

  /// One value by itself: for edges and tests, not for loops.
  public func value(at row: Int) -> Value {
    guard !isNull(row) else { return .null }
    switch storage {
    case .bits(let bits): return .bool(bits[row])
    case .int64(let values):
      let value = values[values.startIndex + row]
      return switch type {
      case .date: .date(value)
      case .timestamp: .timestamp(value)
      default: .int(value)
      }
    case .float64(let values): return .float(values[values.startIndex + row])
    case .duration(let values): return .duration(values[values.startIndex + row])
    case .text(let text):
      return type == .binary ? .binary(Array(text.bytes(row))) : .string(text.string(row))
    case .dictionary(let codes, let values):
      return .string(values.string(Int(codes[codes.startIndex + row])))
    case .list(let offsets, let child):
      let start = Int(offsets[offsets.startIndex + row])
      let end = Int(offsets[offsets.startIndex + row + 1])
      return .list((start..<end).map(child.value(at:)))
    case .record(let children):
      guard case .record(let fields) = type else { return .null }
      return .record(
        zip(fields, children).map { NamedValue($0.name, $1.value(at: row)) })
    }
  }

  /// All values; for edges and tests.
  public var values: [Value] { (0..<count).map(value(at:)) }

  /// The children of a record column, in the order of its fields; empty for other types.
  public var children: [Column] {
    guard case .record(let children) = storage else { return [] }
    return children
  }

  /// The elements of all rows of a list column one behind the other, with each row's range.
  public var elements: (child: Column, ranges: [Range<Int>])? {
    guard case .list(let offsets, let child) = storage else { return nil }
    let ranges = zip(offsets, offsets.dropFirst()).map { Int($0)..<Int($1) }
    return (child, ranges)
  }
}

extension Column.Text {
  /// The bytes of a row.
  package func bytes(_ row: Int) -> ArraySlice<UInt8> {
    let base = offsets.startIndex + row
    return bytes[Int(offsets[base])..<Int(offsets[base + 1])]
  }

  /// The text of a row.
  package func string(_ row: Int) -> String { String(decoding: bytes(row), as: UTF8.self) }
}

extension Column.Storage {
  /// A scalar repeated without a gather, which constants in expressions pay for each batch.
  fileprivate static func repeating(_ value: Value, type: DataType, count: Int) -> Column.Storage? {
    switch (value, type) {
    case (.bool(let bit), .bool): .bits(Bitmap(repeating: bit, count: count))
    case (.int(let number), .int), (.date(let number), .date), (.timestamp(let number), .timestamp):
      .int64(Array(repeating: number, count: count)[...])
    case (.float(let number), .float): .float64(Array(repeating: number, count: count)[...])
    case (.int(let number), .float): .float64(Array(repeating: Double(number), count: count)[...])
    case (.duration(let length), .duration): .duration(Array(repeating: length, count: count)[...])
    case (.string(let text), .string):
      .dictionary(
        codes: Array(repeating: 0, count: count)[...],
        values: Column.Text(offsets: [0, Int64(text.utf8.count)], bytes: Array(text.utf8)))
    default: nil
    }
  }

  fileprivate func slice(_ range: Range<Int>) -> Column.Storage {
    func part<Element>(_ values: ArraySlice<Element>, extra: Int = 0) -> ArraySlice<Element> {
      let start = values.startIndex + range.lowerBound
      return values[start..<(start + range.count + extra)]
    }
    switch self {
    case .bits(let bits): return .bits(bits.slice(range))
    case .int64(let values): return .int64(part(values))
    case .float64(let values): return .float64(part(values))
    case .duration(let values): return .duration(part(values))
    case .text(let text):
      return .text(Column.Text(offsets: part(text.offsets, extra: 1), bytes: text.bytes))
    case .dictionary(let codes, let values): return .dictionary(codes: part(codes), values: values)
    case .list(let offsets, let child):
      return .list(offsets: part(offsets, extra: 1), child: child)
    case .record(let children): return .record(children.map { $0.slice(range) })
    }
  }
}
