import Synchronization

/// True the first time it is asked, and never again.
final class Once: Sendable {
  private let isOver = Atomic<Bool>(false)

  /// Whether nobody asked before.
  var isFirst: Bool { !isOver.exchange(true, ordering: .relaxed) }
}
