import Foundation
import Synchronization

/// How long a connection waits for a lock that another one holds.
///
/// SQLite asks it each time it finds the file locked. Waiting ends early when the task is cancelled.
final class LockGate: Sendable {
  private let tries: Int
  private let hasty = Mutex(false)

  /// Milliseconds between two tries.
  private static let pause = 10

  /// Creates a gate.
  init(patience: Duration) {
    let (seconds, attoseconds) = patience.components
    let milliseconds = seconds.clampedForMilliseconds * 1000 + attoseconds / 1_000_000_000_000_000
    tries = max(Int(milliseconds) / Self.pause, 1)
  }

  /// Whether only a moment is waited, as for work that can be done at another time.
  var isHasty: Bool {
    get { hasty.withLock { $0 } }
    set { hasty.withLock { $0 = newValue } }
  }

  /// Waits a moment; false where that was done often enough.
  func waits(tries done: Int) -> Bool {
    guard done < (isHasty ? min(tries, 25) : tries), !Task.isCancelled else { return false }
    usleep(useconds_t(Self.pause * 1000))
    return true
  }
}

extension Int64 {
  fileprivate var clampedForMilliseconds: Int64 { Swift.min(Swift.max(self, 0), 1_000_000) }
}
