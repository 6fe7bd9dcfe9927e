// Merging sorted rows that come in pieces from files. Each stream shows one piece at a time; rows are
// named by the piece that they lie in until a batch of them is full, then gathered at once. A piece
// that ends before the batch is full is kept until then, so that memory is about two pieces a stream.

/// Several sorted streams of the same columns as one.
package struct SortedStreams {
  /// What gives a stream's next piece in order, or nil at its end.
  package typealias Piece = (_ stream: Int) throws -> SortChunk?

  /// Where a stream stands: its piece's number among the chunks, and the row that is in the tree.
  private struct Stream {
    var chunk = 0
    var row = -1
    var count = 0
    var key: SortKey?

    var entry: SortEntry {
      SortEntry(prefix: key?.prefix(row) ?? 0, chunk: chunk, row: row)
    }
  }

  private let types: [DataType]
  private let tree: MergeTree
  private var chunks: [SortChunk] = []
  private var keys = SortKeys([])
  private var streams: [Stream]
  private var isStarted = false

  /// Creates a merge of streams whose rows have columns of the given types.
  package init(count: Int, types: [DataType]) {
    self.types = types
    tree = MergeTree(count: count)
    streams = Array(repeating: Stream(), count: count)
  }

  /// The next rows in order, at most so many; nil at the end. The places of the rows in the input
  /// come with them.
  package mutating func next(
    _ rowCount: Int, _ piece: Piece
  ) throws -> (batch: Batch, sequences: [Int64])? {
    if !isStarted {
      isStarted = true
      var rows: [SortEntry?] = []
      for stream in streams.indices { rows.append(try advance(stream, piece)) }
      tree.start(rows, keys.table)
    }
    guard tree.hasRow else { return nil }
    let order = SortEntries(count: rowCount)
    var count = 0
    while count < rowCount, tree.hasRow {
      order.base[count] = tree.first
      count += 1
      let next = try advance(tree.winner, piece)
      tree.replaceWinner(with: next, keys.table)
    }
    let places = UnsafeBufferPointer(rebasing: order.buffer[..<count])
    let batch = ChunkRows(chunks.map(\.batch), types: types).taking(places)
    let sequences = places.map { keys.table.sequence($0) }
    forgetFinishedPieces()
    return (batch, sequences)
  }

  /// The stream's next row, out of its next piece where this one is at its end.
  @inline(__always)
  private mutating func advance(_ stream: Int, _ piece: Piece) throws -> SortEntry? {
    streams[stream].row += 1
    if streams[stream].row == streams[stream].count, try !open(stream, piece) { return nil }
    return streams[stream].entry
  }

  /// Takes a stream's next piece that has rows; false at its end.
  private mutating func open(_ stream: Int, _ piece: Piece) throws -> Bool {
    while let next = try piece(stream) {
      guard next.batch.count > 0 else { continue }
      streams[stream] = Stream(
        chunk: chunks.count, row: 0, count: next.batch.count, key: next.keys.first)
      chunks.append(next)
      keys = SortKeys(chunks)
      return true
    }
    streams[stream] = Stream(chunk: -1, row: 0, count: 0, key: nil)
    return false
  }

  /// Keeps only the pieces that streams are at, under new numbers.
  private mutating func forgetFinishedPieces() {
    guard chunks.count > streams.count else { return }
    var kept: [SortChunk] = []
    var rows: [SortEntry?] = []
    for place in streams.indices {
      let stream = streams[place]
      guard stream.row < stream.count else {
        rows.append(nil)
        continue
      }
      kept.append(chunks[stream.chunk])
      streams[place].chunk = kept.count - 1
      rows.append(streams[place].entry)
    }
    chunks = kept
    keys = SortKeys(kept)
    tree.start(rows, keys.table)
  }
}
