import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the rows in the store and passes them on.
///
/// Shape: n rows → the same n rows. Identity passes, and keyed rows are kept as `save` keeps them: the
/// last live one of each key. Errors: what goes wrong while keeping is the pipeline's fault. Stops:
/// never early: rows that later stages do not ask for are read and kept when these have finished.
package struct Tee: Transform {
  package static let declaration = OperatorDeclaration(
    name: "tee", summary: "Keep the rows in the store under a name, and pass them on.",
    discussion: """
      The table is replaced whole, in one transaction, when all rows have come; it is the one that \
      `save NAME --replace` would make in this place. All rows are kept, also those that a `take` \
      behind does not ask for. Where the pipeline does not reach its end, nothing is kept. Behind a \
      `tee` a `save` replaces its table whole too, so that both tables tell of the same rows.
      """,
    items: ItemsDeclaration(.target, "the table's name"),
    options: [
      OptionDeclaration("append", nil, "add the rows to those that are there"),
      OptionDeclaration("replace", nil, "replace a table that another pipeline made"),
    ],
    identity: .keepsUnmaintained, keepsColumns: true,
    examples: [
      Example(
        "range 1 to 4 | tee numbers | take 1; store.numbers", gives: "value\n1\n2\n3\n4\n")
    ])

  package let output: Schema
  private let name: String
  private let run: SaveRun

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input
    guard case .target(let name, let isQuoted)? = call.items.first?.content else {
      preconditionFailure("`tee` is bound with a name")
    }
    self.name = name
    guard !call.flag("append") || !call.flag("replace") else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options", "only one of --append and --replace can be given",
          at: call.span, status: .check))
    }
    guard !isQuoted || !name.contains(where: { $0 == "." || $0 == "/" }) else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.not-supported", "`tee` keeps rows in the store, not in a file",
          at: call.items.first?.span, fix: "`tee NAME`, and then `store.NAME | save \"\(name)\"`",
          status: .check))
    }
    try Save.checkTable(name, call)
    let wish: SaveRun.Wish =
      call.flag("append") ? .append : call.flag("replace") ? .replace : .goOn
    run = SaveRun(
      pipeline: call.before, name: name, key: [], wish: wish, session: call.services)
  }

  package var readColumns: Set<String>? { nil }

  package var needsIdentity: Bool { run.pipeline.keepsIdentity }

  package var savedName: String? { name }

  package func check() async throws { try await run.check() }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    TeeCursor(input, run)
  }
}

/// Writes batches as they pass.
private actor TeeCursor: CompletingCursor {
  private let input: any Cursor
  private let run: SaveRun
  private var writer: (any SaveWriter)?
  private var isFinished = false

  init(_ input: any Cursor, _ run: SaveRun) {
    self.input = input
    self.run = run
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    let writer = try await begun()
    do {
      if let batch = try await input.next() {
        try await writer.write(batch)
        return batch
      }
      isFinished = true
      try Task.checkCancellation()
    } catch {
      isFinished = true
      _ = await writer.abandon()
      throw error
    }
    try await run.end(writer)
    return nil
  }

  func complete() async throws {
    while try await next() != nil {}
  }

  func abandon() async {
    guard !isFinished, let writer else { return }
    isFinished = true
    _ = await writer.abandon()
  }

  private func begun() async throws -> any SaveWriter {
    if let writer { return writer }
    let begun = try await run.beginWhole()
    writer = begun
    return begun
  }
}
