import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The ads of a search, a batch a page.
actor MatchCursor: Cursor {
  /// How often a page is asked for in all before one that can't be right ends the walk.
  private static let attempts = 3

  private var walk: MatchWalk
  private let query: MatchQuery
  private let size: Int
  private let accept: Accept
  private let service: PlatsannonsService
  private let isKeyed: Bool
  private let context: RunContext
  private var position: Int64 = 0
  private var progress = Progress(source: "platsannons.matchning")
  private var hasTold = false

  init(
    _ query: MatchQuery, as accept: Accept, _ request: ScanRequest, service: PlatsannonsService,
    context: RunContext
  ) {
    walk = MatchWalk(firstPage: query.firstPage, limit: request.limit)
    self.query = query
    size = query.pageSize(limit: request.limit)
    self.accept = accept
    self.service = service
    isKeyed = request.wantsIdentity
    self.context = context
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    guard let page = walk.page else { return nil }
    tell(waitingFor: "answer of \(service.http.settings.base.origin.host)")
    let batch = try await batch(of: page)
    progress.pages += 1
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  private func batch(of number: Int) async throws -> Batch {
    var attempt = 1
    while true {
      let isLast = attempt == Self.attempts
      do {
        let page = try await page(number)
        var walk = self.walk
        let finding = try walk.take(page.ids, pages: page.pages)
        if case .ads(let rows) = finding {
          self.walk = walk
          tell(page)
          return keyed(Batch(columns: page.columns, count: page.ids.count).keeping(rows))
        }
        if isLast, case .tooEarly(let pages) = finding {
          self.walk = walk
          context.notices.markIncomplete(
            PlatsannonsFault.emptyPage(number, of: pages).diagnostic)
          return keyed(Batch(columns: page.columns, count: 0))
        }
      } catch let fault as PlatsannonsFault {
        guard fault.mayPass, !isLast else { throw fault }
      }
      try await Task.sleep(
        for: context.http.options.retry.firstPause * attempt, clock: .continuous)
      attempt += 1
    }
  }

  private func page(_ number: Int) async throws -> MatchPage {
    let answer = try await service.get(
      "/platsannonser/matchning", query: query.items(page: number, size: size), as: accept)
    return try MatchPageReader.read(answer.body, url: answer.url)
  }

  /// The rows with what they are called by, where that is wanted.
  private func keyed(_ rows: Batch) -> Batch {
    guard isKeyed else { return rows }
    let first = position
    position += Int64(rows.count)
    let positions = IntBuilder()
    for place in first..<position { positions.append(place) }
    let identity = RowIdentity(
      keys: [rows.columns[0]], states: (0..<rows.count).map { _ in .live },
      positions: positions.finish())
    return Batch(columns: rows.columns, count: rows.count, identity: identity)
  }

  /// Says once how many match.
  private func tell(_ page: MatchPage) {
    context.notices.count(Platsannons.misfits("platsannons.matchning"), page.misfits)
    guard !hasTold, let total = page.total else { return }
    hasTold = true
    let nearby = page.nearby.flatMap { $0 > 0 ? ", \($0) of them nearby (`relevans` < 100)" : nil }
    context.notices.tell("platsannons.matchning: \(total) ads match" + (nearby ?? ""))
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    context.notices.progress(progress)
  }
}
