import Synchronization

/// True the first time it is asked, and never again.
public final class Once: Sendable {
  private let isOver = Atomic<Bool>(false)

  /// Creates one that nobody has asked.
  public init() {}

  /// Whether nobody asked before.
  public var isFirst: Bool { !isOver.exchange(true, ordering: .relaxed) }
}
