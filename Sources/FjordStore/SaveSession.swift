import FjordPlugin
import FjordTable
import GRDBSQLite

/// A save in progress.
///
/// A maintained table is written batch by batch. What can't be shown yet is staged: everything of the
/// other modes, and, in a table that is new, what comes before the first checkpoint, because a walk
/// that stops there has nothing to go on from. Staged rows are put in by sorted runs, which is what
/// makes bulk work fast.
actor SaveSession: SaveWriter {
  nonisolated let resume: Checkpoint?
  nonisolated let pending: [PendingRow]
  private let facts: SaveFacts
  private let writer: ConnectionQueue
  private var progress = SaveProgress()
  private var stage: Stage?
  private var way: Way
  private var lastCheckpoint: Checkpoint?
  private var hasEnded = false

  private enum Way {
    /// Each batch is committed.
    case direct
    /// Batches are staged until one has a checkpoint, and committed from then on.
    case untilCheckpoint
    /// Batches are staged until the end.
    case staged
  }

  init(_ facts: SaveFacts, writer: ConnectionQueue, pending: [PendingRow]) {
    self.facts = facts
    self.writer = writer
    let isMaintained = facts.plan.mode == .maintain
    let resume = isMaintained ? facts.before?.checkpoint : nil
    self.resume = resume
    self.pending = isMaintained && resume != nil ? pending : []
    // Without a cursor the walk covers again what the table holds, and must not let old states win.
    way =
      !isMaintained
      ? .staged
      : resume != nil ? .direct : (facts.before?.rowCount ?? 0) > 0 ? .staged : .untilCheckpoint
  }

  func write(_ batch: Batch) async throws {
    guard !hasEnded else { throw StoreFault.saveEnded(name: facts.plan.name).diagnostic }
    try await facts.store.saying("saving `\(facts.plan.name)`") {
      switch way {
      case .direct: try await commit(batch)
      case .staged:
        try await add(batch)
        lastCheckpoint = batch.checkpoint ?? lastCheckpoint
      case .untilCheckpoint:
        try await add(batch)
        guard let checkpoint = batch.checkpoint else { return }
        try await putIn(checkpoint: checkpoint, isWhole: false)
        way = .direct
      }
    }
  }

  func finish() async throws -> SaveReport {
    guard !hasEnded else { return progress.report }
    try await facts.store.saying("saving `\(facts.plan.name)`") {
      if way == .direct {
        let (facts, progress) = (facts, progress)
        self.progress = try await writer.transaction { connection in
          var transaction = try SaveTransaction(facts, progress, on: connection)
          return try transaction.end(checkpoint: nil, isWhole: true)
        }
      } else {
        try await putIn(checkpoint: lastCheckpoint, isWhole: true)
      }
      hasEnded = true
      await clean()
    }
    return progress.report
  }

  func abandon() async -> SaveReport {
    guard !hasEnded else { return progress.report }
    hasEnded = true
    // A task of its own: the one that abandons may be cancelled, which would stop the cleaning too.
    await Task {
      if way == .untilCheckpoint, stage != nil {
        try? await putIn(checkpoint: nil, isWhole: false)
      }
      await dropStage()
      await clean()
    }.value
    return progress.report
  }

  /// Removes traces of removed rows.
  ///
  /// What can't be done now stays marked for the next run's end: the rows are saved all the same.
  private func clean() async {
    try? await facts.store.wipeTraces(with: writer)
  }

  private func commit(_ batch: Batch) async throws {
    let (facts, progress) = (facts, progress)
    self.progress = try await writer.transaction { connection in
      var transaction = try SaveTransaction(facts, progress, on: connection)
      try transaction.apply(batch)
      return try transaction.end(checkpoint: batch.checkpoint, isWhole: false)
    }
  }

  private func add(_ batch: Batch) async throws {
    let (facts, before) = (facts, stage)
    stage = try await writer.access { connection in
      try connection.transaction(.deferred) {
        var stage = before ?? Stage(facts.layout, number: facts.store.nextStage())
        if before == nil { try stage.create(on: connection) }
        try stage.add(batch, on: connection)
        return stage
      }
    }
  }

  /// Puts the staged rows in, in one transaction; keys are sorted before where they need to be.
  private func putIn(checkpoint: Checkpoint?, isWhole: Bool) async throws {
    if stage == nil { try await add(facts.layout.emptyBatch) }
    guard var stage else { preconditionFailure("a stage must be there after a batch was added") }
    var isSorted = stage.hasGone || stage.hasNullKeys || !stage.pending.isEmpty
    if isSorted { stage = try await sorted(stage) }
    while true {
      do {
        try await put(stage, checkpoint: checkpoint, isWhole: isWhole)
        break
      } catch let error as SQLiteError where !isSorted && error.primaryCode == SQLITE_CONSTRAINT {
        stage = try await sorted(stage)
        isSorted = true
      }
    }
    await dropStage()
  }

  private func sorted(_ stage: Stage) async throws -> Stage {
    let result = try await writer.access { connection in
      try connection.transaction(.deferred) {
        var stage = stage
        try stage.keepLastOfEachKey(on: connection)
        return stage
      }
    }
    self.stage = result
    return result
  }

  private func put(_ stage: Stage, checkpoint: Checkpoint?, isWhole: Bool) async throws {
    let (facts, progress) = (facts, progress)
    self.progress = try await writer.transaction { connection in
      var transaction = try SaveTransaction(facts, progress, on: connection)
      if facts.plan.mode == .append {
        try transaction.append(stage)
      } else {
        try transaction.replaceAll(with: stage)
      }
      return try transaction.end(checkpoint: checkpoint, isWhole: isWhole)
    }
  }

  private func dropStage() async {
    guard let stage else { return }
    self.stage = nil
    try? await writer.access { try stage.drop(on: $0) }
  }
}

extension TableLayout {
  /// A batch of no rows.
  var emptyBatch: Batch {
    Batch(columns: schema.fields.map { ColumnBuilder.make($0.type).finish() }, count: 0)
  }
}
