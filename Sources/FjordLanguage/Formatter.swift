import FjordDiagnostic

/// Writes a script in the one way that all scripts are written.
///
/// Statements stand in canonical form, literals as they were written. Comments are kept: those on
/// lines of their own before what they stood before, those behind something at the end of its
/// line. One blank line is kept where there were any. A pipeline longer than 100 columns, or with
/// comments inside, stands one stage a line. Formatting twice changes nothing more.
///
/// Errors: those of `parse`. Complexity: linear in the text.
public func formatted(
  _ source: SourceText, vocabulary: Vocabulary = .empty
) throws(Diagnostics) -> String {
  var parser = Parser(source, vocabulary: vocabulary, mode: .file)
  parser.comments = CommentList()
  let script = parser.parseScript()
  if !parser.faults.isEmpty { throw Diagnostics(parser.sortedFaults) }
  var formatter = Formatter(bytes: parser.lexer.bytes, comments: parser.comments?.spans ?? [])
  formatter.write(script)
  return formatter.text
}

/// Statements and comments in the order of the text.
private struct Formatter {
  static let lineWidth = 100

  let bytes: [UInt8]
  /// The comments that are not yet written.
  var comments: ArraySlice<Span>
  private(set) var text = ""
  /// Where what was written last ends in the source.
  private var writtenTo: Int?

  init(bytes: [UInt8], comments: [Span]) {
    self.bytes = bytes
    self.comments = comments[...]
  }

  mutating func write(_ script: Script) {
    for statement in script.statements {
      while let comment = takeComment(before: statement.span.start) {
        writeLine(source(comment), from: comment.start, to: comment.end)
      }
      write(statement)
    }
    while let comment = takeComment(before: bytes.count) {
      writeLine(source(comment), from: comment.start, to: comment.end)
    }
  }

  private mutating func write(_ statement: Statement) {
    var layout = Layout(of: statement)
    var hoisted: [Span] = []
    while let comment = takeComment(before: statement.span.end) {
      if !layout.place(source(comment), at: comment, isTrailing: isTrailing) {
        hoisted.append(comment)
      }
    }
    for comment in hoisted { writeLine(source(comment), from: statement.span.start, to: nil) }
    let written = writtenLiteral
    var lines = layout.lines(writtenLiteral: written)
    var end = statement.span.end
    if let comment = comments.first, isTrailing(comment, behind: end) {
      comments.removeFirst()
      lines[lines.count - 1] += " " + source(comment)
      end = comment.end
    }
    for line in lines { writeLine(line, from: statement.span.start, to: nil) }
    writtenTo = end
  }

  /// Writes a line, behind a blank one where the source has one before it.
  private mutating func writeLine(_ line: String, from start: Int, to end: Int?) {
    if let writtenTo, writtenTo <= start {
      let lineEnds = bytes[writtenTo..<start].count { $0 == UInt8(ascii: "\n") }
      if lineEnds > 1 { text += "\n" }
    }
    text += line + "\n"
    writtenTo = end
  }

  private mutating func takeComment(before end: Int) -> Span? {
    guard let comment = comments.first, comment.start < end else { return nil }
    comments.removeFirst()
    return comment
  }

  /// Whether a comment stands on the line where something ends, with nothing but marks between.
  private func isTrailing(_ comment: Span, behind end: Int) -> Bool {
    guard end <= comment.start else { return false }
    return bytes[end..<comment.start].allSatisfy { " \t;|".utf8.contains($0) }
  }

  private func source(_ span: Span) -> String {
    var end = span.end
    while end > span.start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    return String(decoding: bytes[span.start..<end], as: UTF8.self)
  }

  /// Literals on one line, as they were written.
  private var writtenLiteral: (Expression) -> String? {
    { [bytes] expression in
      let span = expression.span
      guard span.start < span.end, span.end <= bytes.count else { return nil }
      let range = bytes[span.range]
      // A literal in parentheses has their span.
      guard !range.contains(UInt8(ascii: "\n")), range.first != UInt8(ascii: "(") else {
        return nil
      }
      return String(decoding: range, as: UTF8.self)
    }
  }
}

/// The lines of a statement: its head with the first stage, and the other stages.
private struct Layout {
  let statement: Statement
  let stages: [Stage]
  /// Comments on lines of their own before a stage, and those behind one.
  var leading: [Int: [String]] = [:]
  var trailing: [Int: String] = [:]

  init(of statement: Statement) {
    self.statement = statement
    switch statement.kind {
    case .letTable(_, let pipeline), .definition(_, _, let pipeline), .pipeline(let pipeline):
      stages = pipeline.stages
    case .letValue, .parameter: stages = []
    }
  }

  /// Finds a place for a comment inside the statement; false where it goes before it.
  ///
  /// `isTrailing` tells whether a comment stands on the line where the stage before it ends.
  mutating func place(
    _ comment: String, at span: Span, isTrailing: (Span, Int) -> Bool
  ) -> Bool {
    guard let next = stages.firstIndex(where: { $0.span.end > span.start }), next > 0 else {
      return false
    }
    let before = next - 1
    if trailing[before] == nil, leading[next] == nil, isTrailing(span, stages[before].span.end) {
      trailing[before] = comment
    } else {
      leading[next, default: []].append(comment)
    }
    return true
  }

  func lines(writtenLiteral: @escaping (Expression) -> String?) -> [String] {
    var whole = Printer()
    whole.writtenLiteral = writtenLiteral
    whole.print(statement)
    let isPlain = leading.isEmpty && trailing.isEmpty
    if stages.count < 2 || isPlain && whole.text.terminalWidth <= Formatter.lineWidth {
      return [whole.text]
    }
    var lines: [String] = []
    for (index, stage) in stages.enumerated() {
      for comment in leading[index] ?? [] { lines.append("  " + comment) }
      var printer = Printer()
      printer.writtenLiteral = writtenLiteral
      if index == 0 { printer.printHead(of: statement) } else { printer.write("  | ") }
      printer.print(stage)
      lines.append(printer.text + (trailing[index].map { " " + $0 } ?? ""))
    }
    return lines
  }
}
