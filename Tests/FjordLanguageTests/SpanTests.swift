import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct SpanTests {
  @Test(
    "A fault is placed on the words that it is about",
    arguments: [
      ("nav.feed | where å == 1 | take ⟦1:=⟧ 5", ["parse.expected"]),
      (
        "where x == ⟦1:2024-02-30⟧ and y > ⟦2:99999999999999999999⟧",
        ["lex.date", "lex.number-range"]
      ),
      ("where ⟦1:år == null⟧ and b ⟦2:&&⟧ c", ["parse.null-comparison", "parse.stranger"]),
      (
        "take 1 ⟦1:5⟧\nsort by⟦2:\n\n⟧let ⟦3:by⟧ = 1",
        ["parse.expected", "parse.expected", "parse.reserved-word"]
      ),
      (
        "x | ⟦1:5⟧ | where (a ⟦2:b⟧) | sort c ⟦3:d⟧ | join ⟦4:()⟧ on k",
        ["parse.stage", "parse.unclosed", "parse.expected", "parse.parentheses"]
      ),
      (
        "where x == \"æ⟦1:\\q⟧ø${y ⟦2:z⟧}\" | ⟦3:limit⟧ 5",
        ["lex.escape", "parse.unclosed", "parse.limit"]
      ),
      (
        "nav.feed --since⟦1:,⟧ 7d | join $t on k --left, ⟦2:⟧",
        ["parse.option-value", "parse.expected"]
      ),
      ("where x == ⟦1:“😀”⟧ and y == ⟦2:\"⟧😀", ["lex.smart-quote", "lex.unterminated-string"]),
    ])
  func faultSpans(marked: String, codes: [String]) {
    let text = MarkedText(marked)
    let found = faults(text.text)
    let expected = text.spans.sorted { $0.key < $1.key }.map(\.value)
    #expect(found.map(\.span) == expected)
    #expect(found.map(\.code) == codes)
    for fault in found {
      #expect(fault.status == .check)
      #expect(fault.source?.text == text.text)
    }
  }

  @Test("Every part of a tree has the span of its text")
  func treeSpans() throws {
    let marked = MarkedText(
      "⟦1:⟦2:nav.feed⟧ ⟦3:--since 7d⟧⟧ | ⟦4:derive ⟦5:x = ⟦6:(⟦7:a.b[0]⟧ + 1) * 2⟧⟧, y ⟦8:by ⟦9:k desc⟧⟧⟧"
    )
    let script = try parse(SourceText(name: "test", text: marked.text), vocabulary: testVocabulary)
    guard case .pipeline(let pipeline) = script.statements.first?.kind,
      case .call(let feed) = pipeline.stages[0].kind,
      case .call(let derive) = pipeline.stages[1].kind,
      case .expression(let product) = derive.items[0].value,
      case .binary(.multiply, let sum, _) = product.kind,
      case .binary(.add, let index, _) = sum.kind
    else {
      Issue.record("unexpected tree")
      return
    }
    let found = [
      pipeline.stages[0].span, feed.name.span, feed.options[0].span, pipeline.stages[1].span,
      derive.items[0].span, product.span, index.span, derive.clauses[0].span,
      derive.clauses[0].items[0].span,
    ]
    #expect(found == (1...9).map { marked.spans[$0] })
  }
}
