import FjordFormat
import FjordTable
import Testing

@Suite struct MarkdownWriterTests {
  @Test func markupInTheDataIsEscaped() {
    let sample = table(
      ("na|me", .string, [.string("a|b\\*c*"), .string("x\ny<b>&"), .null]),
      ("n", .int, [.int(1), .null, .int(3)]))
    #expect(
      string(of: sample, as: .markdown) == """
        | na\\|me | n |
        | --- | ---: |
        | a\\|b\\\\\\*c\\* | 1 |
        | x<br>y&lt;b>&amp; |  |
        |  | 3 |

        """)
  }

  @Test func noColumnsAreNothing() {
    let rows = Table(schema: Schema([]), batches: [Batch(columns: [], count: 2)])
    #expect(string(of: rows, as: .markdown) == "")
  }
}

@Suite struct HTMLWriterTests {
  @Test func textIsEscapedAndNullsAndNumbersHaveAClass() {
    let sample = table(
      ("a<b", .string, [.string("<i>\"x\" & 'y'</i>"), .null]), ("n", .float, [.float(1.5), .null]))
    #expect(
      string(of: sample, as: .html) == """
        <table>
        <thead>
        <tr><th>a&lt;b</th><th>n</th></tr>
        </thead>
        <tbody>
        <tr><td>&lt;i&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/i&gt;</td><td class="number">1.5</td></tr>
        <tr><td class="null"></td><td class="null"></td></tr>
        </tbody>
        </table>

        """)
  }
}

@Suite struct OutputFormatTests {
  @Test(arguments: [
    ("a.csv", OutputFormat.csv), ("b.TSV", .tsv), ("x.y.json", .json), ("l.jsonl", .ndjson),
    ("r.md", .markdown), ("p.html", .html),
  ]) func theExtensionNamesTheFormat(name: String, format: OutputFormat) {
    #expect(OutputFormat(fileName: name) == format)
  }

  @Test(arguments: ["table", "a.table", "a.", "csv", "a.xlsx"])
  func anUnknownExtensionNamesNone(name: String) {
    #expect(OutputFormat(fileName: name) == nil)
  }

  @Test func everyFormatButTheTableHasAWriter() {
    for format in OutputFormat.allCases {
      #expect((format.makeWriter() == nil) == (format == .table))
    }
  }
}
