import FjordDiagnostic
import FjordPlugin
import FjordTable

/// How a pipeline runs: what the source is asked for, and what is left to do here.
///
/// The planner knows operators and sources by their declarations alone.
package struct Plan: Sendable {
  /// The pipeline that is planned.
  package let pipeline: BoundPipeline
  /// What the source is asked for.
  package let request: ScanRequest
  /// What runs here, in order.
  package let stages: [BoundStage]
  /// Predicates that the source was offered, with its answers.
  package let answers: [(predicate: Predicate, answer: PushdownAnswer)]

  /// Plans a pipeline.
  ///
  /// `wantsIdentity` says that what follows maintains rows by their key;
  /// `pushdown: false` asks the source for everything, for tests.
  package init(
    _ pipeline: BoundPipeline, wantsIdentity: Bool = false, resume: Checkpoint? = nil,
    pushdown: Bool = true
  ) {
    self.pipeline = pipeline
    let source = pipeline.source.source
    let hasKey = source.schema.key != nil
    let needsIdentity =
      hasKey
      && (wantsIdentity || pipeline.stages.contains { $0.transform?.needsIdentity ?? false })
    var request = ScanRequest(wantsIdentity: needsIdentity, resume: resume)
    var stages = pipeline.stages
    var answers: [(Predicate, PushdownAnswer)] = []
    if pushdown {
      // A source that filters gives no retractions, so identity forbids predicates.
      if !needsIdentity {
        (stages, answers) = Self.push(into: source, stages)
        request.predicates = answers.filter { $0.1 != .no }.map(\.0)
      }
      if !answers.contains(where: { $0.1 == .inexact }), let limit = Self.limit(of: stages),
        source.answer(toLimit: limit) != .no
      {
        request.limit = limit
      }
      request.projection = Self.projection(of: stages, over: source.schema)
      request.mayReadAhead = stages.allSatisfy { $0.transform?.limit == nil }
    }
    self.request = request
    self.stages = stages
    self.answers = answers
  }

  /// Opens the source and stacks the stages on it.
  ///
  /// Nothing is asked before the cursor is pulled.
  package func open(in context: RunContext, retrying pending: [PendingRow] = []) throws
    -> any Cursor
  {
    let source = pipeline.source.source
    warnOfStrangeFilters(in: context.notices)
    var cursor: any Cursor = SourceCursor(
      try source.scan(request, in: context), keepsIdentity: request.wantsIdentity,
      notices: context.notices)
    for stage in stages {
      switch stage.work {
      case .transform(let transform): cursor = transform.run(cursor, in: context)
      case .lookup(let lookup): cursor = lookup.run(cursor, retrying: pending, in: context)
      }
    }
    return cursor
  }

  /// Offers the source the predicates of the filters right behind it.
  private static func push(into source: any Source, _ stages: [BoundStage]) -> (
    [BoundStage], [(Predicate, PushdownAnswer)]
  ) {
    var rest: [BoundStage] = []
    var answers: [(Predicate, PushdownAnswer)] = []
    var isBehindSource = true
    for stage in stages {
      guard isBehindSource, let transform = stage.transform, !transform.predicates.isEmpty else {
        isBehindSource = false
        rest.append(stage)
        continue
      }
      let offered = transform.predicates.map { ($0, source.answer(to: $0)) }
      answers += offered
      let exact = Set(offered.filter { $0.1 == .exact }.map(\.0))
      guard let left = transform.removing(exact) else { continue }
      rest.append(
        BoundStage(
          name: stage.name, work: .transform(left), identity: stage.identity,
          isRowToRow: stage.isRowToRow, span: stage.span, text: stage.text))
    }
    return (rest, answers)
  }

  /// The most rows that the source has to give: those of the first limit that only row-to-row
  /// stages stand before.
  private static func limit(of stages: [BoundStage]) -> Int? {
    for stage in stages {
      if let limit = stage.transform?.limit { return limit }
      guard stage.isRowToRow else { return nil }
    }
    return nil
  }

  /// The source's columns that anything looks at, or nil for all.
  private static func projection(of stages: [BoundStage], over schema: Schema) -> Set<String>? {
    var used: Set<String> = []
    for stage in stages {
      guard let transform = stage.transform, let read = transform.readColumns else { return nil }
      used.formUnion(read)
      if transform.dropsUnread { return used.intersection(schema.names) }
    }
    return nil
  }
}

/// A source's cursor as the stages see it: a fault after the first batch ends the rows and marks the
/// result as not all, so that what came is shown and never taken for the whole.
private actor SourceCursor: Cursor {
  private let input: any Cursor
  private let keepsIdentity: Bool
  private let notices: Notices
  private var hasRows = false
  private var isFinished = false

  init(_ input: any Cursor, keepsIdentity: Bool, notices: Notices) {
    self.input = input
    self.keepsIdentity = keepsIdentity
    self.notices = notices
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    do {
      try Task.checkCancellation()
      guard let batch = try await input.next() else {
        isFinished = true
        return nil
      }
      hasRows = true
      return keepsIdentity ? batch : batch.withoutIdentity()
    } catch let error where hasRows && !(error is CancellationError) && !Task.isCancelled {
      isFinished = true
      let cause = Diagnostics(wrapping: error)
      notices.markBroken(
        cause.items.first ?? Diagnostic(code: "run.incomplete", "the source broke off"))
      return nil
    }
  }
}
