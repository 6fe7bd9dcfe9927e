import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable

/// Ads and their changes as they come, a batch for about a megabyte of the answer.
///
/// An answer that breaks off is asked for again, and rows that came already are dropped.
actor ChangeCursor: Cursor {
  /// How often an answer is asked for in all before one that breaks off ends the walk.
  private static let attempts = 3

  private let name: String
  private var walk: ChangeWalk
  private let service: JobTechService
  private let filters: [(String, String?)]
  private let wanted: [Int]
  private let reader: JSONRowReader
  private let isKeyed: Bool
  private let context: RunContext
  private var body: (any HTTPBodyParts)?
  private var pieces = ArrayPieces()
  private var url = ""
  private var attempt = 1
  private var progress: Progress

  init(
    _ name: String, _ walk: ChangeWalk, service: JobTechService,
    filters: [(String, String?)] = [], request: ScanRequest, context: RunContext
  ) {
    self.name = name
    self.walk = walk
    self.service = service
    self.filters = filters
    self.context = context
    isKeyed = request.wantsIdentity
    wanted = AdColumns.fields.indices.filter { place in
      let name = AdColumns.names[place]
      return AdColumns.telling.contains(name) || request.projection?.contains(name) ?? true
    }
    reader = JSONRowReader(
      columns: wanted.map { AdColumns.wire(AdColumns.fields[$0]) }, zone: JobTech.zone)
    progress = Progress(source: name)
  }

  func next() async throws -> Batch? {
    while let question = walk.question {
      try Task.checkCancellation()
      do {
        if let piece = try await piece(of: question) {
          let batch = try read(piece.bytes, isLast: piece.isLast)
          if batch.count > 0 || isKeyed { return batch }
        }
      } catch let error as any DiagnosticError where mayPass(error) {
        try await pause()
      }
    }
    return nil
  }

  /// The next rows of an answer, which is asked for where none is being read.
  private func piece(
    of question: ChangeQuestion
  ) async throws -> (bytes: [UInt8], isLast: Bool)? {
    if body == nil { try await open(question) }
    while let part = try await body?.next() {
      pieces.add(part)
      guard pieces.isArray != false else { throw JobTechFault.noArray(url: url) }
      if let piece = pieces.next() { return (piece, false) }
    }
    guard let last = pieces.finish() else {
      throw pieces.isArray == nil ? JobTechFault.noArray(url: url) : JobTechFault.cutOff(url: url)
    }
    return (last, true)
  }

  private func open(_ question: ChangeQuestion) async throws {
    walk.begin(at: SwedishTime.wholeSecond(context.clock.now))
    tell(waitingFor: "answer of \(service.http.settings.base.origin.host)")
    pieces = ArrayPieces()
    let answer: HTTPOpenAnswer
    if let after = question.after {
      var query: [(String, String?)] = [("updated-after", SwedishTime.withOffset(after))]
      if let before = question.before {
        query.append(("updated-before", SwedishTime.withOffset(before)))
      }
      answer = try await service.open("/v2/stream", query: query + filters)
    } else {
      answer = try await service.open("/v2/snapshot", query: [])
    }
    (body, url) = (answer.body, answer.url)
    progress.pages += 1
    tell(waitingFor: nil)
  }

  private func read(_ bytes: [UInt8], isLast: Bool) throws(JobTechFault) -> Batch {
    let rows: JSONRows
    do {
      rows = try reader.read(bytes)
    } catch {
      throw .noAds(url: url, why: error.message)
    }
    context.notices.count(JobTech.misfits(name), rows.mismatches.reduce(0, +))
    var all = AdColumns.fields.map { Column.nulls($0.type, count: rows.count) }
    for (place, column) in zip(wanted, rows.columns) { all[place] = column }
    var ids: [String] = []
    for row in 0..<rows.count {
      guard case .string(let id) = all[AdColumns.id].value(at: row) else {
        throw .noAds(url: url, why: "an ad has no `id`")
      }
      ids.append(id)
    }
    let state = AdState(all)
    let kept = walk.take(ids, ages: (0..<rows.count).map { state.age($0) })
    if isLast {
      walk.finish()
      (body, attempt) = (nil, 1)
    }
    let batch = batch(Batch(columns: all, count: rows.count).keeping(kept))
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  /// The rows with what they are called by, and the walk's place behind them.
  private func batch(_ rows: Batch) -> Batch {
    guard isKeyed else { return rows }
    let identity = AdState(rows.columns).identity(
      of: rows.columns[AdColumns.id], at: walk.positions(rows.count))
    return Batch(
      columns: rows.columns, count: rows.count, identity: identity, checkpoint: walk.checkpoint)
  }

  /// Whether asking once more may give the whole answer.
  private func mayPass(_ error: any DiagnosticError) -> Bool {
    guard attempt < Self.attempts, body != nil else { return false }
    return switch error {
    case let fault as HTTPFault: fault.isTransient
    case let fault as JobTechFault: fault.mayPass
    default: false
    }
  }

  private func pause() async throws {
    body = nil
    tell(waitingFor: "another attempt")
    try await Task.sleep(
      for: context.http.options.retry.firstPause * attempt, clock: .continuous)
    attempt += 1
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    context.notices.progress(progress)
  }
}
