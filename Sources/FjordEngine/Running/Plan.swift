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
      stages = Self.limited(stages)
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
    warnOfStrangeFilters(in: context.notices)
    // Tables among the stages' arguments have rows of their own.
    let trail = context.trail
    var context = context
    context.trail = nil
    var flow: RowFlow
    if !request.wantsIdentity, let morsels = try source.morsels(request, in: context) {
      flow = RowFlow(morsels, in: context)
    } else {
      let cursor = SourceCursor(
        try source.scan(request, in: context), keepsIdentity: request.wantsIdentity,
        allowsPartial: allowsPartial, notices: context.notices, trail: trail)
      flow = RowFlow(cursor, in: context)
    }
    for stage in stages {
      switch stage.work {
      case .transform(let transform): flow.add(transform)
      case .lookup(let lookup): flow.add { lookup.run($0, retrying: pending, in: context) }
      }
    }
    return flow.completing.isEmpty ? flow.cursor : CompletedCursor(flow.cursor, flow.completing)
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
  /// stages stand before, and those that stages on the way leave out.
  private static func limit(of stages: [BoundStage]) -> Int? {
    var skipped = 0
    for stage in stages {
      if let limit = stage.transform?.limit {
        let (sum, isTooLarge) = limit.addingReportingOverflow(skipped)
        return isTooLarge ? nil : sum
      }
      if let count = stage.transform?.skipped {
        let (sum, isTooLarge) = skipped.addingReportingOverflow(count)
        guard !isTooLarge else { return nil }
        skipped = sum
        continue
      }
      guard stage.isRowToRow else { return nil }
    }
    return nil
  }

  /// The stages, each told how many of its rows are looked at behind it.
  private static func limited(_ stages: [BoundStage]) -> [BoundStage] {
    stages.enumerated().map { place, stage in
      guard let limit = limit(of: Array(stages[(place + 1)...])),
        let limited = stage.transform?.limited(to: limit)
      else { return stage }
      return stage.replacing(limited)
    }
  }

  /// The columns that anything looks at from a place on, or nil for all; names of columns that are
  /// made only later may be among them.
  private static func used(
    by stages: ArraySlice<BoundStage>, _ needed: Set<String>?
  ) -> Set<String>? {
    let transforms = stages.prefix { $0.transform?.readColumns != nil }.compactMap(\.transform)
    let last = transforms.firstIndex(where: \.dropsUnread)
    guard last != nil || transforms.count == stages.count, let behind = last == nil ? needed : []
    else { return nil }
    // Back from the stage that drops what it does not read, each name as it was before.
    return transforms.prefix(last.map { $0 + 1 } ?? transforms.count).reversed().reduce(
      into: behind
    ) {
      used, transform in
      let passing = Set(used.map(transform.nameBefore))
      used = transform.dropsUnread ? [] : passing
      used.formUnion(transform.readColumns ?? [])
    }
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
  private let trail: RequestTrail?
  private var hasRows = false
  private var isFinished = false

  init(
    _ input: any Cursor, keepsIdentity: Bool, allowsPartial: Bool, notices: Notices,
    trail: RequestTrail?
  ) {
    self.input = input
    self.keepsIdentity = keepsIdentity
    self.allowsPartial = allowsPartial
    self.notices = notices
    self.trail = trail
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    do {
      try Task.checkCancellation()
      guard let batch = try await nextBatch() else {
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

  private func nextBatch() async throws -> Batch? {
    guard let trail else { return try await input.next() }
    return try await trail.next(of: input)
  }
}
