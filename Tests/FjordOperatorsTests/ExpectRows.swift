import FjordTestSupport
import Testing

/// Compares what scripts show last, as CSV with its lines parted by spaces, with what is expected.
func expectRows(
  _ cases: [(script: String, rows: String)], sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  for (script, rows) in cases {
    let shown = try await SessionFixture(sources: [AdLog.source(), Statistics.source]).show(script)
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.joined(separator: " ") == rows, "\(script)", sourceLocation: sourceLocation)
  }
}
