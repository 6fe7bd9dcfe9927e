import GRDBSQLite

/// The bytes of the file that belong to no row, overwritten with zeros where they lie.
///
/// It goes through SQLite's own handle on the file: a second one would drop SQLite's locks when it
/// is closed. The pointers live as long as the connection, whose queue this runs on.
///
/// Writing the tables anew would do too, at the price of writing everything twice, to the log and to
/// the file; this reads once and writes little.
struct FreeSpace {
  private static let chunkBytes = 1 << 20
  /// From here on the first byte of a page may be part of a page number, and no longer says what the
  /// page is.
  private static let pageLimit: Int64 = 1 << 24
  /// `SQLITE_IOERR_SHORT_READ`, a macro that Swift does not see.
  private static let shortRead = SQLITE_IOERR | (2 << 8)

  private let file: UnsafeMutablePointer<sqlite3_file>
  private let methods: sqlite3_io_methods
  private var pageSize = 0
  private var usable = 0

  /// Looks at the file of a connection, which must hold the lock for writing, with an empty log.
  ///
  /// Nil where the file is of a kind that can't be gone through page by page: not in WAL mode, with
  /// page numbers beyond the limit, or with the pointer pages of `auto_vacuum`.
  init?(of connection: Connection) throws {
    var found: UnsafeMutablePointer<sqlite3_file>?
    let code = withUnsafeMutablePointer(to: &found) {
      sqlite3_file_control(
        connection.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, UnsafeMutableRawPointer($0))
    }
    guard code == SQLITE_OK, let found, let methods = found.pointee.pMethods?.pointee else {
      return nil
    }
    (file, self.methods) = (found, methods)
    var head = [UInt8](repeating: 0, count: 100)
    guard try read(&head, count: 100, at: 0) else { return nil }
    let size = Int(head[16]) << 8 | Int(head[17])
    pageSize = size == 1 ? 65_536 : size
    usable = pageSize - Int(head[20])
    let isWAL = head[18] == 2 && head[19] == 2
    let hasPointerPages = head[52..<56].contains { $0 != 0 }
    guard isWAL, !hasPointerPages, pageSize >= 512, usable >= 480 else { return nil }
  }

  /// Overwrites what is free, and waits until that is on disk.
  ///
  /// Complexity: one read of the file; writes where something is left.
  func overwrite() throws {
    var size: sqlite3_int64 = 0
    try check(methods.xFileSize(file, &size))
    guard size / Int64(pageSize) < Self.pageLimit else { return }
    let step = max(Self.chunkBytes / pageSize, 1) * pageSize
    var chunk = [UInt8](repeating: 0, count: step)
    var hasWritten = false
    for offset in stride(from: Int64(0), to: size, by: step) {
      let count = Int(min(Int64(step), size - offset))
      guard try read(&chunk, count: count, at: offset) else { return }
      for page in stride(from: 0, to: count - pageSize + 1, by: pageSize) {
        let header = offset == 0 && page == 0 ? 100 : 0
        let span = chunk.span.extracting(page..<page + pageSize)
        guard let gaps = PageGaps(span, header: header, usable: usable) else { continue }
        for gap in gaps.ranges where !Self.isZero(span.extracting(gap)) {
          try writeZeros(gap.count, at: offset + Int64(page + gap.lowerBound))
          hasWritten = true
        }
      }
    }
    if hasWritten { try check(methods.xSync(file, SQLITE_SYNC_NORMAL)) }
  }

  private static func isZero(_ bytes: Span<UInt8>) -> Bool {
    var sum: UInt8 = 0
    for place in bytes.indices { sum |= bytes[unchecked: place] }
    return sum == 0
  }

  private static let zeros = [UInt8](repeating: 0, count: 65_536)

  private func writeZeros(_ count: Int, at offset: Int64) throws {
    try check(
      Self.zeros.withUnsafeBytes { methods.xWrite(file, $0.baseAddress, Int32(count), offset) })
  }

  /// Reads bytes; false where the file ends before.
  private func read(_ bytes: inout [UInt8], count: Int, at offset: Int64) throws -> Bool {
    let code = bytes.withUnsafeMutableBytes {
      methods.xRead(file, $0.baseAddress, Int32(count), offset)
    }
    if code == Self.shortRead { return false }
    try check(code)
    return true
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw SQLiteError(code: code) }
  }
}
