import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// Tells what would run and what would be asked, without running it.
///
/// Shape: a row a step: the source's requests first, then the stages that run here.
package struct Explain: Report {
  package static let declaration = OperatorDeclaration(
    name: "explain", summary: "Tell what would run and be asked, without running it.",
    discussion: """
      A stage that the source takes over exactly is gone from the list; one that it takes over in part \
      is filtered again here.
      """,
    examples: [
      Example(
        "range 1 to 9 | take 2 | explain",
        gives: "step,runs,detail\n1,source,\"count from 1 to 9, at most 2 rows\"\n2,here,take 2\n")
    ])

  package init(binding call: BoundCall) throws(Diagnostics) {}

  package func table(of pipeline: BoundPipeline) -> Table {
    var rows = steps(Plan(pipeline))
    for text in pipeline.unbound { rows.append(("here", text)) }
    let columns = [
      Column(.int, rows.indices.map { Value.int(Int64($0 + 1)) }),
      Column(.string, rows.map { Value.string($0.runs) }),
      Column(.string, rows.map { Value.string($0.detail) }),
    ]
    return Table(
      schema: Schema([
        Field("step", .int, isNullable: false, meaning: "the order of the steps"),
        Field(
          "runs", .string, isNullable: false, meaning: "`source`: asked there; `here`: done here"),
        Field("detail", .string, isNullable: false, meaning: "what is asked or done"),
      ]), batches: [Batch(columns: columns, count: rows.count)])
  }

  /// The steps of a plan; those of tables among a stage's arguments stand indented behind it.
  private func steps(_ plan: Plan) -> [(runs: String, detail: String)] {
    var rows: [(runs: String, detail: String)] = []
    let pipeline = plan.pipeline
    for line in pipeline.source.source.plan(plan.request) { rows.append(("source", line)) }
    for (predicate, answer) in plan.answers where answer != .no {
      rows.append(("source", "filter \(predicate.text) (\(answer.rawValue))"))
    }
    for stage in plan.stages {
      switch stage.work {
      case .transform(let transform):
        let note = transform.note.isEmpty ? "" : " (\(transform.note))"
        rows.append(("here", stage.text + note))
        rows += transform.tablePlans.flatMap(steps).map { ($0.runs, "  " + $0.detail) }
      case .lookup(let lookup): rows.append(("source", "\(stage.text): \(lookup.plan)"))
      }
    }
    return rows
  }
}

extension Value {
  /// The value as a pipeline writes it.
  fileprivate var literalText: String {
    if case .string(let text) = self { return stringLiteral(text) }
    let column = Column(type ?? .string, [self]).texts()
    return column.plainText.string(0)
  }
}

extension Predicate {
  fileprivate var text: String {
    let texts = values.map { $0.literalText }
    let list = test == .oneOf ? ["[\(texts.joined(separator: ", "))]"] : texts
    return ([columnText(column), test.rawValue] + list).joined(separator: " ")
  }
}
