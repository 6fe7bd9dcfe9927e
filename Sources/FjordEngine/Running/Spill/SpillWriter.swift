import FjordPlugin
import FjordTable

/// Writes rows to a temporary file, from which `SpilledRows` gives them back.
///
///     var writer = SpillWriter(context)
///     try writer.append(batch)
///     let rows = try writer.finish()      // rows.cursor() or rows.reader()
///
/// Columns are written as they lie in memory. Batches are cut so that each comes back in pieces of
/// about a megabyte at most, which bounds what a merge of many files holds. The file is made at the
/// first row. Rows' identity is not kept. Errors: `SpillFault`.
package struct SpillWriter: Sendable {
  /// How large a piece is at most, where its rows can be parted.
  package static let pieceByteCount = 1 << 20
  /// How many rows a piece has at most.
  package static let pieceRowCount = 16_384

  private let folder: String
  private let pieceByteCount: Int
  private var output: SpillOutput?
  private var types: [DataType] = []
  /// How many rows were appended.
  package private(set) var count = 0

  /// Creates a writer for a run's temporary folder.
  package init(_ context: RunContext, pieceByteCount: Int = pieceByteCount) {
    folder = context.temporaryFolder
    self.pieceByteCount = pieceByteCount
  }

  /// How many bytes were written.
  package var byteCount: Int { output?.place ?? 0 }

  /// Appends rows; all batches have columns of the same types.
  package mutating func append(_ batch: Batch) throws(SpillFault) {
    guard batch.count > 0 else { return }
    if output == nil {
      output = SpillOutput(try SpillFile(in: folder))
      types = batch.columns.map(\.type)
    }
    let share = batch.count * pieceByteCount / max(1, batch.byteCount)
    let rows = max(1, min(share, Self.pieceRowCount))
    var start = 0
    while start < batch.count {
      let end = min(batch.count, start + rows)
      try append(piece: batch.slice(start..<end))
      start = end
    }
  }

  /// The rows that were written.
  package consuming func finish() throws(SpillFault) -> SpilledRows {
    try output?.flush()
    return SpilledRows(file: output?.file, byteCount: byteCount, count: count, types: types)
  }

  private mutating func append(piece: Batch) throws(SpillFault) {
    let columns = piece.columns.map(\.withoutSparseDictionaries)
    var lengths = [0, piece.count]
    for column in columns { column.describe(into: &lengths) }
    lengths[0] = lengths.count
    try output?.write(array: lengths[...])
    for column in columns { try output?.write(column) }
    count += piece.count
  }
}

/// The bytes of a file as they are put together: small pieces are gathered before they are written.
struct SpillOutput: Sendable {
  private static let bufferByteCount = 1 << 16

  let file: SpillFile
  private(set) var place = 0
  private var buffer: [UInt8] = []

  init(_ file: SpillFile) { self.file = file }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(SpillFault) {
    if buffer.count + bytes.count > Self.bufferByteCount { try flush() }
    if bytes.count > Self.bufferByteCount {
      try file.write(bytes, at: place)
    } else {
      buffer.append(contentsOf: bytes)
    }
    place += bytes.count
  }

  mutating func write<Element: BitwiseCopyable>(
    array: ArraySlice<Element>
  ) throws(SpillFault) {
    let result = array.withUnsafeBytes { bytes in
      Result { () throws(SpillFault) in try write(bytes) }
    }
    try result.get()
  }

  mutating func flush() throws(SpillFault) {
    if buffer.isEmpty { return }
    let start = place - buffer.count
    let result = buffer.withUnsafeBytes { bytes in
      Result { () throws(SpillFault) in try file.write(bytes, at: start) }
    }
    try result.get()
    buffer.removeAll(keepingCapacity: true)
  }
}
