import FjordDiagnostic

extension Diagnostics {
  /// An error of any kind as diagnostics.
  package init(wrapping error: any Error) {
    switch error {
    case let many as Diagnostics: self = many
    case let one as Diagnostic: self.init(one)
    case let fault as any DiagnosticError: self.init(fault.diagnostic)
    default: self.init(Diagnostic(code: "run.fault", "\(error)"))
    }
  }
}
