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
  /// `wantsIdentity` says that what follows maintains rows by their key; `needed` are the columns that
  /// what follows looks at, nil for all; `pushdown: false` asks the source for everything, for tests.
  package init(
    _ pipeline: BoundPipeline, wantsIdentity: Bool = false, resume: Checkpoint? = nil,
    needed: Set<String>? = nil, pushdown: Bool = true
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
      for place in stages.indices where !stages[place].tables.isEmpty {
        guard let used = Self.used(by: stages[(place + 1)...], needed) else { continue }
        stages[place] = stages[place].narrowed(to: used)
      }
      request.projection = Self.used(by: stages[...], needed)?.intersection(source.schema.names)
      request.mayReadAhead = stages.allSatisfy { $0.transform?.limit == nil }
    }
    self.request = request
    self.stages = stages
    self.answers = answers
  }

  /// Opens the source and stacks the stages on it.
  ///
  /// Nothing is asked before the cursor is pulled.
  ///
  /// Where `allowsPartial` is false, a source that breaks off is a fault, also after its first rows.
  package func open(
    in context: RunContext, retrying pending: [PendingRow] = [], allowsPartial: Bool = true
  ) throws -> any Cursor {
    let source = pipeline.source.source
    var cursor: any Cursor = SourceCursor(
      try source.scan(request, in: context), keepsIdentity: request.wantsIdentity,
      allowsPartial: allowsPartial, notices: context.notices)
    var completing: [any CompletingCursor] = []
    for stage in stages {
      switch stage.work {
      case .transform(let transform): cursor = transform.run(cursor, in: context)
      case .lookup(let lookup): cursor = lookup.run(cursor, retrying: pending, in: context)
      }
      if let found = cursor as? any CompletingCursor { completing.append(found) }
    }
    return completing.isEmpty ? cursor : CompletedCursor(cursor, completing)
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
      rest.append(stage.replacing(left))
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

  /// The columns that anything looks at from a place on, or nil for all; names of columns that are
  /// made only later may be among them.
  private static func used(by stages: ArraySlice<BoundStage>, _ needed: Set<String>?) -> Set<
    String
  >? {
    var used: Set<String> = []
    for stage in stages {
      guard let transform = stage.transform, let read = transform.readColumns else { return nil }
      used.formUnion(read)
      if transform.dropsUnread { return used }
    }
    return needed.map(used.union)
  }
}

/// The cursor of the last stage, behind stages with work to do on all rows: these end theirs before it
/// says that it has ended.
private actor CompletedCursor: Cursor {
  private let input: any Cursor
  private let parts: [any CompletingCursor]

  init(_ input: any Cursor, _ parts: [any CompletingCursor]) {
    self.input = input
    self.parts = parts
  }

  func next() async throws -> Batch? {
    do {
      if let batch = try await input.next() { return batch }
      // The last one reads through those before it.
      for part in parts.reversed() { try await part.complete() }
      return nil
    } catch {
      for part in parts { await part.abandon() }
      throw error
    }
  }
}

/// A source's cursor as the stages see it: a fault after the first batch ends the rows and marks the
/// result as not all, so that what came is shown and never taken for the whole.
private actor SourceCursor: Cursor {
  private let input: any Cursor
  private let keepsIdentity: Bool
  private let allowsPartial: Bool
  private let notices: Notices
  private var hasRows = false
  private var isFinished = false

  init(_ input: any Cursor, keepsIdentity: Bool, allowsPartial: Bool, notices: Notices) {
    self.input = input
    self.keepsIdentity = keepsIdentity
    self.allowsPartial = allowsPartial
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
    } catch let error
      where hasRows && allowsPartial && !(error is CancellationError) && !Task.isCancelled
    {
      isFinished = true
      let cause = Diagnostics(wrapping: error)
      notices.markBroken(
        cause.items.first ?? Diagnostic(code: "run.incomplete", "the source broke off"))
      return nil
    }
  }
}
