import FjordOperators
import FjordTestSupport
import Testing

@Suite struct HelpPageTests {
  private func help(_ width: Int) -> HelpPage {
    HelpPage(CoreRegistry.make(tables: TablesInMemory()), width: width)
  }

  @Test("help fills its paragraphs for the width, and leaves usage and examples as they are")
  func paragraphs() {
    #expect(
      help(60).page(for: "to") == """
        to: Show the rows in a format: table, csv, tsv, json,
        ndjson, markdown, html.

          to NAME

        In CSV an empty field is null and `""` the empty text.
        Timestamps are RFC 3339 in UTC, durations ISO 8601; lists
        and records in CSV are JSON.

        Examples
          [{a: 1, b: null}] | to csv
          [{a: 1, b: ""}] | to csv

        """)
  }

  @Test("summaries hang behind their names")
  func lists() throws {
    let page = try #require(help(50).page(for: "operators"))
    #expect(
      page.contains(
        """
          count      Count the rows, whole or by keys.
          derive     Add or replace columns, later ones
                     seeing earlier ones.

        """))
  }

  @Test("no line of the lists is wider than the place", arguments: [34, 60, 80, 100])
  func width(_ width: Int) {
    for topic in ["operators", "sources", "functions", "aggregates", "commands"] {
      for line in (help(width).page(for: topic) ?? "").split(separator: "\n") {
        let isName =
          line.hasPrefix("  ") && !line.hasPrefix("   ") && !line.dropFirst(2).contains("  ")
        #expect(line.count <= width || isName, "\(line)")
      }
    }
  }

  @Test("a source's page says how its small words are written")
  func usage() throws {
    let page = try #require(help(80).page(for: "range"))
    #expect(page.contains("\n  range FROM to VALUE [--step VALUE]\n"))
    #expect(page.contains("\nOptions\n  to      the last number"))
  }
}
