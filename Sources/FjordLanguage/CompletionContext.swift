import FjordDiagnostic

/// What could stand at a cursor, for a prompt that completes words.
///
/// Only the text before the cursor counts. Offsets are UTF-8 bytes of the whole text.
public struct CompletionContext: Sendable, Hashable {
  /// What is expected.
  public enum Kind: Sendable, Hashable {
    /// The beginning of a statement or pipeline: a source, `let`, `def`, `param`.
    case sourceOrStatement
    /// The name of an operator or look-up behind `|`.
    case operatorName
    /// An option of the stage; the partial word has its dashes.
    case option
    /// The value of this option.
    case optionValue(String)
    /// An item, a column, a function, a clause: anything else inside a stage.
    case argument
    /// Nothing, as inside a comment or a text.
    case nothing
  }

  /// A text in quotes that the cursor is in.
  public struct OpenText: Sendable, Hashable {
    /// What was typed of it, escapes put in.
    public var content: String
    /// Where its content begins, behind the quote, to the cursor.
    public var span: Span
    /// The column that it is compared with, as text: `municipal` in `municipal == "BER`.
    public var comparedWith: String?
  }

  /// What is expected.
  public var kind: Kind
  /// The name of the stage that the cursor is in, once it is typed.
  public var stage: String?
  /// The text of the pipeline before the stage; empty in its first stage.
  ///
  /// Bound by itself it gives the columns that the stage can name.
  public var pipelineBefore: String
  /// The word that was begun, empty where none was: `muni`, `employer.na`, `--si`, `$la`.
  public var partial: String
  /// Where the partial word stands; the place of the cursor where there is none.
  public var span: Span
  /// Whether a value is complete before the cursor, so that only operators, clauses, options and
  /// `,` or `|` can follow.
  public var isAfterOperand: Bool
  /// Whether a bracket was opened just before, where also a pipeline can begin.
  public var mayBeSource: Bool
  /// The open text, where the kind is `nothing` because of one.
  public var openText: OpenText?
}

/// Tells what could stand at a cursor.
///
/// Text that is not whole, or wrong further back, is taken. Complexity: linear in the text before the cursor.
public func completionContext(
  for text: String, cursor: Int, vocabulary: Vocabulary = .empty
) -> CompletionContext {
  let typed = text.prefix(throughUTF8: cursor)
  let source = SourceText(name: "prompt", text: typed)
  var parser = Parser(source, vocabulary: vocabulary, mode: .prompt)
  let end = typed.utf8.count
  let nothing = CompletionContext(
    kind: .nothing, stage: nil, pipelineBefore: "", partial: "", span: Span(end, end),
    isAfterOperand: false, mayBeSource: false, openText: nil)
  parser.probe = CompletionProbe()
  _ = parser.parseScript()
  if parser.lexer.endsInComment { return nothing }
  return parser.probe?.found ?? nothing
}

extension String {
  /// The beginning of the text up to a byte, without a character that the place cuts.
  fileprivate func prefix(throughUTF8 offset: Int) -> String {
    let bytes = Array(utf8)
    var end = Swift.min(Swift.max(offset, 0), bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}
