import FjordTable

/// Rows in a temporary file, to be read as often as wanted; the file goes with the last reference.
package struct SpilledRows: Sendable {
  let file: SpillFile?
  /// How many bytes they take in the file, which is about what they take in memory.
  package let byteCount: Int
  /// How many rows there are.
  package let count: Int
  let types: [DataType]

  /// Reads the rows from the first one on.
  package func reader() -> SpillReader { SpillReader(self) }

  /// The rows as a cursor.
  package func cursor() -> any Cursor { SpillCursor(reader()) }
}

/// Reads rows back in the pieces in which they were written.
///
/// Errors: `SpillFault`.
package struct SpillReader: Sendable {
  private let rows: SpilledRows
  private var place = 0

  init(_ rows: SpilledRows) { self.rows = rows }

  /// The next rows, or nil at the end.
  package mutating func next() throws(SpillFault) -> Batch? {
    guard let file = rows.file, place < rows.byteCount else { return nil }
    var input = SpillInput(file, at: place)
    let size = try input.array(of: Int.self, count: 1)[0]
    input.lengths = try input.array(of: Int.self, count: size - 1)
    let count = input.length()
    var columns: [Column] = []
    for type in rows.types { columns.append(try input.column(type, count: count)) }
    place = input.place
    return Batch(columns: columns, count: count)
  }
}

private actor SpillCursor: Cursor {
  private var reader: SpillReader

  init(_ reader: SpillReader) { self.reader = reader }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    return try reader.next()
  }
}

/// The bytes of a piece as they are read: arrays straight from the file.
struct SpillInput {
  private let file: SpillFile
  private(set) var place: Int
  /// The lengths that the piece begins with and that were not looked at yet.
  var lengths: ArraySlice<Int> = []

  init(_ file: SpillFile, at place: Int) {
    self.file = file
    self.place = place
  }

  /// The next of the piece's lengths.
  mutating func length() -> Int {
    guard let length = lengths.popFirst() else {
      preconditionFailure("a piece has fewer lengths than columns")
    }
    return length
  }

  /// The next array.
  mutating func array<Element: BitwiseCopyable>(
    of type: Element.Type, count: Int
  ) throws(SpillFault) -> ArraySlice<Element> {
    var failure: SpillFault?
    let values = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SpillFault) {
        try file.read(UnsafeMutableRawBufferPointer(buffer), at: place)
        filled = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    place += count * MemoryLayout<Element>.stride
    return values[...]
  }
}
