import FjordDiagnostic

/// Whether a text that is being typed can be taken as it is.
///
/// It can't while a bracket or a text is open, or while it ends in `|`, `,` or an operator: then a
/// prompt asks for another line. A text with a fault further back is complete; parsing it tells.
public func isComplete(_ text: String, vocabulary: Vocabulary = .empty) -> Bool {
  let source = SourceText(name: "prompt", text: text)
  var parser = Parser(source, vocabulary: vocabulary, mode: .prompt)
  _ = parser.parseScript()
  return !parser.endsTooSoon
}
