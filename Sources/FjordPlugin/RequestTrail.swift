import FjordHTTP
import FjordTable
import Synchronization

/// The requests behind the rows of a source, in the rows' order, for `why`.
///
/// A batch comes from what was last asked while it was pulled, or else from what the batch before came
/// from.
package final class RequestTrail: Sendable {
  private struct Stretch {
    /// Rows up to here, those of earlier stretches counted in.
    var end: Int
    let exchange: HTTPExchange?
  }

  /// Beyond so many stretches none is kept.
  private static let limit = 100_000

  private let stretches = Mutex<[Stretch]>([])

  /// Creates a trail of nothing.
  package init() {}

  /// The next batch of a source's rows.
  package func next(
    of cursor: any Cursor, isolation: isolated (any Actor)? = #isolation
  ) async throws -> Batch? {
    let trail = HTTPTrail()
    guard let batch = try await trail.follow({ try await cursor.next() }) else { return nil }
    stretches.withLock { stretches in
      let end = (stretches.last?.end ?? 0) + batch.count
      if let last = trail.exchanges.last, stretches.count < Self.limit {
        stretches.append(Stretch(end: end, exchange: last))
      } else if stretches.isEmpty {
        stretches.append(Stretch(end: end, exchange: nil))
      } else {
        stretches[stretches.count - 1].end = end
      }
    }
    return batch
  }

  /// Whether anything was asked.
  package var hasRequests: Bool { stretches.withLock { $0.contains { $0.exchange != nil } } }

  /// The request that a row (from 0) came from, as `curl ...  # 200, ...`; nil where none did.
  package func request(behind row: Int) -> String? {
    stretches.withLock { stretches in
      stretches.first { row < $0.end }?.exchange?.datedText
    }
  }

  /// The requests that some work asked, in order.
  package static func requests(
    of work: () async throws -> Void, isolation: isolated (any Actor)? = #isolation
  ) async rethrows -> [String] {
    let trail = HTTPTrail()
    try await trail.follow { try await work() }
    return trail.exchanges.map(\.datedText)
  }
}
