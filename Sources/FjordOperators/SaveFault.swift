import FjordDiagnostic

/// What can be wrong with a save or refresh, as facts.
enum SaveFault {
  case otherPipeline(String, String, String)
  case notRepeatable(String, String)
  case appended(String)

  var diagnostic: Diagnostic {
    switch self {
    case .otherPipeline(let name, let known, let new):
      Diagnostic(
        code: "store.other-pipeline", "`\(name)` was saved by another pipeline",
        reason: "it was saved by `\(known)`, and this is `\(new)`",
        fix: "take another name, or say `--replace` or `--append`", status: .check)
    case .notRepeatable(let name, let text):
      Diagnostic(
        code: "store.not-repeatable", "`\(name)` can't be refreshed",
        reason: "it was saved from `\(text)`, which names input that is gone",
        fix: "save it again", status: .check)
    case .appended(let name):
      Diagnostic(
        code: "store.appended", "`\(name)` can't be refreshed",
        reason: "rows were added to it with `--append`, and a refresh would replace them",
        fix: "run its pipeline again with `save \(name) --append`", status: .check)
    }
  }
}
