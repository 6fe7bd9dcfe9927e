// Merging sorted rows that come in pieces from files. Each stream shows one piece at a time; rows are
// named by the piece that they lie in until a batch of them is full, then gathered at once. A piece
// that ends before the batch is full is kept until then, so that memory is about two pieces a stream.

/// Several sorted streams of the same columns as one.
package struct SortedStreams {
  /// What gives a stream's next piece in order, or nil at its end.
  package typealias Piece = (_ stream: Int) throws -> SortChunk?

  private let types: [DataType]
  private let tree: MergeTree
  private var chunks: [SortChunk] = []
  private var keys = SortKeys([])
  /// The number of each stream's piece among the chunks, and its row that is in the tree.
  private var current: [(chunk: Int, row: Int)]
  private var isStarted = false

  /// Creates a merge of streams whose rows have columns of the given types.
  package init(count: Int, types: [DataType]) {
    self.types = types
    tree = MergeTree(count: count)
    current = Array(repeating: (-1, 0), count: count)
  }

  /// The next rows in order, at most so many; nil at the end. The places of the rows in the input
  /// come with them.
  package mutating func next(
    _ rowCount: Int, _ piece: Piece
  ) throws -> (batch: Batch, sequences: [Int64])? {
    try start(piece)
    guard tree.hasRow else { return nil }
    let order = SortEntries(count: rowCount)
    var count = 0
    while count < rowCount, tree.hasRow {
      order.base[count] = tree.first
      count += 1
      let stream = tree.winner
      current[stream].row += 1
      let next = try entry(of: stream, piece)
      tree.replaceWinner(with: next, keys.table)
    }
    let places = UnsafeBufferPointer(rebasing: order.buffer[..<count])
    let batch = ChunkRows(chunks.map(\.batch), types: types).taking(places)
    let sequences = places.map { keys.table.sequence($0) }
    forgetFinishedPieces()
    return (batch, sequences)
  }

  private mutating func start(_ piece: Piece) throws {
    if isStarted { return }
    isStarted = true
    var rows: [SortEntry?] = []
    for stream in current.indices { rows.append(try entry(of: stream, piece)) }
    tree.start(rows, keys.table)
  }

  /// The stream's next row, out of its next piece where this one is at its end.
  private mutating func entry(of stream: Int, _ piece: Piece) throws -> SortEntry? {
    var (chunk, row) = current[stream]
    while chunk < 0 || row == chunks[chunk].batch.count {
      guard let next = try piece(stream) else { return nil }
      (chunk, row) = (chunks.count, 0)
      chunks.append(next)
      keys = SortKeys(chunks)
      current[stream] = (chunk, row)
    }
    return SortEntry(prefix: chunks[chunk].keys.first?.prefix(row) ?? 0, chunk: chunk, row: row)
  }

  /// Keeps only the pieces that streams are at, under new numbers.
  private mutating func forgetFinishedPieces() {
    guard chunks.count > current.count else { return }
    var kept: [SortChunk] = []
    var rows: [SortEntry?] = []
    for stream in current.indices {
      let (chunk, row) = current[stream]
      guard chunk >= 0, row < chunks[chunk].batch.count else {
        current[stream].chunk = -1
        rows.append(nil)
        continue
      }
      current[stream].chunk = kept.count
      rows.append(
        SortEntry(
          prefix: chunks[chunk].keys.first?.prefix(row) ?? 0, chunk: kept.count, row: row))
      kept.append(chunks[chunk])
    }
    chunks = kept
    keys = SortKeys(kept)
    tree.start(rows, keys.table)
  }
}
