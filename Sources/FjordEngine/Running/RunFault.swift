import FjordDiagnostic
import FjordPattern

/// What can go wrong while a pipeline runs, as facts.
package enum RunFault: Sendable {
  case strictNull(stage: String, what: String, count: Int)
  case interrupted(rows: Int)
  case output(what: String, reason: String)
  case pattern(stage: String, PatternFault)
  /// More requests than are left; `sent` were sent already, as to learn of a source's columns.
  case requests(needed: Int, left: Int, sent: Int)

  /// The fault as a message.
  package var diagnostic: Diagnostic {
    switch self {
    case .strictNull(let stage, let what, let count):
      Diagnostic(
        code: "run.strict",
        "\(count) \(count == 1 ? "value" : "values") became null by \(what) in `\(stage)`",
        reason: "`--strict` makes such values an error",
        fix: "handle them, as `if(b == 0, null, a / b)`, or leave `--strict` out")
    case .requests(let needed, let left, let sent): Self.requests(needed, left: left, sent: sent)
    case .interrupted(let rows):
      Diagnostic(
        .warning, code: "run.interrupted", "interrupted: \(rows) rows came and are not all",
        status: .interrupted)
    case .pattern(let stage, .tooMuchWork(let pattern)):
      Diagnostic(
        code: "run.pattern", "`\(pattern)` takes too many steps on a text in `\(stage)`",
        reason: "repetitions within repetitions can be tried in more ways than there is time for",
        fix: "make them exclude each other, as `(a+b)+` instead of `(a+)+`, or use `contains`")
    case .pattern(let stage, .failed(let pattern, let message)):
      Diagnostic(code: "run.pattern", "`\(pattern)` failed in `\(stage)`", reason: message)
    case .pattern(let stage, .syntax(let message, _)):
      Diagnostic(code: "run.pattern", "a pattern can't be read in `\(stage)`", reason: message)
    case .output(let what, let reason):
      Diagnostic(
        code: "run.output", "could not write \(what)", reason: reason,
        fix: "see that there is room and that the place may be written to")
    }
  }

  /// What was sent counts among what is needed, and among what is allowed.
  private static func requests(_ needed: Int, left: Int, sent: Int) -> Diagnostic {
    let all = needed + sent
    return Diagnostic(
      code: "run.max-requests",
      "\(all) \(all == 1 ? "request is" : "requests are") needed, and `--max-requests` allows \(left + sent)",
      reason: sent == 0
        ? "nothing was asked: what is needed to get all that is asked for is known before"
        : "\(sent) \(sent == 1 ? "was" : "were") sent already, as those that tell of columns are; "
          + "no rows were asked for",
      fix: "allow \(all), or ask for fewer rows; `explain` behind a pipeline tells what it asks",
      status: .check)
  }
}
