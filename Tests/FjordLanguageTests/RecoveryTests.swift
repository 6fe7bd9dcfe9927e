import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct RecoveryTests {
  @Test(
    "Each broken stage and statement is reported once",
    arguments: [
      ("where = | take = | sort =; let = 5\nnav.feed | where x y", 5),
      ("where (a == 5\nnav.feed | take = 5", 2),
      ("where [1, 2\nlet y = 5", 1),
      ("where f(1,\n  2 3,\n  4)\ntake 5", 1),
      ("join (nav.feed | where = | take =) on k | sort =", 3),
      ("let x = = 5 | where = 3", 2),
      ("def f = where = | take =\nparam = 5", 3),
      ("where \"a ${= } b\" == = | take 5", 2),
      (")) | ]] | }}", 3),
      ("§ § §", 1),
    ])
  func independentFaults(text: String, count: Int) {
    #expect(faults(text).count == count, "\(messages(text))")
  }

  @Test("Faults stand in the order of the text, and at most fifty are kept")
  func order() {
    let found = faults(
      Array(repeating: "where x = = 1 | take =", count: 100).joined(separator: "\n"))
    #expect(found.count == 50)
    let starts = found.compactMap { $0.span?.start }
    #expect(starts == starts.sorted())
  }

  @Test("The rendered faults are five and the number of the others")
  func rendering() {
    let text = messages(Array(repeating: "take =", count: 9).joined(separator: "\n"))
    #expect(text.hasSuffix("and 4 more"))
  }
}
