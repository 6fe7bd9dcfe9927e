import FjordDiagnostic
import FjordPlugin

/// A statement about fjord itself, as `refresh bergen` or `help nav.feed`.
package struct CommandDeclaration: Sendable {
  /// The name.
  package let name: String
  /// What it does, in one line.
  package let summary: String
  /// Its one positional argument in words, as `[NAME]`; empty where it takes none.
  package let argument: String
  /// What that argument must be.
  package let argumentKind: ArgumentKind
  /// Its options.
  package let options: [OptionDeclaration]
  /// Uses of it that run as they stand.
  package let examples: [Example]
  /// Checks the call before anything runs.
  package let check: @Sendable (CommandCall, SessionServices) async throws -> Void
  /// Does it.
  package let run: @Sendable (CommandCall, SessionServices) async throws -> Void

  package init(
    name: String, summary: String, argument: String = "",
    argumentKind: ArgumentKind = .word([], others: true), options: [OptionDeclaration] = [],
    examples: [Example] = [],
    check: @escaping @Sendable (CommandCall, SessionServices) async throws -> Void = { _, _ in },
    run: @escaping @Sendable (CommandCall, SessionServices) async throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.argument = argument
    self.argumentKind = argumentKind
    self.examples = examples
    self.options = options
    self.check = check
    self.run = run
  }
}

/// A command with its arguments.
package struct CommandCall: Sendable {
  /// The positional argument as written: a name with its dots, or text.
  package let target: SourceArguments.Argument?
  /// Options that fit the declaration.
  package let options: [String: SourceArguments.Argument]
  /// The whole statement.
  package let span: Span

  package init(
    target: SourceArguments.Argument?, options: [String: SourceArguments.Argument], span: Span
  ) {
    self.target = target
    self.options = options
    self.span = span
  }

  /// The positional argument's text.
  package var targetText: String? {
    guard case .string(let text)? = target?.value else { return nil }
    return text
  }
}
