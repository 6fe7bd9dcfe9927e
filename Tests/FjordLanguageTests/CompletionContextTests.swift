import FjordLanguage
import Testing

@Suite struct CompletionContextTests {
  /// The context where `‸` stands in the text, in short.
  private func context(_ marked: String) -> CompletionContext {
    let parts = marked.split(separator: "‸", omittingEmptySubsequences: false).map(String.init)
    return completionContext(
      for: parts.joined(), cursor: parts[0].utf8.count, vocabulary: testVocabulary)
  }

  @Test(
    "What can stand at the cursor is told",
    arguments: [
      ("‸", .sourceOrStatement, ""), ("na‸", .sourceOrStatement, "na"),
      ("nav.‸", .sourceOrStatement, "nav."), ("nav.fe‸", .sourceOrStatement, "nav.fe"),
      ("nav.feed; na‸", .sourceOrStatement, "na"), ("nav.feed\n‸", .sourceOrStatement, ""),
      ("nav.feed ‸", .argument, ""), ("nav.feed --‸", .option, "--"),
      ("nav.feed --si‸", .option, "--si"), ("nav.feed --since ‸", .optionValue("since"), ""),
      ("nav.feed --since 7‸", .optionValue("since"), "7"),
      ("nav.feed --start fir‸", .optionValue("start"), "fir"),
      ("nav.feed --since 7d ‸", .argument, ""), ("join $t on k --left ‸", .argument, ""),
      ("nav.feed |‸", .operatorName, ""), ("nav.feed | whe‸", .operatorName, "whe"),
      ("nav.feed | where‸ x", .operatorName, "where"),
      ("nav.feed | where mun‸icipal", .argument, "mun"),
      ("nav.feed | where employer.na‸", .argument, "employer.na"),
      ("nav.feed | where a == 1 and b.‸", .argument, "b."),
      ("nav.feed | where lower(ti‸tle)", .argument, "ti"),
      ("nav.feed | join $la‸", .argument, "$la"),
      ("nav.feed | join $‸", .argument, "$"),
      ("nav.feed | where `Antal per‸", .argument, "`Antal per"),
      ("| whe‸", .operatorName, "whe"), ("def f = whe‸", .operatorName, "whe"),
      ("let x = na‸", .argument, "na"), ("nav.feed | where x == \"ab‸", .nothing, ""),
      ("nav.feed # na‸", .nothing, ""), ("where \"x ${na‸", .argument, "na"),
      ("where x y z | select a, ‸", .argument, ""), ("sort a de‸", .argument, "de"),
      ("where år‸", .argument, "år"), ("where a | sort = | ta‸", .operatorName, "ta"),
    ] as [(String, CompletionContext.Kind, String)])
  func kinds(marked: String, kind: CompletionContext.Kind, partial: String) {
    let found = context(marked)
    #expect(found.kind == kind)
    #expect(found.partial == partial)
    let cursor = marked.split(separator: "‸", omittingEmptySubsequences: false)[0].utf8.count
    #expect(found.span.end == cursor)
    #expect(found.span.start == cursor - partial.utf8.count)
  }

  @Test("The stage and the pipeline before it are told")
  func stages() {
    #expect(context("nav.feed | where m‸").stage == "where")
    #expect(context("nav.feed | where m‸").pipelineBefore == "nav.feed")
    #expect(
      context("nav.feed --since 7d | where x | select ‸").pipelineBefore
        == "nav.feed --since 7d | where x")
    #expect(context("let t = nav.feed | select ‸").pipelineBefore == "nav.feed")
    #expect(context("| where x | select ‸").pipelineBefore == "$last | where x")
    #expect(context("| select ‸").pipelineBefore == "$last")
    #expect(context("a | join (nav.feed | where x‸").pipelineBefore == "nav.feed")
    #expect(context("a | join (nav.feed | where x) on ‸").pipelineBefore == "a")
    #expect(context("a | join (nav.feed | where x) on ‸").stage == "join")
    #expect(context("nav.fe‸").pipelineBefore == "")
    #expect(context("| join (nav.feed | whe‸").pipelineBefore == "nav.feed")
    #expect(context("| join (na‸").pipelineBefore == "$last")
    #expect(
      context("nav.feed | where a b c | select ‸").pipelineBefore
        == "nav.feed | where a b c")
  }

  @Test("A complete value before the cursor and a bracket that may hold a source are told")
  func marks() {
    #expect(context("where municipal ‸").isAfterOperand)
    #expect(context("where municipal con‸").isAfterOperand)
    #expect(!context("where municipal == ‸").isAfterOperand)
    #expect(!context("where mun‸").isAfterOperand)
    #expect(context("join (na‸").mayBeSource)
    #expect(context("join (‸").mayBeSource)
    #expect(context("let x = ‸").mayBeSource)
    #expect(!context("where f(‸").mayBeSource)
  }

  @Test("An open string tells its content and what it is compared with")
  func openText() {
    let compared = context("nav.feed | where employer.name == \"BER‸GEN\"").openText
    #expect(compared?.content == "BER")
    #expect(compared?.comparedWith == "employer.name")
    let file = context("open 'data/fi‸").openText
    #expect(file?.content == "data/fi")
    #expect(file?.comparedWith == nil)
    #expect(file?.span.start == 6)
  }

  @Test("A cursor outside the text or inside a character is moved into it")
  func cursors() {
    #expect(completionContext(for: "na", cursor: 99).partial == "na")
    #expect(completionContext(for: "na", cursor: -1).partial == "")
    #expect(completionContext(for: "where å", cursor: 7).partial == "")
  }
}
