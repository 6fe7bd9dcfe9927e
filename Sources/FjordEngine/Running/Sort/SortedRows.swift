import FjordPlugin
import FjordTable

/// All rows that a sort has taken: those in memory, and files of rows that are in order already.
package struct SortedRows: Sendable {
  private let order: RowOrder
  private let context: RunContext
  var chunks: [SortChunk] = []
  private var files: [SpilledRows] = []
  var claims: [MemoryClaim] = []

  init(_ order: RowOrder, _ context: RunContext) {
    self.order = order
    self.context = context
  }

  /// Takes the rows of another worker too.
  package mutating func merge(_ other: SortedRows) {
    chunks += other.chunks
    files += other.files
    claims += other.claims
  }

  /// The rows in order.
  package consuming func cursor() -> any Cursor {
    let run = SortRun(chunks, types: files.isEmpty ? order.types : order.widenedTypes)
    if files.isEmpty { return RunCursor(run, claims: claims, threads: context.threads) }
    return MergeCursor(
      SortMerge(order, context, files: files, run: run), claims: claims)
  }

  /// Writes the rows in memory to a file.
  mutating func spill() throws {
    guard !chunks.isEmpty else { return }
    let run = SortRun(chunks, types: order.widenedTypes)
    chunks = []
    run.sort()
    var writer = SpillWriter(context, pieceByteCount: SortMerge.pieceByteCount(context))
    for start in stride(from: 0, to: run.count, by: SortRun.batchRowCount) {
      try Task.checkCancellation()
      let range = start..<min(run.count, start + SortRun.batchRowCount)
      try writer.append(run.batch(range).appending(run.sequences(range)))
    }
    files.append(try writer.finish())
  }
}

extension Batch {
  /// The rows with their places in the input in a column behind.
  func appending(_ sequences: [Int64]) -> Batch {
    Batch(
      columns: columns
        + [Column(.int, count: count, validity: nil, .int64(sequences[...]))], count: count)
  }
}
