import FjordPlugin
import FjordTable

/// The rows of a sort that one worker took: it keeps them, and past the memory budget it writes what
/// it has, in order, to a temporary file.
///
/// Used by one task at a time, which makes it safe to pass on. Errors: those of the keys' expressions,
/// `SpillFault`.
package final class SortPart: SharedPart, @unchecked Sendable {
  /// Batches smaller than this are put together before they are kept.
  private static let leastRowCount = 2048

  private let order: RowOrder
  private let context: RunContext
  private let claim: MemoryClaim
  private var rows: SortedRows
  private var small: [(batch: Batch, position: Int64)] = []
  private var smallCount = 0

  package init(_ order: RowOrder, _ context: RunContext) {
    self.order = order
    self.context = context
    claim = MemoryClaim(context.memory)
    rows = SortedRows(order, context)
  }

  package func take(_ batch: Batch, at position: Int64) throws {
    guard batch.count > 0 else { return }
    let widened = try order.widened(batch, context)
    if batch.count >= Self.leastRowCount, small.isEmpty {
      return try keep(order.chunk(widened, .from(position)))
    }
    small.append((widened, position))
    smallCount += batch.count
    if smallCount >= Self.leastRowCount { try keepSmall() }
  }

  /// The rows that were taken; the part is empty then.
  func finish() throws -> SortedRows {
    try keepSmall()
    var result = SortedRows(order, context)
    swap(&result, &rows)
    result.claims.append(claim)
    return result
  }

  private func keepSmall() throws {
    guard smallCount > 0 else { return }
    let whole = Batch.concatenating(small.map(\.batch), types: order.widenedTypes)
    let positions = small.flatMap { batch, first in first..<(first + Int64(batch.count)) }
    (small, smallCount) = ([], 0)
    try keep(order.chunk(whole, .each(positions)))
  }

  private func keep(_ chunk: SortChunk) throws {
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
