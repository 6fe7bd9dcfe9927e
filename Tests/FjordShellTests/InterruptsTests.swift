import FjordDiagnostic
import Foundation
import Synchronization
import Testing

@testable import FjordShell

/// Signals belong to the whole process, so these run one after the other; a test elsewhere that
/// sends this process a signal or runs a foreground job belongs here too.
@Suite(.serialized) struct InterruptsTests {
  /// Sends this process a signal when a job says that it runs.
  private final class Gate: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func send(_ signal: Int32) {
      while !isOpen.withLock({ $0 }) { usleep(1_000) }
      kill(getpid(), signal)
    }
  }

  private func sendInBackground(_ signal: Int32, after gate: Gate) {
    Thread { gate.send(signal) }.start()
  }

  @Test("a job's value is handed on")
  func handsOnValue() async {
    let outcome = await onOwnThread { ForegroundJob.run { 42 } }
    guard case .finished(42, nil) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("a job's error is handed on")
  func handsOnError() async {
    let fault = Diagnostic(code: "test.fault", "broken")
    let outcome = await onOwnThread { ForegroundJob.run { () async throws -> Int in throw fault } }
    guard case .failed(let error, nil) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error as? Diagnostic == fault)
  }

  @Test("a job that ends at once is never missed")
  func missesNothing() async {
    let sum = await onOwnThread {
      (0..<500).reduce(0) { sum, number in
        guard case .finished(let value, _) = ForegroundJob.run({ number }) else { return sum }
        return sum + value
      }
    }
    #expect(sum == 124_750)
  }

  @Test(
    "SIGINT and SIGTERM cancel a job, which may still give what it has",
    arguments: [(SIGINT, Interruption.keyboard), (SIGTERM, .termination)])
  func cancelsJob(signal: Int32, expected: Interruption) async {
    let gate = Gate()
    sendInBackground(signal, after: gate)
    let outcome = await onOwnThread {
      ForegroundJob.run {
        gate.open()
        try? await Task.sleep(for: .seconds(60))
        return Task.isCancelled ? "part" : "all"
      }
    }
    guard case .finished("part", expected) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("a second SIGINT gives up a job that does not end")
  func abandonsJob() async {
    let gate = Gate()
    let isCancelled = Gate()
    let release = Mutex(false)
    sendInBackground(SIGINT, after: gate)
    sendInBackground(SIGINT, after: isCancelled)
    let outcome = await onOwnThread {
      ForegroundJob.run {
        gate.open()
        await withTaskCancellationHandler {
          while !release.withLock({ $0 }) { await Task.yield() }
        } onCancel: {
          isCancelled.open()
        }
      }
    }
    release.withLock { $0 = true }
    guard case .abandoned(.keyboard) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("a script's work is cancelled by SIGTERM, and the exit status follows")
  func cancelsScript() async {
    let gate = Gate()
    sendInBackground(SIGTERM, after: gate)
    let run = await InterruptWatch.run {
      gate.open()
      try await Task.sleep(for: .seconds(60))
    }
    #expect(run.stoppedBy == .termination)
    #expect(run.stoppedBy?.status == .terminated)
    #expect(throws: CancellationError.self) { try run.result.get() }
  }

  @Test("a script that nobody stops ends as it would without a watch")
  func leavesScriptAlone() async throws {
    let run = await InterruptWatch.run { "done" }
    #expect(try run.result.get() == "done")
    #expect(run.stoppedBy == nil)
  }

  @Test("after a watch signals are handled as before it")
  func restoresHandlers() async throws {
    var before = sigaction()
    var after = sigaction()
    sigaction(SIGTERM, nil, &before)
    _ = await InterruptWatch.run {}
    sigaction(SIGTERM, nil, &after)
    let isSame = withUnsafeBytes(of: &before) { first in
      withUnsafeBytes(of: &after) { first.prefix(8).elementsEqual($0.prefix(8)) }
    }
    #expect(isSame)
  }
}
