import FjordDiagnostic

/// Why rows could not be kept in a temporary file.
package struct SpillFault: DiagnosticError {
  /// What was being done.
  package enum Deed: String, Sendable {
    case create = "create a temporary file"
    case write = "write to a temporary file"
    case read = "read back from a temporary file"
  }

  package let deed: Deed
  package let folder: String
  /// What the system said.
  package let reason: String

  package var diagnostic: Diagnostic {
    Diagnostic(
      code: "run.spill", "could not \(deed.rawValue) in `\(folder)`", reason: reason,
      fix: "make room there, set TMPDIR to a folder that has more, or raise `--memory`")
  }
}
