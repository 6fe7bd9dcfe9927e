import Hummingbird
import Synchronization

/// The stand-in of NAV's older feed (pam-public-feed), from its source as of January 2025.
final class NAVPublicFeed: LocalAPI {
  private static let path = "/public-feed/api/v1/ads"

  private struct State {
    var ads: any NAVPublicAds
    var clock: StandInClock
    /// Searches so far: nothing breaks ties, so a later one may have another order.
    var searches = 0
  }

  private let state: Mutex<State>
  private let tokens: Set<String>
  private let isRecorded: Bool
  private let keepsOrder: Bool

  init(ads: any NAVPublicAds, clock: StandInClock, tokens: Set<String>, keepsOrder: Bool) {
    isRecorded = ads is NAVPublicFileAds
    self.keepsOrder = keepsOrder
    state = Mutex(State(ads: ads, clock: clock))
    self.tokens = tokens
  }

  func kind(of request: StandInRequest) -> RequestKind {
    request.path == Self.path ? .page : .other
  }

  func answer(to request: StandInRequest) -> StandInAnswer {
    if request.headers[.origin] != nil { return Self.nothing(403) }
    guard request.path == Self.path, request.method == "GET" else { return Self.nothing(404) }
    guard isAuthorised(request) else { return Self.unauthorised }
    let (ads, now, turn) = state.withLock { state in
      state.searches += 1
      let now = state.clock.now
      return (state.ads.active(at: now), now.microseconds, state.searches)
    }
    do throws(NAVPublicQuery.Refusal) {
      let query = try NAVPublicQuery(request, now: now)
      return page(query, ads.filter(query.allows), turn: turn)
    } catch {
      switch error {
      case .number(let text):
        return Self.text(400, "Bad numeric parameter value: For input string: \"\(text)\"")
      case .date: return Self.text(400, "Date is badly formatted")
      }
    }
  }

  func failure(status: Int, to request: StandInRequest) -> StandInAnswer? {
    switch status {
    case 401: Self.unauthorised
    case 404, 500: Self.nothing(status)
    case 502: Self.text(502, "Failed to communicate with backend")
    default: nil
    }
  }

  func apply(_ change: StandInChange) {
    state.withLock { state in
      switch change {
      case .advanceBy(let duration): state.clock.set(state.clock.now.advanced(by: duration))
      case .advanceTo(let time): state.clock.set(time)
      case .events, .rotateToken: break
      }
    }
  }

  private func isAuthorised(_ request: StandInRequest) -> Bool {
    let words = (request.headers[.authorization] ?? "").split(separator: " ")
    return words.count == 2 && words[0].lowercased() == "bearer"
      && tokens.contains(String(words[1]))
  }

  private func page(_ query: NAVPublicQuery, _ ads: [NAVPublicAd], turn: Int) -> StandInAnswer {
    var order = Array(ads.indices)
    let ranks =
      isRecorded
      ? order.map(UInt64.init) : ads.map { rank($0, keepsOrder ? 0 : turn) }
    order.sort { a, b in
      ads[a].published == ads[b].published
        ? ranks[a] < ranks[b] : ads[a].published > ads[b].published
    }
    let start = query.page * query.size
    let hits = order.dropFirst(start).prefix(query.size)
    let total = min(ads.count, NAVPublicQuery.cap)
    let pages = (total + query.size - 1) / query.size
    var json = JSONBytes()
    json.raw("{\"content\":[")
    for (place, hit) in hits.enumerated() {
      if place > 0 { json.raw(",") }
      json.raw(ads[hit].json)
    }
    json.raw(
      Array(
        ("],\"totalElements\":\(total),\"pageNumber\":\(query.shownPage),\"pageSize\":\(query.size),"
          + "\"totalPages\":\(pages),\"first\":\(query.shownPage == 0),"
          + "\"last\":\(query.shownPage >= pages - 1),\"sort\":\"published:desc\"}").utf8))
    return StandInAnswer(
      200, type: "application/json; charset=UTF-8", headers: Self.headers, body: json.bytes)
  }

  /// An order among ads of one instant that changes from search to search.
  private func rank(_ ad: NAVPublicAd, _ turn: Int) -> UInt64 {
    SeededStream.hash(ad.uuid, seed: UInt64(turn / 3))
  }

  private static let headers: HTTPFields = [
    .cacheControl: "public, max-age=300", .server: "ktor",
  ]

  private static func nothing(_ status: Int) -> StandInAnswer {
    var answer = StandInAnswer(status, type: "", headers: headers)
    answer.headers[.contentType] = nil
    return answer
  }

  private static func text(_ status: Int, _ text: String) -> StandInAnswer {
    StandInAnswer(
      status, type: "text/plain; charset=UTF-8", headers: headers, body: Array(text.utf8))
  }

  private static var unauthorised: StandInAnswer {
    var answer = nothing(401)
    answer.headers[.wwwAuthenticate] =
      "Bearer realm=\"feed-api-v1, contact support@arbeidsplassen.nav.no for access\""
    return answer
  }
}
