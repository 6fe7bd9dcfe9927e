import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension CommandDeclaration {
  /// `refresh NAME`: brings a saved table up to date.
  package static let refresh = CommandDeclaration(
    name: "refresh",
    summary: "Bring a saved table up to date: go on from its cursor, or run its pipeline again.",
    argument: "NAME",
    options: [
      OptionDeclaration("every", .duration, "do so again and again, with this pause between")
    ],
    check: { call, session in _ = try await Refresh(call, session).pipeline(for: .check) },
    run: { call, session in try await Refresh(call, session).run() })
}

private struct Refresh {
  let name: String
  let every: CalendarDuration?
  let span: Span
  let session: SessionServices

  init(_ call: CommandCall, _ session: SessionServices) {
    name = call.targetText ?? ""
    span = call.target?.span ?? call.span
    if case .duration(let pause)? = call.options["every"]?.value {
      every = pause
    } else {
      every = nil
    }
    self.session = session
  }

  /// The remembered pipeline, bound; faults where there is none.
  func pipeline(for purpose: PipelineBinder.Purpose) async throws -> (
    BoundPipeline, SavedTableInfo
  ) {
    guard let info = try await session.tables.info(name) else {
      let known = try await session.tables.list().map(\.name)
      throw Diagnostics(BindFault.unknownTable(name, known: known).diagnostic(at: span))
    }
    guard let text = info.pipeline else {
      throw Diagnostics(
        SaveFault.notRepeatable(name, info.pipelineText).diagnostic.located(at: span))
    }
    guard info.mode != .append else {
      throw Diagnostics(SaveFault.appended(name).diagnostic.located(at: span))
    }
    let source = SourceText(name: "the pipeline of \(name)", text: text)
    return (try await session.bindRows(source, for: purpose), info)
  }

  func run() async throws {
    guard let every else { return try await once() }
    let seconds = max(1, every.ordinal / 1_000_000)
    while true {
      do {
        try await once()
        _ = session.settle()
      } catch {
        let faults = Diagnostics(wrapping: error)
        guard faults.status.maySettle else { throw error }
        session.settleAfterFault()
        for item in faults.items { session.output.report(item) }
      }
      try await Task.sleep(for: .seconds(seconds))
    }
  }

  private func once() async throws {
    let (pipeline, info) = try await pipeline(for: .run)
    try await SaveRun(
      pipeline: pipeline, name: name, key: info.schema.key?.columns ?? [], wish: .goOn,
      session: session
    ).run()
  }
}

extension ExitStatus {
  /// Whether trying again later may help: a source that failed, or refused for now.
  fileprivate var maySettle: Bool { self == .source || self == .refusedForNow }
}
