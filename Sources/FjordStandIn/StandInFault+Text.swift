import FjordDiagnostic

extension StandInFault {
  /// The fault in words.
  var diagnostics: Diagnostics {
    switch self {
    case .unknownName(let name, let known):
      Diagnostics(
        Diagnostic(
          code: "standin.unknown-name", "no stand-in is called `\(name)`",
          reason: "the stand-ins are \(known.joined(separator: ", "))", status: .usage))
    case .option(let option, let found, let expected):
      Diagnostics(
        Diagnostic(
          code: "standin.option", "expected \(expected) for `\(option)`, found \(found)",
          status: .usage))
    case .unreadableEventLog(let path, let reason):
      Diagnostics(
        Diagnostic(
          code: "standin.event-log", "the event log `\(path)` can't be read", reason: reason,
          fix: "give the path of a file shaped like `event-log.json`"))
    case .notListening(let port, let reason):
      Diagnostics(
        Diagnostic(
          code: "standin.not-listening", "the stand-in can't listen on 127.0.0.1:\(port)",
          reason: reason, fix: "choose another port, or 0 for any that is free"))
    case .faultSyntax(let text, let span, let expected, let found):
      Diagnostics(
        Diagnostic(
          code: "standin.fault-syntax", "expected \(expected), found \(found)", at: span,
          in: SourceText(name: "--fault", text: text), fix: Faults.example, status: .usage))
    }
  }
}
