import FjordDiagnostic
import FjordEngine
import FjordFormat
import FjordPlugin
import FjordTable

/// Shows the rows in a named format.
package struct To: Sink {
  /// The formats that there are.
  package static let formats = OutputFormat.allCases.map(\.rawValue)

  package static let declaration = OperatorDeclaration(
    name: "to", summary: "Show the rows in a format: \(formats.joined(separator: ", ")).",
    discussion: """
      In CSV an empty field is null and `""` the empty text. Timestamps are RFC 3339 in UTC, durations \
      ISO 8601; lists and records in CSV are JSON.
      """,
    items: ItemsDeclaration(.target, "the format"),
    examples: [
      Example("[{a: 1, b: null}] | to csv", gives: "a,b\n1,\n"),
      Example("[{a: 1, b: \"\"}] | to csv", gives: "a,b\n1,\"\"\n"),
    ])

  private let format: String

  package init(binding call: BoundCall) throws(Diagnostics) {
    guard case .target(let name, _)? = call.items.first?.content, Self.formats.contains(name) else {
      let found = call.items.first?.name ?? ""
      let near = nearestNames(to: found, among: Self.formats)
      throw Diagnostics(
        Diagnostic(
          code: "bind.unknown-format", "unknown format `\(found)`", at: call.items.first?.span,
          reason: "the formats are \(Self.formats.joined(separator: ", "))",
          fix: near.first.map { "`\($0)` might be meant" }, status: .check))
    }
    format = name
  }

  package func run(_ pipeline: BoundPipeline, in session: SessionServices) async throws -> Table? {
    try await session.output.show(
      Plan(pipeline).open(in: session.context), schema: pipeline.output, format: format,
      keeping: session.keepsLast, context: session.context)
  }
}
