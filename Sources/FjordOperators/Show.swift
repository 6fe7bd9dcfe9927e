import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Shows the rows in the format that fits the place.
package struct Show: Sink {
  package static let declaration = OperatorDeclaration(
    name: "show", namesElsewhere: ["print", "dump"],
    summary: "Show the rows: a table on a terminal, CSV in a pipe or file.",
    discussion: "A pipeline that ends in no sink is shown all the same.",
    examples: [Example("[1, 2] | show", gives: "value\n1\n2\n")])

  package init(binding call: BoundCall) throws(Diagnostics) {}

  package func run(_ pipeline: BoundPipeline, in session: SessionServices) async throws -> Table? {
    try await session.output.show(
      Plan(pipeline).open(in: session.context), schema: pipeline.output, format: nil,
      keeping: session.keepsLast, context: session.context)
  }
}
