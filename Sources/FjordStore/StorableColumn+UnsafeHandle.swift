import FjordTable
import GRDBSQLite

// Rows are bound from plain pointers, because going through the columns' storage costs a retain and a
// release a cell.

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
  /// The offset at which `bytes` begins.
  fileprivate(set) var base = 0

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
    guard let integers, let bytes else { return SQLITE_MISUSE }
    let start = Int(integers[row])
    let length = UInt64(integers[row &+ 1] &- integers[row])
    let run = bytes + (start &- base)
    guard form == .text else { return sqlite3_bind_blob64(statement, place, run, length, nil) }
    return sqlite3_bind_text64(
      statement, place, run.assumingMemoryBound(to: CChar.self), length, nil, UInt8(SQLITE_UTF8))
  }
}

/// Calls a body with pointers to the values of columns, which are good during the call.
func withCells<Result>(
  _ columns: [StorableColumn], _ body: ([CellPointers]) throws -> Result
) rethrows -> Result {
  let memory = CellMemory()
  defer { withExtendedLifetime(memory) {} }
  return try body(columns.map { memory.copy($0) })
}

/// Copies of columns' buffers that stay where they are.
///
/// Safe because the memory lives until the last of `withCells`, is written once, and each part is as
/// long as the rows of its column. Copying costs a hundredth of what SQLite does with the values,
/// and takes no nested call a column, of which there may be two thousand.
private final class CellMemory {
  private var blocks: [UnsafeMutableRawBufferPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  func copy(_ storable: StorableColumn) -> CellPointers {
    var cell = CellPointers(storable.form)
    if let validity = storable.column.validity {
      cell.validity = words(of: validity)
      cell.validityOffset = validity.offset & 63
    }
    switch storable.column.storage {
    case .int64(let values): cell.integers = values.withUnsafeBytes { copy($0, as: Int64.self) }
    case .float64(let values): cell.reals = values.withUnsafeBytes { copy($0, as: Double.self) }
    case .bits(let bits):
      cell.bits = words(of: bits)
      cell.bitOffset = bits.offset & 63
    case .text(let text):
      cell.integers = text.offsets.withUnsafeBytes { copy($0, as: Int64.self) }
      cell.base = Int(text.offsets.first ?? 0)
      cell.bytes = text.bytes.withUnsafeBytes { all in
        let run = all[cell.base..<Int(text.offsets.last ?? 0)]
        return UnsafeRawPointer(copy(UnsafeRawBufferPointer(rebasing: run), as: UInt8.self))
      }
    case .duration, .dictionary, .list, .record:
      preconditionFailure("a storable column must be in a form that SQLite takes")
    }
    return cell
  }

  private func words(of bits: Bitmap) -> UnsafePointer<UInt64> {
    let first = bits.offset >> 6
    let end = (bits.offset + bits.count + 63) >> 6
    return bits.words[first..<end].withUnsafeBytes { copy($0, as: UInt64.self) }
  }

  private func copy<Element: BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, as type: Element.Type
  ) -> UnsafePointer<Element> {
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes.count, MemoryLayout<Element>.stride), alignment: 8)
    block.copyMemory(from: bytes)
    blocks.append(block)
    guard let start = block.baseAddress else { preconditionFailure("allocated memory has a place") }
    return UnsafePointer(start.assumingMemoryBound(to: Element.self))
  }
}
