import FjordHTTP
import FjordPlugin
import FjordTable

/// Asks for pages and checks that they are what was asked for.
struct FeedFetcher: Sendable {
  /// How often a page is asked for in all before an answer that is no such page ends the walk.
  private static let attempts = 3

  let service: NAVService
  let context: RunContext
  /// Reads the first page of a walk from a time, whose times are looked at.
  let dated: FeedPageReader
  /// Reads all other pages.
  let usual: FeedPageReader

  /// The answer to a question.
  ///
  /// What is no page of the feed, or another page, is asked for again.
  /// Errors: `HTTPFault`, `NAVFault`, `CancellationError`.
  func answer(to question: FeedQuestion) async throws -> FeedAnswer {
    var attempt = 1
    while true {
      let answer = try await send(question)
      if answer.status != 200 { return try nothing(answer, question) }
      do {
        return .page(try page(answer, question))
      } catch  where attempt < Self.attempts && error.mayPass {
        let pause = context.http.options.retry.firstPause * attempt
        attempt += 1
        try await Task.sleep(for: pause, clock: .continuous)
      } catch {
        throw error
      }
    }
  }

  private func send(_ question: FeedQuestion) async throws -> HTTPAnswer {
    var query: [(String, String?)] = [("pageSize", "\(question.size)")]
    if question.isLast { query.insert(("last", nil), at: 0) }
    var headers: [(String, String)] = []
    if let since = question.since { headers.append(("If-Modified-Since", HTTPDate.text(since))) }
    if let known = question.known { headers.append(("If-None-Match", known.text)) }
    switch question.target {
    case .start:
      return try await service.get("/api/v1/feed", query: query, headers: headers, expecting: [404])
    case .event(let event):
      return try await service.get(
        "/api/v1/feed/\(event.text)", query: query, headers: headers,
        expecting: question.known == nil ? [404] : [304, 404])
    case .next(let url):
      return try await service.get(service.http.resolve(url), query: query, expecting: [404])
    }
  }

  /// What 304 and 404 mean: that nothing is new, that nothing is there yet, or that an event is gone.
  private func nothing(_ answer: HTTPAnswer, _ question: FeedQuestion) throws -> FeedAnswer {
    if answer.status == 304 { return .nothing }
    guard answer.body.isEmpty else { throw NAVFault.noFeed(url: answer.url) }
    guard let event = question.page else { return .nothing }
    throw question.known == nil ? NAVFault.unknownEvent(event) : NAVFault.cursorGone(event)
  }

  private func page(
    _ answer: HTTPAnswer, _ question: FeedQuestion
  ) throws(NAVFault) -> FeedPage {
    let page: FeedPage
    do throws(PageFlaw) {
      let reader = question.since == nil ? usual : dated
      page = try reader.read(answer.body, tag: answer.headers["ETag"])
    } catch {
      throw .noPage(url: answer.url, why: error.text)
    }
    if let asked = question.page, asked != page.id {
      throw .otherPage(asked: asked, found: page.id)
    }
    if let since = question.since { try check(page, isBehind: since) }
    context.notices.count("nav.feed: values of another type than the column's, null", page.misfits)
    return page
  }

  /// The service answers a date that it does not take with all of its history.
  private func check(_ page: FeedPage, isBehind since: Int64) throws(NAVFault) {
    guard page.count > 0 else { return }
    guard case .timestamp(let found) = page.columns[FeedColumns.sistEndret].value(at: 0) else {
      throw .dateIgnored(asked: since, found: nil)
    }
    guard found.floorDivided(by: 1_000_000).quotient >= since else {
      throw .dateIgnored(
        asked: since, found: FeedPlace.text(found.floorDivided(by: 1_000_000).quotient))
    }
  }
}

extension NAVFault {
  /// Whether asking once more may give the right page.
  fileprivate var mayPass: Bool {
    switch self {
    case .noPage, .otherPage: true
    default: false
    }
  }
}
