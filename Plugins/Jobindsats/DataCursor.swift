import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// The rows of a selection, a batch a request, in the order of periods.
actor DataCursor: Cursor {
  /// How often an answer is asked for in all before one that can't be right ends the walk.
  private static let attempts = 3
  private static let name = "jobindsats.data"

  private var walk: DataWalk
  private let reader: DataReader
  private let service: JobindsatsService
  private let isKeyed: Bool
  private let context: RunContext
  private var progress = Progress(source: DataCursor.name)
  private var hasBegun = false

  init(
    _ walk: DataWalk, _ reader: DataReader, service: JobindsatsService, isKeyed: Bool,
    context: RunContext
  ) {
    self.walk = walk
    self.reader = reader
    self.service = service
    self.isKeyed = isKeyed
    self.context = context
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    begin()
    guard let question = walk.question else { return nil }
    tell(waitingFor: "answer of \(service.host)")
    let page = try await page(for: question)
    let batch = batch(page, for: question)
    progress.pages += 1
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  /// Says once what is known before anything is asked.
  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    let cells = reader.selection.cells(reader.version)
    if walk.question != nil, cells > Selection.cellLimit {
      var warning = JobindsatsFault.large(cells: cells).diagnostic
      warning.severity = .warning
      context.notices.warn(warning)
    }
    if walk.isUnchanged, let updated = reader.selection.facts.updated {
      context.notices.tell(
        "\(Self.name): table \(reader.selection.facts.id) is as of \(updated), as it was; nothing is asked"
      )
    }
  }

  private func page(for question: [String]) async throws -> DataReader.Page {
    let path = JobindsatsPath.data(
      reader.selection.facts.id, reader.version,
      reader.selection.query(question, reader.version))
    var attempt = 1
    while true {
      let answer = try await service.get(path)
      do throws(JobindsatsFault) {
        return try reader.read(answer.body, url: answer.url, asked: question)
      } catch {
        guard attempt < Self.attempts, error.mayPass else { throw error }
        try await Task.sleep(
          for: context.http.options.retry.firstPause * attempt, clock: .continuous)
        attempt += 1
      }
    }
  }

  private func batch(_ page: DataReader.Page, for question: [String]) -> Batch {
    let limit = walk.wanted ?? page.rows.count
    let rows = page.rows.slice(0..<min(limit, page.rows.count))
    note(page, of: rows)
    let keys = Array(rows.columns.prefix(reader.columns.keyCount))
    let gone = walk.take(keys, for: question)
    guard isKeyed else { return rows }
    context.notices.count(
      "\(Self.name): rows called as one before, for values of two levels share a name; the last is kept",
      walk.repeated)
    let retractions = gone.isEmpty ? nil : retraction(gone)
    let identity = RowIdentity(
      keys: keys, states: [RowState](repeating: .live, count: rows.count),
      positions: walk.positions(rows.count))
    return Batch(
      columns: rows.columns, count: rows.count, identity: identity, retractions: retractions,
      checkpoint: walk.place.checkpoint)
  }

  private func retraction(_ gone: [[String]]) -> RowIdentity {
    let keys = (0..<reader.columns.keyCount).map { column in
      Column(.string, gone.map { Value.string($0[column]) })
    }
    return RowIdentity(
      keys: keys, states: [RowState](repeating: .gone, count: gone.count),
      positions: walk.positions(gone.count))
  }

  /// Counts what a reader of the rows should know.
  private func note(_ page: DataReader.Page, of rows: Batch) {
    let measures = rows.columns[reader.columns.keyCount..<reader.columns.served.count]
    let withheld = max(0, measures.reduce(0) { $0 + $1.nullCount } - page.misfits)
    context.notices.count(
      "\(Self.name): cells that are withheld or not known yet, null and not zero", withheld)
    context.notices.count(Jobindsats.misfits(Self.name), page.misfits)
    if !page.guessed.isEmpty {
      var warning = JobindsatsFault.guessedColumns(page.guessed).diagnostic
      warning.severity = .warning
      context.notices.warn(warning)
    }
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    context.notices.progress(progress)
  }
}
