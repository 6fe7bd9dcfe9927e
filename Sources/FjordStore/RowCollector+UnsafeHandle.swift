import FjordTable
import GRDBSQLite

// Rows are collected through plain pointers into memory for a known number of rows, because column
// builders cost a retain, a release and a check of exclusive access a cell (measured: 1.39 seconds of
// processor for a million rows of five columns, against 0.77).
//
// Safe because the collector owns the memory, a row is written only where there is room for it, and
// runs of bytes grow before they are written.

/// Collects rows of a statement into columns.
final class RowCollector {
  private let capacity: Int
  private let types: [DataType]
  private var cells: [CellTarget]
  /// Collects what has no plain form, by column.
  private let builders: [ColumnBuilder?]
  private(set) var count = 0

  /// Makes room for some rows of columns of the given types.
  init(_ types: [DataType], capacity: Int) {
    self.capacity = capacity
    self.types = types
    cells = types.map { CellTarget($0, capacity: capacity) }
    builders = types.map { $0 == .duration || $0.isNested ? ColumnBuilder.make($0) : nil }
  }

  deinit { for cell in cells { cell.deallocate() } }

  /// Takes the statement's row, whose columns begin at a place; gives the place of a value that does
  /// not fit its type, or nil.
  func take(_ statement: OpaquePointer, from first: Int32) -> Int? {
    precondition(count < capacity, "a collector takes the rows it has room for")
    let row = count
    count += 1
    return cells.withUnsafeMutableBufferPointer { cells in
      for place in cells.indices {
        let column = first &+ Int32(truncatingIfNeeded: place)
        let found = sqlite3_column_type(statement, column)
        guard cells[place].form == .built else {
          guard cells[place].take(statement, column, found, row: row) else { return place }
          continue
        }
        guard build(statement, column, found, place) else { return place }
      }
      return nil
    }
  }

  private func build(
    _ statement: OpaquePointer, _ column: Int32, _ found: Int32, _ place: Int
  ) -> Bool {
    guard let builder = builders[place] else { return false }
    if found == SQLITE_NULL {
      builder.appendNull()
      return true
    }
    guard found == SQLITE_TEXT else { return false }
    let run = CellTarget.run(statement, column)
    if let durations = builder as? DurationBuilder {
      guard let length = StoredText.duration(run) else { return false }
      durations.append(length)
    } else {
      guard let value = NestedReader.value(run, type: builder.type) else { return false }
      builder.append(value)
    }
    return true
  }

  /// The columns of the rows so far.
  func columns() -> [Column] {
    cells.indices.map { place in
      builders[place]?.finish() ?? cells[place].column(types[place], count: count)
    }
  }
}

/// The memory of one column.
private struct CellTarget {
  enum Form {
    case int
    case bool
    case float
    case date
    case timestamp
    case text
    case bytes
    case built
  }

  let form: Form
  /// Whole numbers, the bits of floats, or the ends of runs.
  private let numbers: UnsafeMutablePointer<Int64>
  private let validity: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  private var nullCount = 0
  private var bytes: UnsafeMutableRawPointer
  private var byteCount = 0
  private var byteCapacity = 1024

  init(_ type: DataType, capacity: Int) {
    form =
      switch type {
      case .int: .int
      case .bool: .bool
      case .float: .float
      case .date: .date
      case .timestamp: .timestamp
      case .string: .text
      case .binary: .bytes
      case .duration, .list, .record: .built
      }
    numbers = .allocate(capacity: capacity + 1)
    wordCount = capacity / 64 + 1
    validity = .allocate(capacity: wordCount)
    validity.initialize(repeating: .max, count: wordCount)
    bytes = .allocate(byteCount: byteCapacity, alignment: 8)
  }

  func deallocate() {
    numbers.deallocate()
    validity.deallocate()
    bytes.deallocate()
  }

  /// The bytes of a column of the row, good until the next step.
  @inline(__always)
  static func run(_ statement: OpaquePointer, _ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(statement, column),
      count: Int(sqlite3_column_bytes(statement, column)))
  }

  @inline(__always)
  mutating func take(
    _ statement: OpaquePointer, _ column: Int32, _ found: Int32, row: Int
  ) -> Bool {
    if found == SQLITE_NULL {
      takeNull(row)
      return true
    }
    switch form {
    case .text where found == SQLITE_TEXT, .bytes where found == SQLITE_BLOB:
      append(Self.run(statement, column))
      numbers[row] = Int64(byteCount)
    case .int where found == SQLITE_INTEGER:
      numbers[row] = sqlite3_column_int64(statement, column)
    case .bool where found == SQLITE_INTEGER:
      numbers[row] = sqlite3_column_int64(statement, column) == 0 ? 0 : 1
    case .float where found != SQLITE_BLOB:
      return takeFloat(statement, column, found, row)
    case .date where found == SQLITE_TEXT:
      guard let days = StoredText.date(Self.run(statement, column)) else { return false }
      numbers[row] = days
    case .timestamp where found == SQLITE_TEXT:
      guard let instant = StoredText.timestamp(Self.run(statement, column)) else { return false }
      numbers[row] = instant
    default: return false
    }
    return true
  }

  private mutating func takeNull(_ row: Int) {
    validity[row >> 6] &= ~(1 << UInt64(row & 63))
    nullCount += 1
    numbers[row] = form == .text || form == .bytes ? Int64(byteCount) : 0
  }

  private func takeFloat(
    _ statement: OpaquePointer, _ column: Int32, _ found: Int32, _ row: Int
  ) -> Bool {
    var value = Double.nan
    if found == SQLITE_TEXT {
      guard Self.run(statement, column).elementsEqual("NaN".utf8) else { return false }
    } else {
      value = sqlite3_column_double(statement, column)
    }
    numbers[row] = Int64(bitPattern: value.bitPattern)
    return true
  }

  @inline(__always)
  private mutating func append(_ run: UnsafeRawBufferPointer) {
    if byteCount &+ run.count > byteCapacity { grow(by: run.count) }
    let target = bytes + byteCount
    UnsafeMutableRawBufferPointer(start: target, count: run.count).copyMemory(from: run)
    byteCount &+= run.count
  }

  private mutating func grow(by count: Int) {
    byteCapacity = max(byteCapacity * 2, byteCount + count)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: byteCapacity, alignment: 8)
    larger.copyMemory(from: bytes, byteCount: byteCount)
    bytes.deallocate()
    bytes = larger
  }
}

extension CellTarget {
  /// The column of the rows so far.
  fileprivate func column(_ type: DataType, count: Int) -> Column {
    let words = Array(UnsafeBufferPointer(start: validity, count: wordCount))
    let mask = nullCount == 0 ? nil : Bitmap(words: words, count: count)
    let numbers = UnsafeBufferPointer(start: numbers, count: count)
    let storage: Column.Storage
    switch form {
    case .int, .date, .timestamp: storage = .int64(Array(numbers)[...])
    case .bool: storage = .bits(Bitmap(numbers.lazy.map { $0 != 0 }))
    case .float:
      storage = .float64(numbers.map { Double(bitPattern: UInt64(bitPattern: $0)) }[...])
    case .text, .bytes: storage = .text(runs(ends: numbers))
    case .built: preconditionFailure("what is built has no memory of its own")
    }
    return Column(type, count: count, validity: mask, storage)
  }

  /// The runs; those that another program wrote in no UTF-8 are mended.
  private func runs(ends: UnsafeBufferPointer<Int64>) -> Column.Text {
    let bytes = Array(UnsafeRawBufferPointer(start: bytes, count: byteCount))
    let text = Column.Text(offsets: ([0] + ends)[...], bytes: bytes)
    guard form == .text, !text.isUTF8 else { return text }
    var mended: [UInt8] = []
    var offsets: [Int64] = [0]
    for row in ends.indices {
      mended.append(contentsOf: text.string(row).utf8)
      offsets.append(Int64(mended.count))
    }
    return Column.Text(offsets: offsets[...], bytes: mended)
  }
}

extension Column.Text {
  /// Whether every run is valid: all of them together are, and none begins within a character.
  fileprivate var isUTF8: Bool {
    if bytes.allASCII { return true }
    for offset in offsets where offset < bytes.count {
      if bytes[Int(offset)] & 0xC0 == 0x80 { return false }
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}

extension [UInt8] {
  fileprivate var allASCII: Bool {
    withUnsafeBytes { bytes in
      var place = 0
      var seen: UInt64 = 0
      while place &+ 8 <= bytes.count {
        seen |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        place &+= 8
      }
      while place < bytes.count {
        seen |= UInt64(bytes[place])
        place &+= 1
      }
      return seen & 0x8080_8080_8080_8080 == 0
    }
  }
}
