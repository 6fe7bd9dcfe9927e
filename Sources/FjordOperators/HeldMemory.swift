import FjordPlugin

/// The part of a run's memory budget that one stage holds, given back when the stage is gone.
///
/// Used by one task at a time.
final class HeldMemory {
  private let budget: MemoryBudget
  private var byteCount = 0

  init(_ budget: MemoryBudget) { self.budget = budget }

  deinit { release() }

  /// Holds so many bytes more, or none where that is too much.
  func reserve(_ more: Int) -> Bool {
    guard budget.reserve(more) else { return false }
    byteCount += more
    return true
  }

  /// Holds so many bytes more, whatever the budget says.
  func take(_ more: Int) {
    budget.take(more)
    byteCount += more
  }

  /// Gives all back.
  func release() {
    budget.release(byteCount)
    byteCount = 0
  }
}
