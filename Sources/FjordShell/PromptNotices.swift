import CLineEdit
import Synchronization

/// Messages for the person at the prompt that other threads post: a refresh that ended, a failure.
///
/// They are printed above a half-typed line, or before the next prompt.
package final class PromptNotices: Sendable {
  private let pending = Mutex<[String]>([])

  /// Creates an empty collection.
  package init() {}

  /// Posts a message of one or more lines, cleaned of control characters that come from data.
  package func post(_ text: String) {
    pending.withLock { $0.append(text) }
    signal_watch_wake()
  }

  /// The messages that came since the last call.
  func take() -> [String] {
    pending.withLock { pending in
      defer { pending = [] }
      return pending
    }
  }
}
