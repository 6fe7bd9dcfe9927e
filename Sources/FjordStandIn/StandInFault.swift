import FjordDiagnostic

/// What can go wrong with a stand-in itself, as facts.
enum StandInFault {
  case unknownName(String, known: [String])
  case option(String, found: String, expected: String)
  case unreadableEventLog(path: String, reason: String)
  case notListening(port: Int, reason: String)
  case faultSyntax(text: String, span: Span, expected: String, found: String)
}
