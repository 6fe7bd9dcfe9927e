/// An error that can be told as a diagnostic: the way for a library's own faults to reach a person.
public protocol DiagnosticError: Error {
  /// The fault as what, where, why and what to do.
  var diagnostic: Diagnostic { get }
}
