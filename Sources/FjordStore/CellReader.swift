import FjordTable
import GRDBSQLite

/// Reads one column of a statement's rows straight into a builder.
struct CellReader {
  private enum Target {
    case bool(BoolBuilder)
    case int(IntBuilder)
    case date(IntBuilder)
    case timestamp(IntBuilder)
    case float(FloatBuilder)
    case duration(DurationBuilder)
    case string(TextBuilder)
    case binary(TextBuilder)
    case nested(ColumnBuilder)
  }

  private let target: Target
  private let column: Int32
  /// Collects the values.
  let builder: ColumnBuilder

  /// Reads a column of the statement, counted from 0, as a type.
  init(_ type: DataType, column: Int32) {
    self.column = column
    switch type {
    case .bool: (target, builder) = Self.pair(BoolBuilder()) { .bool($0) }
    case .int: (target, builder) = Self.pair(IntBuilder(.int)) { .int($0) }
    case .date: (target, builder) = Self.pair(IntBuilder(.date)) { .date($0) }
    case .timestamp: (target, builder) = Self.pair(IntBuilder(.timestamp)) { .timestamp($0) }
    case .float: (target, builder) = Self.pair(FloatBuilder()) { .float($0) }
    case .duration: (target, builder) = Self.pair(DurationBuilder()) { .duration($0) }
    case .string: (target, builder) = Self.pair(TextBuilder(.string)) { .string($0) }
    case .binary: (target, builder) = Self.pair(TextBuilder(.binary)) { .binary($0) }
    case .list, .record: (target, builder) = Self.pair(ColumnBuilder.make(type)) { .nested($0) }
    }
  }

  private static func pair<Builder: ColumnBuilder>(
    _ builder: Builder, _ target: (Builder) -> Target
  ) -> (Target, ColumnBuilder) { (target(builder), builder) }

  /// Appends the row's value; false where it does not fit the type, which another program's doing is.
  @inline(__always)
  func read(_ statement: PreparedStatement) -> Bool {
    let found = sqlite3_column_type(statement.handle, column)
    if found == SQLITE_NULL {
      builder.appendNull()
      return true
    }
    switch target {
    case .string(let builder):
      guard found == SQLITE_TEXT else { return false }
      builder.append(checkedUTF8: statement.run(column))
    case .int(let builder):
      guard found == SQLITE_INTEGER else { return false }
      builder.append(statement.int(column))
    case .bool(let builder):
      guard found == SQLITE_INTEGER else { return false }
      builder.append(statement.int(column) != 0)
    case .float(let builder): return readFloat(into: builder, statement, found)
    case .binary(let builder):
      guard found == SQLITE_BLOB else { return false }
      builder.append(bytes: statement.run(column))
    case .date, .timestamp, .duration, .nested: return readText(statement, found)
    }
    return true
  }

  private func readFloat(
    into builder: FloatBuilder, _ statement: PreparedStatement, _ found: Int32
  ) -> Bool {
    if found == SQLITE_TEXT {
      guard statement.run(column).elementsEqual("NaN".utf8) else { return false }
      builder.append(.nan)
    } else {
      guard found == SQLITE_FLOAT || found == SQLITE_INTEGER else { return false }
      builder.append(sqlite3_column_double(statement.handle, column))
    }
    return true
  }

  private func readText(_ statement: PreparedStatement, _ found: Int32) -> Bool {
    guard found == SQLITE_TEXT else { return false }
    let run = statement.run(column)
    switch target {
    case .date(let builder):
      guard let days = StoredText.date(run) else { return false }
      builder.append(days)
    case .timestamp(let builder):
      guard let instant = StoredText.timestamp(run) else { return false }
      builder.append(instant)
    case .duration(let builder):
      guard let length = StoredText.duration(run) else { return false }
      builder.append(length)
    default:
      guard let value = NestedReader.value(run, type: builder.type) else { return false }
      builder.append(value)
    }
    return true
  }
}

extension TextBuilder {
  /// Appends text that another program may have written: what is no UTF-8 is mended.
  @inline(__always)
  fileprivate func append(checkedUTF8 run: UnsafeRawBufferPointer) {
    if run.isASCII {
      append(utf8: run)
    } else {
      append(String(decoding: run, as: UTF8.self))
    }
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  fileprivate var isASCII: Bool {
    var place = 0
    var seen: UInt64 = 0
    while place &+ 8 <= count {
      seen |= loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place &+= 8
    }
    while place < count {
      seen |= UInt64(self[place])
      place &+= 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }
}
