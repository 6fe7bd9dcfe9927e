import FjordDiagnostic

/// Where a text to be parsed stands.
public enum ParseMode: Sendable {
  /// In a file, an option of the command line, or a saved pipeline.
  case file
  /// At the prompt, where a line that begins with `|` goes on from `$last`.
  case prompt
}

/// Parses a script.
///
/// Errors: codes `lex.*` and `parse.*`, all faults that do not follow from another, in the order
/// of the text, each with its span. Any text is taken; nesting has a limit.
/// Complexity: linear in the text.
public func parse(
  _ source: SourceText, vocabulary: Vocabulary = .empty, at mode: ParseMode = .file
) throws(Diagnostics) -> Script {
  var parser = Parser(source, vocabulary: vocabulary, mode: mode)
  let script = parser.parseScript()
  if !parser.faults.isEmpty { throw Diagnostics(parser.sortedFaults) }
  return script
}

/// Thrown when the parser can't go on in a stage; the fault is recorded before.
struct Unparsable: Error {}

/// The state of a recursive descent over the tokens of one text.
///
/// The parser holds one token and asks the lexer for the next; to look further it copies the
/// lexer. A fault is recorded and the rest of its stage skipped, so that the next stage is parsed.
struct Parser {
  /// How deep brackets, and trees, may nest.
  ///
  /// Every step of the tree is a step of recursion for all that walk it, so a text must not choose
  /// its depth.
  static let depthLimit = 128
  /// How many faults are recorded before the parser gives up.
  static let faultLimit = 50

  let source: SourceText
  let vocabulary: Vocabulary
  let mode: ParseMode
  var lexer: Lexer
  /// The token that is looked at; the lexer stands right behind it.
  var token: Token
  /// Where the last consumed token ends, line ends apart.
  var previousEnd = 0
  /// Whether the last consumed token asks for something after it.
  var awaitsMore = false
  /// Whether the last consumed token is a word that might be unfinished.
  var previousIsWordLike = false
  private(set) var faults: [Diagnostic] = []
  /// Whether the first fault is that the text ends too soon.
  private(set) var endsTooSoon = false
  var nesting = 0
  /// The first line of the last text that runs over several, and where the text ends.
  var longText: (firstLine: Span, end: Int)?
  /// Whether the items are keys of a join, where `=` has a meaning of its own.
  var isInKey = false
  /// What the operand that is being parsed is compared with.
  var compared: Expression?
  /// A node that was parsed before it was known to be the beginning of an expression.
  var pending: Node?
  /// Where the parser went on after the last fault; what stands there is no fault of its own.
  var recoveredAt = -1
  /// Whether the rest of the text is not read, so that no faults follow.
  private var hasGivenUp = false
  /// Whether a bracket was found that never closes.
  var hasUnclosedBracket = false
  /// The names that the text has defined so far.
  var definitions: Set<String> = []
  /// The stage that is being parsed.
  var place = StagePlace()
  /// Where the comments are, if they are kept.
  var comments: CommentList?
  /// Where an expression begins in whose place a pipeline could stand.
  var sourceMayStandAt: Int?
  /// What is expected at the end of the text, if that is asked.
  var probe: CompletionProbe?

  init(_ source: SourceText, vocabulary: Vocabulary, mode: ParseMode) {
    self.source = source
    self.vocabulary = vocabulary
    self.mode = mode
    lexer = Lexer(source.text)
    token = lexer.next()
  }

  var sortedFaults: [Diagnostic] {
    faults.enumerated().sorted {
      ($0.element.span?.start ?? 0, $0.offset) < ($1.element.span?.start ?? 0, $1.offset)
    }.map(\.element)
  }

  // MARK: Tokens

  /// Consumes the token.
  mutating func advance() {
    if case .fault(let fault) = token.kind { report(fault, at: token.span) }
    awaitsMore = false
    previousIsWordLike = token.isWordLike
    consumed(to: token.span.end)
    token = lexer.next()
  }

  /// Consumes an operator, comma or clause word; the line may end behind it.
  mutating func advanceOverOperator() {
    advance()
    skipNewlines()
    awaitsMore = true
  }

  mutating func skipNewlines() {
    while token.isNewline { advance() }
  }

  /// Notes that the text was read up to `end`, and the comments before and in the token.
  mutating func consumed(to end: Int) {
    let isLineEnd = token.isNewline || token.isEnd
    comments?.collect(
      from: lexer.bytes, upTo: isLineEnd ? token.span.end : token.span.start, readTo: end)
    if !isLineEnd { previousEnd = end }
  }

  /// Consumes the symbol if it is here.
  mutating func take(_ symbol: Symbol) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  /// The token after the one that is looked at.
  func peek() -> Token {
    var ahead = lexer
    return ahead.next()
  }

  /// The span from `start` to the end of the last consumed token.
  func span(from start: Int) -> Span { Span(start, previousEnd) }

  /// The text of a span.
  func text(_ span: Span) -> String { lexer.text(span.start, span.end) }

  // MARK: Faults

  mutating func report(_ fault: GrammarFault, at span: Span) {
    record(fault.text, at: span)
  }

  mutating func report(_ fault: LexicalFault, at span: Span) {
    let isOpenText = fault == .unterminatedText
    if isOpenText, faults.isEmpty { endsTooSoon = true }
    record(fault.text, at: isOpenText ? Span(span.start, span.start + 1) : span)
  }

  private mutating func record(_ text: FaultText, at span: Span) {
    if faults.isEmpty, token.isEnd, awaitsMore || lexer.brackets > 0 { endsTooSoon = true }
    guard !hasGivenUp, !faults.contains(where: { $0.span?.start == span.start }) else { return }
    faults.append(text.diagnostic(at: span, in: source))
    if faults.count >= Self.faultLimit { giveUp() }
  }

  /// Reads no further.
  private mutating func giveUp() {
    hasGivenUp = true
    lexer.position = lexer.bytes.count
    lexer.brackets = 0
    token = lexer.next()
  }

  /// Records that brackets or operators nest past the limit, and reads no further: every level
  /// would look for its own end.
  mutating func failTooDeep(at span: Span) -> Unparsable {
    let failure = fail(.tooDeep, at: span)
    giveUp()
    return failure
  }

  /// Records that something else was expected than the token that is here.
  func expected(_ wanted: String, fix: String? = nil) -> GrammarFault {
    .expected(wanted, found: found, fix: fix, openText: textBefore)
  }

  /// Records the fault and gives up the stage.
  ///
  /// Without a span the token is at fault; where it is a fault by itself, that one is recorded.
  mutating func fail(_ fault: GrammarFault, at span: Span? = nil) -> Unparsable {
    if let span {
      report(fault, at: span)
    } else if case .fault(let lexical) = token.kind {
      report(lexical, at: token.span)
    } else {
      report(fault, at: token.span)
    }
    return Unparsable()
  }

  /// The text of several lines that ends on the line of the token, if there is one.
  private var textBefore: Span? {
    guard let longText, longText.end <= token.span.start else { return nil }
    let between = lexer.bytes[longText.end..<token.span.start]
    return between.contains(UInt8(ascii: "\n")) ? nil : longText.firstLine
  }

  /// The token as messages name it.
  var found: String { describe(token) }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end of the text"
    case .newline: "the end of the line"
    case .quote, .raw: "a string"
    case .quoted: text(token.span)
    default: "`\(String(text(token.span).prefix(40)))`"
    }
  }
}
