import FjordPlugin
import FjordTable

/// Merges files of ordered rows, and the rows that are still in memory.
///
/// The files are read in pieces, so that memory is two pieces a file; where the budget does not allow
/// so many at once, some are merged into one file first.
struct SortMerge: Sendable {
  private let order: RowOrder
  private let context: RunContext
  private var files: [SpilledRows]
  private let run: SortRun
  private var readers: [PieceReader] = []
  private var streams: SortedStreams?

  init(_ order: RowOrder, _ context: RunContext, files: [SpilledRows], run: SortRun) {
    self.order = order
    self.context = context
    self.files = files
    self.run = run
  }

  /// How large a piece is at most.
  static func pieceByteCount(_ context: RunContext) -> Int {
    min(max(context.memory.byteCount / 64, 1 << 16), SpillWriter.pieceByteCount)
  }

  /// The next rows, or nil at the end.
  mutating func next() throws -> Batch? {
    if streams == nil {
      run.sort()
      try mergeDown()
      open(files.map { .file($0.reader()) } + [.run(run, next: 0)])
    }
    guard let (batch, _) = try nextRows() else { return nil }
    return Batch(columns: Array(batch.columns.prefix(order.types.count)), count: batch.count)
  }

  /// Merges files until there are no more than may be open at once.
  private mutating func mergeDown() throws {
    let size = Self.pieceByteCount(context)
    let most = min(max(context.memory.byteCount / (4 * size), 4), 64)
    while files.count > most {
      let some = files.prefix(min(most, files.count - most + 1))
      open(some.map { .file($0.reader()) })
      var writer = SpillWriter(context, pieceByteCount: size)
      while let (batch, sequences) = try nextRows() {
        try Task.checkCancellation()
        try writer.append(batch.appending(sequences))
      }
      files.removeFirst(some.count)
      files.append(try writer.finish())
    }
  }

  private mutating func open(_ readers: [PieceReader]) {
    self.readers = readers
    streams = SortedStreams(count: readers.count, types: order.widenedTypes)
  }

  private mutating func nextRows() throws -> (batch: Batch, sequences: [Int64])? {
    var readers = readers
    defer { self.readers = readers }
    return try streams?.next(SortRun.batchRowCount) { stream in
      try readers[stream].next().map { batch, sequences in
        order.chunk(batch, .each(sequences))
      }
    }
  }
}

/// Gives ordered rows piece by piece.
private enum PieceReader: Sendable {
  case file(SpillReader)
  case run(SortRun, next: Int)

  mutating func next() throws -> (Batch, [Int64])? {
    switch self {
    case .file(var reader):
      guard let piece = try reader.next() else { return nil }
      self = .file(reader)
      guard case .int64(let sequences)? = piece.columns.last?.storage else {
        preconditionFailure("a sorted file's last column says where rows were")
      }
      return (
        Batch(columns: piece.columns.dropLast(), count: piece.count), Array(sequences)
      )
    case .run(let run, let start):
      guard start < run.count else { return nil }
      let range = start..<min(run.count, start + SortRun.batchRowCount)
      self = .run(run, next: range.upperBound)
      return (run.batch(range), run.sequences(range))
    }
  }
}
