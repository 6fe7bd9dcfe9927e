import Synchronization

/// What one stage holds of a run's memory budget; given back when the claim goes away, however the
/// stage ends.
public final class MemoryClaim: Sendable {
  private let budget: MemoryBudget
  private let held = Atomic<Int>(0)

  /// Creates a claim of nothing.
  public init(_ budget: MemoryBudget) { self.budget = budget }

  deinit { releaseAll() }

  /// The bytes that the claim holds.
  public var byteCount: Int { held.load(ordering: .relaxed) }

  /// Holds so many bytes more and says true, or no more and false where that is too much.
  public func grow(by byteCount: Int) -> Bool {
    guard budget.reserve(byteCount) else { return false }
    held.add(byteCount, ordering: .relaxed)
    return true
  }

  /// Holds so many bytes more whatever the budget says.
  public func take(_ byteCount: Int) {
    budget.take(byteCount)
    held.add(byteCount, ordering: .relaxed)
  }

  /// Gives back all bytes; the claim can grow again.
  public func releaseAll() { budget.release(held.exchange(0, ordering: .relaxed)) }
}
