import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// The ads of a walk through the older feed, a batch a page.
actor PublicFeedCursor: Cursor {
  /// How often a page is asked for in all before one that can't be right ends the walk.
  private static let attempts = 3

  private var walk: PublicFeedWalk
  private let reader: PublicFeedReader
  private let service: PublicFeedService
  private let isKeyed: Bool
  private let context: RunContext
  private var position: Int64 = 0
  private var progress = Progress(source: "nav.public_feed")

  init(
    _ walk: PublicFeedWalk, _ reader: PublicFeedReader, service: PublicFeedService, isKeyed: Bool,
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
    guard let question = walk.question else {
      tellOfGaps()
      return nil
    }
    tell(waitingFor: "answer of \(service.http.settings.base.origin.host)")
    let batch = try await batch(for: question)
    progress.pages += 1
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  private func batch(for question: PublicFeedQuestion) async throws -> Batch {
    var attempt = 1
    while true {
      let answer = try await service.page(question)
      do throws(PublicFeedFault) {
        let page = try reader.read(answer.body, url: answer.url)
        let rows = try walk.take(page.answer)
        context.notices.count(
          "nav.public_feed: values of another type than the column's, null", page.misfits)
        return keyed(Batch(columns: page.columns, count: page.answer.ads.count).keeping(rows))
      } catch {
        guard error.mayPass, attempt < Self.attempts else { throw error }
        try await Task.sleep(
          for: context.http.options.retry.firstPause * attempt, clock: .continuous)
        attempt += 1
      }
    }
  }

  /// The rows with what they are called by, where that is wanted.
  private func keyed(_ rows: Batch) -> Batch {
    guard isKeyed else { return rows }
    let (days, positions) = (IntBuilder(.date), IntBuilder())
    for row in 0..<rows.count {
      positions.append(position)
      position += 1
      // Midnight at the start of the last day, which counts in full.
      if case .timestamp(let last) = rows.columns[PublicFeedColumns.expires].value(at: row) {
        days.append(NAV.zone.civil(last).days)
      } else {
        days.appendNull()
      }
    }
    return Batch(
      columns: rows.columns, count: rows.count,
      identity: RowIdentity(
        keys: [rows.columns[PublicFeedColumns.uuid]],
        states: [RowState](repeating: .live, count: rows.count), expiry: days.finish(),
        positions: positions.finish()))
  }

  /// Marks the result where ads may be missing.
  private func tellOfGaps() {
    if let instant = walk.crowded.first {
      context.notices.markIncomplete(PublicFeedFault.crowded(instant).diagnostic)
    } else if walk.unsettled > 0 {
      context.notices.markIncomplete(PublicFeedFault.unsettled.diagnostic)
    }
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    context.notices.progress(progress)
  }
}
