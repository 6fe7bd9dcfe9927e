import Hummingbird
import Synchronization

/// The stand-in of NAV's feed of job ads (pam-stilling-feed), from its source as of August 2026.
///
/// Events come from a log, the rest is here: paths, tokens, the page algorithm, conditional requests
/// and the bodies of errors.
final class NAVFeed<Log: NAVEventLog>: LocalAPI {
  private struct State {
    var log: Log
    var clock: StandInClock
    var tokens: NAVTokens
  }

  private let state: Mutex<State>

  init(log: Log, clock: StandInClock, tokens: NAVTokens) {
    state = Mutex(State(log: log, clock: clock, tokens: tokens))
  }

  func kind(of request: StandInRequest) -> RequestKind {
    switch NAVRoute(request.path) {
    case .feed, .page: .page
    case .entry: .entry
    case .publicToken: .token
    case nil: .other
    }
  }

  func answer(to request: StandInRequest) -> StandInAnswer {
    guard let route = NAVRoute(request.path), request.method == "GET" || request.method == "HEAD"
    else { return NAVErrors.noEndpoint(request) }
    if request.method == "HEAD" { return StandInAnswer(200, type: NAVErrors.json) }
    if route == .publicToken { return publicToken(request.tokenFault) }
    let authorization = request.headers[.authorization]
    let log: Log? = state.withLock { state in
      let now = state.clock.now
      guard state.tokens.accept(authorization, at: now) else { return nil }
      state.log.show(until: now)
      return state.log
    }
    guard let log else { return NAVErrors.unauthorised(request) }
    return switch route {
    case .entry(let id): entry(id, log: log, request)
    case .page(let id): page(id, log: log, request)
    case .feed, .publicToken: page(nil, log: log, request)
    }
  }

  func failure(status: Int, to request: StandInRequest) -> StandInAnswer? {
    switch status {
    case 401: NAVErrors.unauthorised(request)
    case 404: NAVErrors.nothing
    case 500: NAVErrors.server(request)
    default: nil
    }
  }

  func apply(_ change: StandInChange) {
    state.withLock { state in
      switch change {
      case .advanceBy(let duration): state.clock.set(state.clock.now.advanced(by: duration))
      case .advanceTo(let time): state.clock.set(time)
      case .rotateToken: state.tokens.rotate()
      case .events(let count):
        state.log.show(until: state.clock.now)
        if let last = state.log.show(more: count), last > state.clock.now {
          state.clock.set(last)
        }
      }
    }
  }

  private func publicToken(_ fault: StandInRequest.TokenFault?) -> StandInAnswer {
    if fault == .missing { return NAVErrors.noPublicToken }
    let token = state.withLock { state in
      let now = state.clock.now
      return fault == .expired ? state.tokens.expired(at: now) : state.tokens.current(at: now)
    }
    let body = "Current public token for Nav Job Vacancy Feed:\n" + token
    return StandInAnswer(200, type: "text/plain", body: Array(body.utf8))
  }

  private func entry(_ id: String, log: Log, _ request: StandInRequest) -> StandInAnswer {
    guard let ad = UniqueID(lenient: id) else { return NAVErrors.server(request) }
    guard let body = log.entry(of: ad) else { return NAVErrors.nothing }
    return StandInAnswer(200, type: NAVErrors.json, body: body)
  }

  private func page(_ id: String?, log: Log, _ request: StandInRequest) -> StandInAnswer {
    let size = request.parameter("pageSize").flatMap { Int32($0) }.map(Int.init) ?? 1000
    guard size <= 10_000 else { return NAVErrors.pageSize }
    guard size >= 0 else { return NAVErrors.server(request) }
    let since = request.headers[.ifModifiedSince].flatMap(JavaDate.parse)
    let start: Int?
    if let id {
      guard let event = UniqueID(lenient: id) else { return NAVErrors.server(request) }
      start = log.index(of: event)
    } else if request.parameter("last") != nil {
      start = log.count > 0 ? log.count - 1 : nil
    } else if let since {
      start = (0..<log.count).first { log.time(at: $0) > since }
    } else {
      start = log.count > 0 ? 0 : nil
    }
    guard let start else { return NAVErrors.nothing }
    return answer(
      NAVPage(start: start, size: size, since: since, log: log), since: since, log: log, request)
  }

  /// A page, or 304 where the request's `If-None-Match` is the id of its last item.
  ///
  /// Both 304 branches of the service are here: its own, which needs both headers and sends none,
  /// and its framework's, which compares the `ETag` alone.
  private func answer(
    _ page: NAVPage, since: Int64?, log: Log, _ request: StandInRequest
  ) -> StandInAnswer {
    let tag = log.id(at: page.last).text
    let time = log.time(at: page.last)
    let isMatch = request.headers[.ifNoneMatch] == tag
    if isMatch, let since, time < since { return StandInAnswer(304, type: NAVErrors.json) }
    let headers: HTTPFields = [.eTag: tag, .lastModified: JavaDate.text(microseconds: time)]
    if isMatch { return StandInAnswer(304, type: NAVErrors.json, headers: headers) }
    var answer = StandInAnswer(200, type: NAVErrors.json, headers: headers)
    answer.body = .made(signature: page.signature) { page.json(of: log) }
    return answer
  }
}
