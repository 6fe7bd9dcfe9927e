import FjordDiagnostic
import FjordPlugin

extension SessionServices {
  /// Tells what a statement noticed and forgets it; a result that is not all ends with status 7.
  package func settle() -> ExitStatus {
    tell()
    let isBroken = context.notices.isBroken
    guard let cause = context.notices.takeIncompleteness() else { return .done }
    output.report(cause)
    if isBroken {
      output.report(
        Diagnostic(
          .warning, code: "run.incomplete", "the result is not all: the source broke off",
          fix: "run it again; a saved table goes on from where it stopped"))
    }
    return .incomplete
  }

  /// Forgets what a statement noticed that failed, after telling its warnings: nothing of it may show
  /// in the next.
  package func settleAfterFault() {
    tell()
    _ = context.notices.takeIncompleteness()
  }

  private func tell() {
    for warning in context.notices.takeWarnings() { output.report(warning) }
    for line in context.notices.takeLines() { output.note(line) }
    for line in context.notices.takeKept() { output.note(line) }
    for (text, count) in context.notices.takeCounts() { output.note("\(count) \(text)") }
  }
}
