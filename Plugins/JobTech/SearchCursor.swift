import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// The ads of a search, a batch a page.
actor SearchCursor: Cursor {
  /// How often a page is asked for in all before one that can't be right ends the walk.
  private static let attempts = 3

  private var walk: SearchWalk
  private let query: SearchQuery
  private let reader: SearchPageReader
  private let service: JobTechService
  private let isKeyed: Bool
  private let context: RunContext
  private var position: Int64 = 0
  private var progress = Progress(source: "jobtech.search")
  private var hasTold = false

  init(
    _ walk: SearchWalk, _ query: SearchQuery, _ reader: SearchPageReader, service: JobTechService,
    isKeyed: Bool, context: RunContext
  ) {
    self.walk = walk
    self.query = query
    self.reader = reader
    self.service = service
    self.isKeyed = isKeyed
    self.context = context
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    guard let question = walk.question else {
      if walk.isCutOff, let total = walk.total {
        context.notices.markIncomplete(JobTechFault.outOfReach(total: total).diagnostic)
      } else if walk.missing > 0 {
        context.notices.markIncomplete(JobTechFault.moved(missing: walk.missing).diagnostic)
      }
      return nil
    }
    tell(waitingFor: "answer of \(service.http.settings.base.origin.host)")
    let batch = try await batch(for: question)
    progress.pages += 1
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  /// What a question is sent as.
  static func items(_ query: SearchQuery, _ question: SearchQuestion) -> [(String, String?)] {
    query.items.map { ($0.0, $0.1) } + [
      ("offset", "\(question.offset)"), ("limit", "\(question.limit)"),
    ]
  }

  private func batch(for question: SearchQuestion) async throws -> Batch {
    var headers = query.headers
    if let mask = reader.mask { headers.append(("X-Fields", mask)) }
    var attempt = 1
    while true {
      let answer = try await service.get(
        "/search", query: Self.items(query, question), headers: headers)
      do throws(JobTechFault) {
        let page = try reader.read(answer.body, url: answer.url)
        let rows = try walk.take(page.ids, total: page.total, for: question)
        tell(page)
        return keyed(Batch(columns: page.columns, count: page.ids.count).keeping(rows))
      } catch {
        guard attempt < Self.attempts else { throw error }
        try await Task.sleep(
          for: context.http.options.retry.firstPause * attempt, clock: .continuous)
        attempt += 1
      }
    }
  }

  /// The rows with what they are called by, where that is wanted.
  private func keyed(_ rows: Batch) -> Batch {
    guard isKeyed else { return rows }
    let first = position
    position += Int64(rows.count)
    let positions = IntBuilder()
    for place in first..<position { positions.append(place) }
    return Batch(
      columns: rows.columns, count: rows.count,
      identity: AdState(rows.columns).identity(
        of: rows.columns[AdColumns.id], at: positions.finish()))
  }

  /// Says once how many match; that no code is checked, where none does.
  private func tell(_ page: SearchPage) {
    context.notices.count(JobTech.misfits("jobtech.search"), page.misfits)
    guard !hasTold else { return }
    hasTold = true
    let positions = page.positions.map { " with \($0) vacancies" } ?? ""
    context.notices.tell("jobtech.search: \(page.total) ads\(positions) match")
    if page.total == 0 { query.warnings.forEach(context.notices.warn) }
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    context.notices.progress(progress)
  }
}
