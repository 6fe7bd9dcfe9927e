import CLineEdit
import Dispatch
import FjordDiagnostic
import Synchronization

/// A request from outside to stop.
package enum Interruption: Sendable, Hashable {
  /// SIGINT: Ctrl-C at the keyboard.
  case keyboard
  /// SIGTERM.
  case termination

  /// The exit status of a process that stopped for it.
  package var status: ExitStatus {
    switch self {
    case .keyboard: .interrupted
    case .termination: .terminated
    }
  }

  /// The bits of the signal watch that ask for a stop.
  static let bits = UInt32(signal_watch_interrupt | signal_watch_terminate)

  /// The gravest request among bits of the signal watch.
  init?(bits: UInt32) {
    if bits & UInt32(signal_watch_terminate) != 0 {
      self = .termination
    } else if bits & UInt32(signal_watch_interrupt) != 0 {
      self = .keyboard
    } else {
      return nil
    }
  }
}

/// Watches for SIGINT and SIGTERM while a script runs.
///
/// The first signal of a kind is reported; a second one ends the process as if nobody watched. A
/// signal that the process was started to ignore stays ignored. Not for use beside a `LineReader`
/// or a `ForegroundJob`, which watch for themselves.
package final class InterruptWatch: Sendable {
  private struct State {
    var first: Interruption?
    var isStopped = false
    var isWatching = false
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)
  private let report: @Sendable (Interruption) -> Void

  /// Starts watching; `report` is called on a thread of the watch.
  package init(_ report: @escaping @Sendable (Interruption) -> Void) {
    self.report = report
    guard signal_watch_begin(Interruption.bits, true) else { return }
    let watch = Unmanaged.passRetained(self)
    let isStarted = own_thread_start(
      { context in
        guard let context else { return }
        Unmanaged<InterruptWatch>.fromOpaque(context).takeRetainedValue().watch()
      }, watch.toOpaque())
    if isStarted {
      state.withLock { $0.isWatching = true }
    } else {
      watch.release()
      signal_watch_end(Interruption.bits)
    }
  }

  /// The first request to stop that came.
  package var first: Interruption? { state.withLock { $0.first } }

  /// Ends the watch; signals are handled as before it.
  package func stop() {
    let wasWatching = state.withLock { state in
      defer { state.isStopped = true }
      return state.isWatching && !state.isStopped
    }
    guard wasWatching else { return }
    signal_watch_wake()
    ended.wait()
    signal_watch_end(Interruption.bits)
  }

  private func watch() {
    while !state.withLock({ $0.isStopped }) {
      // Not without end: another waiter of this process may have taken the wake-up.
      let bits = signal_watch_wait(Interruption.bits | UInt32(signal_watch_woken), 250)
      guard let interruption = Interruption(bits: bits) else { continue }
      state.withLock { $0.first = $0.first ?? interruption }
      report(interruption)
    }
    ended.signal()
  }

  /// Runs work that SIGINT and SIGTERM cancel, and says whether one of them came.
  package static func run<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async -> (result: Result<Value, any Error>, stoppedBy: Interruption?) {
    // Watched before the work begins, so that no signal finds nobody.
    let running = Mutex<Task<Value, any Error>?>(nil)
    let watch = InterruptWatch { _ in running.withLock { $0 }?.cancel() }
    let task = Task { try await work() }
    running.withLock { $0 = task }
    if watch.first != nil { task.cancel() }
    let result = await withTaskCancellationHandler {
      await task.result
    } onCancel: {
      task.cancel()
    }
    watch.stop()
    return (result, watch.first)
  }
}
