/// Rows in memory that are being sorted, or are: the chunks they came in, and their order.
///
/// One task prepares the run, then tasks sort its parts at the same time, then anybody reads it:
///
///     let run = SortRun(chunks, types: types)
///     for part in run.prepare(partCount: 8) { run.sort(part) }   // each part on any core
///     let batch = run.batch(0..<1000)                            // the first rows in order
///
/// Nulls come last in either direction, equal rows keep their order, text is ordered by code point,
/// -0 equals 0, NaN counts as the largest number. Complexity: linear in the rows and in the bytes
/// that tell them apart; sixteen bytes a row, and as many while it sorts.
package final class SortRun: @unchecked Sendable {
  /// How many rows a batch of what was sorted should have.
  package static let batchRowCount = 16_384

  /// The number of rows.
  package let count: Int
  private let chunks: [SortChunk]
  private let entries: SortEntries
  private let keys: SortKeys
  private let rows: ChunkRows
  /// Whether all rows of a chunk come before those of the next in the input.
  private let isInInputOrder: Bool
  /// Set by `prepare`, before parts are sorted.
  private var sorter: RunSorter?

  /// Takes chunks of the input, whose first columns have the given types; others do not come out.
  package init(_ chunks: [SortChunk], types: [DataType]) {
    let chunks = chunks.sorted { $0.bounds.first < $1.bounds.first }
    self.chunks = chunks
    isInInputOrder = zip(chunks, chunks.dropFirst()).allSatisfy { $0.bounds.last < $1.bounds.first }
    count = chunks.reduce(0) { $0 + $1.batch.count }
    entries = SortEntries(count: count)
    keys = SortKeys(chunks)
    rows = ChunkRows(chunks.map(\.batch), types: types)
  }

  /// Brings the rows roughly in order; gives parts that are then to be sorted, each by itself.
  package func prepare(partCount: Int = 1) -> [Range<Int>] {
    var place = 0
    for (number, chunk) in chunks.enumerated() {
      let key = chunk.keys.first
      for row in 0..<chunk.batch.count {
        entries.base[place] = SortEntry(prefix: key?.prefix(row) ?? 0, chunk: number, row: row)
        place += 1
      }
    }
    var sorter = RunSorter(entries, keys.table, comparesSequences: !isInInputOrder)
    let parts = sorter.prepare(partCount: partCount)
    self.sorter = sorter
    return parts
  }

  /// Sorts a part.
  package func sort(_ part: Range<Int>) { sorter?.sort(part) }

  /// Gives back what only sorting needs.
  package func finishSorting() { sorter = nil }

  /// Sorts all rows in this task.
  package func sort() {
    for part in prepare() { sort(part) }
    finishSorting()
  }

  /// The rows at some places of the order.
  package func batch(_ range: Range<Int>) -> Batch {
    rows.taking(UnsafeBufferPointer(rebasing: entries.buffer[range]))
  }

  /// The places in the input of the rows at some places of the order.
  package func sequences(_ range: Range<Int>) -> [Int64] {
    entries.buffer[range].map { keys.table.sequence($0) }
  }

  /// The places of all rows in their chunks, in order.
  var rowPlaces: [Int32] { entries.buffer.map { Int32(truncatingIfNeeded: $0.row) } }
}

/// The keys of some chunks in one table.
///
/// Safe to share: it never changes.
final class SortKeys: @unchecked Sendable {
  private let keys: [SortKey]
  private let sequences: [RowSequence]
  private let chunks: [SortChunk]
  let table: SortKeyTable

  init(_ chunks: [SortChunk]) {
    self.chunks = chunks
    keys = chunks.flatMap(\.keys)
    sequences = chunks.map(\.sequence)
    table = SortKeyTable(
      keys: pointer(keys[...]), keyCount: chunks.first?.keys.count ?? 0,
      sequences: pointer(sequences[...]))
  }
}
