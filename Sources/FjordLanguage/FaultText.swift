import FjordDiagnostic

/// The words of a fault, before they get a place.
struct FaultText {
  var code: String
  var message: String
  var reason: String?
  var fix: String?
  var note: Diagnostic.Note?

  init(
    _ code: String, _ message: String, why reason: String? = nil, fix: String? = nil,
    note: Diagnostic.Note? = nil
  ) {
    self.code = code
    self.message = message
    self.reason = reason
    self.fix = fix
    self.note = note
  }

  /// The fault at a place.
  func diagnostic(at span: Span, in source: SourceText) -> Diagnostic {
    Diagnostic(
      code: code, message, at: span, in: source, note: note, reason: reason, fix: fix,
      status: .check)
  }
}
