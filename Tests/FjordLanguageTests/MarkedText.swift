import FjordDiagnostic

/// A text in which `⟦1:...⟧` marks a span with a number.
struct MarkedText {
  private(set) var text = ""
  private(set) var spans: [Int: Span] = [:]

  init(_ marked: String) {
    var open: [(number: Int, start: Int)] = []
    var rest = Substring(marked)
    while let character = rest.popFirst() {
      switch character {
      case "⟦":
        let digits = rest.prefix { $0.isNumber }
        rest = rest.dropFirst(digits.count + 1)
        open.append((Int(digits) ?? 0, text.utf8.count))
      case "⟧":
        if let (number, start) = open.popLast() { spans[number] = Span(start, text.utf8.count) }
      default: text.append(character)
      }
    }
  }
}
