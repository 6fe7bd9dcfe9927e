import FjordDiagnostic
import FjordHTTP

extension HTTPFault {
  /// Whether other details, or the same one later, may well be had.
  public var isAboutOneRequest: Bool {
    if isTransient { return true }
    return switch kind {
    case .failure(.tooLarge), .failure(.malformed): true
    default: false
    }
  }
}

extension Diagnostic {
  /// What is wrong and why, in one line.
  public var sentence: String { message + (reason.map { ": " + $0 } ?? "") }
}
