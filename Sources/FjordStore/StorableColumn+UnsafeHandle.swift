import FjordTable
import GRDBSQLite

// Rows are bound from pointers into the columns' buffers, because going through the columns costs a
// retain and a release a cell (measured: 3.1 against 1.4 seconds of processor for binding a million
// rows of five columns). The pointers are good inside `withCells`, which holds the buffers.

/// Where the values of one column lie.
struct CellPointers {
  fileprivate(set) var form: StorableColumn.Form
  fileprivate(set) var validity: UnsafePointer<UInt64>?
  fileprivate(set) var validityOffset = 0
  fileprivate(set) var integers: UnsafePointer<Int64>?
  fileprivate(set) var reals: UnsafePointer<Double>?
  fileprivate(set) var bits: UnsafePointer<UInt64>?
  fileprivate(set) var bitOffset = 0
  fileprivate(set) var bytes: UnsafeRawPointer?

  fileprivate init(_ form: StorableColumn.Form) { self.form = form }

  /// Whether a row is null.
  @inline(__always)
  func isNull(_ row: Int) -> Bool {
    guard let validity else { return false }
    let bit = validityOffset &+ row
    return validity[bit >> 6] & (1 << UInt64(bit & 63)) == 0
  }

  /// Binds the value of a row to a parameter, which may be stepped over until `withCells` ends.
  @inline(__always)
  func bind(_ row: Int, to statement: OpaquePointer, at place: Int32) -> Int32 {
    if isNull(row) { return sqlite3_bind_null(statement, place) }
    switch form {
    case .integers:
      guard let integers else { return SQLITE_MISUSE }
      return sqlite3_bind_int64(statement, place, integers[row])
    case .reals:
      guard let reals else { return SQLITE_MISUSE }
      return bind(reals[row], to: statement, at: place)
    case .bits:
      guard let bits else { return SQLITE_MISUSE }
      let bit = bitOffset &+ row
      return sqlite3_bind_int(statement, place, Int32((bits[bit >> 6] >> UInt64(bit & 63)) & 1))
    case .text, .bytes:
      return bindRun(row, to: statement, at: place)
    }
  }

  /// SQLite takes a NaN for null; the text `NaN` stays itself in a column of reals.
  private func bind(_ value: Double, to statement: OpaquePointer, at place: Int32) -> Int32 {
    guard value.isNaN else { return sqlite3_bind_double(statement, place, value) }
    return sqlite3_bind_text(statement, place, "NaN", 3, PreparedStatement.copied)
  }

  @inline(__always)
  private func bindRun(_ row: Int, to statement: OpaquePointer, at place: Int32) -> Int32 {
    guard let integers else { return SQLITE_MISUSE }
    let start = Int(integers[row])
    let length = UInt64(integers[row &+ 1]) &- UInt64(start)
    let run = bytes.map { $0 + start } ?? UnsafeRawPointer(PreparedStatement.nothing)
    guard form == .text else { return sqlite3_bind_blob64(statement, place, run, length, nil) }
    return sqlite3_bind_text64(
      statement, place, run.assumingMemoryBound(to: CChar.self), length, nil, UInt8(SQLITE_UTF8))
  }
}

/// Calls a body with pointers into columns, which are good during the call.
func withCells<Result>(
  _ columns: [StorableColumn], _ body: ([CellPointers]) throws -> Result
) rethrows -> Result {
  var cells: [CellPointers] = []
  cells.reserveCapacity(columns.count)
  return try withCells(columns[...], &cells, body)
}

/// One column a call, so that all buffers are held at once.
private func withCells<Result>(
  _ columns: ArraySlice<StorableColumn>, _ cells: inout [CellPointers],
  _ body: ([CellPointers]) throws -> Result
) rethrows -> Result {
  guard let first = columns.first else { return try body(cells) }
  return try first.withCell { cell in
    cells.append(cell)
    return try withCells(columns.dropFirst(), &cells, body)
  }
}

extension StorableColumn {
  fileprivate func withCell<Result>(
    _ body: (CellPointers) throws -> Result
  ) rethrows -> Result {
    guard let validity = column.validity else { return try withValues(CellPointers(form), body) }
    return try validity.words.withUnsafeBufferPointer { words in
      var cell = CellPointers(form)
      cell.validity = words.baseAddress
      cell.validityOffset = validity.offset
      return try withValues(cell, body)
    }
  }

  private func withValues<Result>(
    _ cell: CellPointers, _ body: (CellPointers) throws -> Result
  ) rethrows -> Result {
    var cell = cell
    switch column.storage {
    case .int64(let values):
      return try values.withUnsafeBufferPointer {
        cell.integers = $0.baseAddress
        return try body(cell)
      }
    case .float64(let values):
      return try values.withUnsafeBufferPointer {
        cell.reals = $0.baseAddress
        return try body(cell)
      }
    case .bits(let bits):
      cell.bitOffset = bits.offset
      return try bits.words.withUnsafeBufferPointer {
        cell.bits = $0.baseAddress
        return try body(cell)
      }
    case .text(let text):
      return try text.offsets.withUnsafeBufferPointer { offsets in
        cell.integers = offsets.baseAddress
        return try text.bytes.withUnsafeBytes {
          cell.bytes = $0.baseAddress
          return try body(cell)
        }
      }
    case .duration, .dictionary, .list, .record:
      preconditionFailure("a storable column must be in a form that SQLite takes")
    }
  }
}
