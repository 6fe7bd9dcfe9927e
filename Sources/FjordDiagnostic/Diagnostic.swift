/// One reported fault: what, where, why, and what to do.
///
/// Targets build diagnostics from fault enums that hold facts; the wording of a target lives in
/// one file. No text in a diagnostic holds a secret.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How grave a diagnostic is.
  public enum Severity: String, Sendable {
    /// The work can't be done.
    case error
    /// The work was done, and something about it should be known.
    case warning
  }

  /// A second place that explains the first.
  public struct Note: Sendable, Hashable {
    /// What is to be seen there.
    public var text: String
    /// The place, in the diagnostic's own source.
    public var span: Span

    /// Creates a note.
    public init(_ text: String, at span: Span) {
      self.text = text
      self.span = span
    }
  }

  /// Error or warning.
  public var severity: Severity
  /// A code to search for and to test, as `bind.unknown-column`.
  public var code: String
  /// What is wrong: one line, lower case, no full stop, names in backticks.
  public var message: String
  /// Where it is, in `source`.
  public var span: Span?
  /// The text that `span` counts in; filled in on the way up where the thrower does not know it.
  public var source: SourceText?
  /// A second place.
  public var note: Note?
  /// Why it is so.
  public var reason: String?
  /// What to do.
  public var fix: String?
  /// The exit status that this fault asks for.
  public var status: ExitStatus

  /// Creates a diagnostic.
  public init(
    _ severity: Severity = .error, code: String, _ message: String, at span: Span? = nil,
    in source: SourceText? = nil, note: Note? = nil, reason: String? = nil, fix: String? = nil,
    status: ExitStatus = .failed
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.source = source
    self.note = note
    self.reason = reason
    self.fix = fix
    self.status = status
  }

  /// The same fault placed at `span` of `source`, unless a narrower place is known already.
  public func located(at span: Span? = nil, in source: SourceText? = nil) -> Diagnostic {
    var copy = self
    if copy.source == nil {
      if copy.span == nil { copy.span = span }
      copy.source = source
    }
    return copy
  }
}

/// One or more faults that were found together.
public struct Diagnostics: Error, Sendable, Hashable {
  /// The faults, in the order of the text; never empty when thrown.
  public var items: [Diagnostic]

  /// Creates a collection of faults.
  public init(_ items: [Diagnostic]) {
    self.items = items
  }

  /// Creates a collection of one fault.
  public init(_ item: Diagnostic) {
    self.items = [item]
  }

  /// The exit status of the first fault.
  public var status: ExitStatus { items.first?.status ?? .failed }

  /// Every fault placed in `source` that has no place of its own.
  public func located(at span: Span? = nil, in source: SourceText?) -> Diagnostics {
    Diagnostics(items.map { $0.located(at: span, in: source) })
  }
}
