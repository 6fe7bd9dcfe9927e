import FjordHTTP
import FjordPlugin
import FjordTable

/// The rows of a walk, a batch a page.
///
/// Where all rows will be pulled, the next page is fetched while the present one is worked on; the
/// request ends with the cursor.
actor FeedCursor: Cursor {
  private var walk: FeedWalk
  private let fetcher: FeedFetcher
  private let isKeyed: Bool
  private let readsAhead: Bool
  private var ahead: (task: Task<FeedAnswer, any Error>, trail: HTTPTrail?)?
  private var progress = Progress(source: "nav.feed")

  init(_ walk: FeedWalk, _ fetcher: FeedFetcher, isKeyed: Bool, readsAhead: Bool) {
    self.walk = walk
    self.fetcher = fetcher
    self.isKeyed = isKeyed
    self.readsAhead = readsAhead
  }

  deinit { ahead?.task.cancel() }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    guard let question = walk.question else { return nil }
    tell(waitingFor: "answer of \(fetcher.service.http.settings.base.origin.host)")
    let answer = try await answer(to: question)
    let batch = try walk.take(answer, to: question, keyed: isKeyed)
    if readsAhead, let following = walk.question {
      let trail = HTTPTrail.branch
      // Detached, so that the task does not hold the cursor that ends it.
      let task = Task.detached { [fetcher] in
        guard let trail else { return try await fetcher.answer(to: following) }
        return try await trail.follow { try await fetcher.answer(to: following) }
      }
      ahead = (task, trail)
    }
    progress.pages += 1
    progress.rows += batch.count
    tell(waitingFor: nil)
    return batch
  }

  private func answer(to question: FeedQuestion) async throws -> FeedAnswer {
    guard let (task, trail) = ahead else { return try await fetcher.answer(to: question) }
    ahead = nil
    let answer = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    if let trail { HTTPTrail.current?.add(trail.exchanges) }
    return answer
  }

  private func tell(waitingFor what: String?) {
    progress.waitingFor = what
    fetcher.context.notices.progress(progress)
  }
}
