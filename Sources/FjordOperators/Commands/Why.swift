import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension CommandDeclaration {
  /// `why N`: where a row of the table shown last came from.
  package static let why = CommandDeclaration(
    name: "why",
    summary: "Tell where row N of the table shown last came from: its source, place and stages.",
    argument: "N", argumentKind: .int(1 ... .max),
    examples: [
      Example(
        "[{k: \"b\", n: 2}, {k: \"a\", n: 1}] | sort by k; why 1",
        gives: "step,stage,detail\n"
          + "1,\"[{k: \"\"b\"\", n: 2}, {k: \"\"a\"\", n: 1}]\",row 2\n2,sort by k,kept the row\n")
    ],
    run: { call, session in try await Why(call, session).run() })
}

private struct Why {
  let row: Int
  let span: Span
  let session: SessionServices

  init(_ call: CommandCall, _ session: SessionServices) {
    if case .int(let number)? = call.target?.value { row = Int(number) } else { row = 1 }
    span = call.target?.span ?? call.span
    self.session = session
  }

  func run() async throws {
    guard let last = session.last else { throw WhyFault.nothingShown.diagnostic(at: span) }
    guard let shown = last.shown else { throw WhyFault.noPipeline.diagnostic(at: span) }
    guard row <= last.table.count else {
      throw WhyFault.noSuchRow(row, count: last.table.count).diagnostic(at: span)
    }
    // What runs again has been told already.
    var context = session.context
    context.notices = Notices()
    let trace = OriginTrace(shown, in: context)
    guard let steps = try await trace.steps(of: row - 1, showing: last.table.row(row - 1)) else {
      throw WhyFault.otherRows(row).diagnostic(at: span)
    }
    let columns = [
      Column(.int, steps.indices.map { Value.int(Int64($0 + 1)) }),
      Column(.string, steps.map { Value.string($0.stage) }),
      Column(.string, steps.map { Value.string($0.detail) }),
    ]
    _ = try await session.output.show(
      BatchCursor([Batch(columns: columns, count: steps.count)]), schema: Self.schema, format: nil,
      keeping: false, context: session.context)
  }

  private static let schema = Schema([
    Field("step", .int, isNullable: false, meaning: "the order of the stages"),
    Field("stage", .string, isNullable: false, meaning: "the source or stage"),
    Field("detail", .string, isNullable: false, meaning: "what it has to do with the row"),
  ])
}

/// Why the origin of a row can't be told, as facts.
private enum WhyFault {
  case nothingShown
  case noSuchRow(Int, count: Int)
  case noPipeline
  case otherRows(Int)

  func diagnostic(at span: Span) -> Diagnostic {
    switch self {
    case .nothingShown:
      Diagnostic(
        code: "run.why", "no table was shown yet", at: span,
        reason: "`why` tells of a row of the table shown last", fix: "show a table first")
    case .noSuchRow(let row, let count):
      Diagnostic(
        code: "run.why", "there is no row \(row)", at: span,
        reason: "the table shown last has \(count) \(count == 1 ? "row" : "rows")")
    case .noPipeline:
      Diagnostic(
        code: "run.why", "the last table is not what a pipeline gave", at: span,
        reason: "it was saved, or tells of a pipeline", fix: "show the rows, then ask `why`")
    case .otherRows(let row):
      Diagnostic(
        code: "run.why", "row \(row) did not come again", at: span,
        reason:
          "the pipeline was run again and gave other rows: its data changed, came from standard"
          + " input, or is drawn at random", fix: "run the pipeline again, then ask `why`")
    }
  }
}

extension Table {
  /// One row, as columns of one value.
  fileprivate func row(_ number: Int) -> [Column] {
    var before = 0
    for batch in batches {
      if number < before + batch.count {
        let row = number - before
        return batch.columns.map { $0.slice(row..<(row + 1)) }
      }
      before += batch.count
    }
    return []
  }
}
