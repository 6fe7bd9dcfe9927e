import Synchronization

/// The exchanges that some work was answered by: what was asked within `follow`, by this task and
/// those it waits for.
///
/// A task that is detached has no trail; `branch` is for work that runs ahead, and `add` for the
/// moment when its outcome is taken.
public final class HTTPTrail: Sendable {
  /// The trail of the present task, nil where nobody wants to know.
  @TaskLocal public static var current: HTTPTrail?

  private let state = Mutex<[HTTPExchange]>([])

  /// Creates an empty trail.
  public init() {}

  /// The exchanges so far, in the order of their answers.
  public var exchanges: [HTTPExchange] { state.withLock { $0 } }

  /// A trail for work that runs ahead of this task; nil where this task has none.
  public static var branch: HTTPTrail? { current == nil ? nil : HTTPTrail() }

  /// Does some work with this trail.
  public func follow<Result>(
    isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
  ) async rethrows -> Result {
    try await Self.$current.withValue(self, operation: work, isolation: isolation)
  }

  /// Adds exchanges behind those that are there.
  public func add(_ more: [HTTPExchange]) { state.withLock { $0 += more } }
}
