import CLineEdit
import Synchronization

/// Work that the shell waits for while Ctrl-C can stop it.
///
/// The shell's thread blocks until the work ends or is given up; the work itself runs on Swift's
/// pool and never on the main actor, which may be the thread that waits.
package enum ForegroundJob {
  /// How a job ended.
  package enum Outcome<Value: Sendable>: Sendable {
    /// The work gave a value; after `stoppedBy` it holds what came until then.
    case finished(Value, stoppedBy: Interruption?)
    /// The work threw; after `stoppedBy` usually a `CancellationError`.
    case failed(any Error, stoppedBy: Interruption?)
    /// Asked twice to stop, the work did not end; it stays cancelled and its result is dropped.
    case abandoned(Interruption)
  }

  /// Runs work and waits for it.
  ///
  /// The first Ctrl-C or SIGTERM cancels the work's task, the second gives it up. Call it from a
  /// thread that may block: not from a task.
  package static func run<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) -> Outcome<Value> {
    let watches = signal_watch_begin(Interruption.bits, false)
    defer { if watches { signal_watch_end(Interruption.bits) } }
    let job = Job<Value>()
    let task = Task.detached {
      do {
        job.end(.success(try await work()))
      } catch {
        job.end(.failure(error))
      }
    }
    var stop: Interruption?
    while true {
      let bits = signal_watch_wait(Interruption.bits | UInt32(signal_watch_woken), lookAgain)
      switch job.result {
      case .success(let value): return .finished(value, stoppedBy: stop)
      case .failure(let error): return .failed(error, stoppedBy: stop)
      case nil: break
      }
      guard let interruption = Interruption(bits: bits) else { continue }
      guard stop == nil else { return .abandoned(interruption) }
      stop = interruption
      task.cancel()
    }
  }

  /// Milliseconds after which the result is looked for without a wake-up, which another waiter of
  /// this process may have taken.
  private static let lookAgain: Int32 = 250

  private final class Job<Value: Sendable>: Sendable {
    private let stored = Mutex<Result<Value, any Error>?>(nil)

    var result: Result<Value, any Error>? { stored.withLock { $0 } }

    func end(_ result: Result<Value, any Error>) {
      stored.withLock { $0 = result }
      signal_watch_wake()
    }
  }
}
