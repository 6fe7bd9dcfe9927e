import FjordPlugin
import FjordTable

/// The part of a sort that one worker does while rows come: it keeps them, and past the memory budget
/// it writes what it has, in order, to a temporary file.
///
///     var state = SortState(order, context)          // one for each worker
///     try state.update(batch, position: number)
///     var rows = try state.finish()
///     rows.merge(other)                              // those of all workers, in any order
///     let cursor = rows.cursor()
///
/// A position says which part of the input a batch is: the number of its morsel, or of the batch
/// itself. A worker gets rising positions, batches of one position in their order. What comes out does
/// not depend on who got what. Errors: those of the keys' expressions, `SpillFault`.
package struct SortState: Sendable {
  /// Batches smaller than this are put together before they are kept.
  private static let leastRowCount = 2048

  private let order: RowOrder
  private let context: RunContext
  private var rows: SortedRows
  private var claim: MemoryClaim
  private var small: [(batch: Batch, first: Int64)] = []
  private var smallCount = 0
  private var position = -1
  private var rowOfPosition: Int64 = 0

  package init(_ order: RowOrder, _ context: RunContext) {
    self.order = order
    self.context = context
    rows = SortedRows(order, context)
    claim = MemoryClaim(context.memory)
  }

  /// Takes rows.
  package mutating func update(_ batch: Batch, position: Int) throws {
    if position != self.position { (self.position, rowOfPosition) = (position, 0) }
    let first = Int64(truncatingIfNeeded: position) << 32 + rowOfPosition
    rowOfPosition += Int64(batch.count)
    guard batch.count > 0 else { return }
    let widened = try order.widened(batch, context)
    if batch.count >= Self.leastRowCount, small.isEmpty {
      return try keep(order.chunk(widened, .from(first)))
    }
    small.append((widened, first))
    smallCount += batch.count
    if smallCount >= Self.leastRowCount { try keepSmall() }
  }

  /// The rows that were taken.
  package mutating func finish() throws -> SortedRows {
    try keepSmall()
    rows.claims.append(claim)
    claim = MemoryClaim(context.memory)
    defer { rows = SortedRows(order, context) }
    return rows
  }

  private mutating func keepSmall() throws {
    guard smallCount > 0 else { return }
    let whole = Batch.concatenating(small.map(\.batch), types: order.widenedTypes)
    let sequences = small.flatMap { batch, first in first..<(first + Int64(batch.count)) }
    (small, smallCount) = ([], 0)
    try keep(order.chunk(whole, .each(sequences)))
  }

  private mutating func keep(_ chunk: SortChunk) throws {
    if !claim.grow(by: chunk.byteCount) {
      // What others hold is no reason to write a file for each batch.
      let least = context.memory.byteCount / (4 * context.threads)
      if claim.byteCount >= max(1, least) {
        try rows.spill()
        claim.releaseAll()
      }
      if !claim.grow(by: chunk.byteCount) { claim.take(chunk.byteCount) }
    }
    rows.chunks.append(chunk)
  }
}
