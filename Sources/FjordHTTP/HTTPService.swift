import FjordDiagnostic

/// The client of one service: asks for what lies at its origin, and nowhere else.
///
/// A request waits for its place in the host's line, is sent, tried again where that may help, and
/// its redirects are followed, five at most and within the origin. All of that is one line of a
/// recording, and in a replay that line is all there is.
///
///     get ── tape ── cache ── gate ── transport ──▶ answer ── expected? ──▶ cache ── tape ──▶ answer
///                      │       ▲                       │ redirect, 429, 5xx, no answer
///                      │       └─────── pause ◀────────┴──▶ tape ──▶ HTTPFault
///                      └──▶ kept answer
public final class HTTPService: Sendable {
  /// What the service was declared as.
  public let settings: HTTPServiceSettings

  let shared: HTTPShared
  let transport: any HTTPTransport
  let gate: HostGate

  init(
    _ settings: HTTPServiceSettings, shared: HTTPShared, transport: any HTTPTransport,
    gate: HostGate
  ) {
    self.settings = settings
    self.shared = shared
    self.transport = transport
    self.gate = gate
  }

  /// Asks for a path below the base URL.
  ///
  /// Given back are answers with status 200 and those `expecting` names. An item of the query with
  /// no value is sent as its bare name. `retrying` replaces the statuses of the settings after
  /// which the request is tried again.
  ///
  /// `renewing` is for tokens that go stale: a 401 is answered with a fresh token from it, the
  /// first time at once, then with growing pauses until the retry time is over; the fault then
  /// asks for `ExitStatus.refusedForNow`.
  ///
  /// `holding` is for answers that hand out a token: it is known before anything is told of them.
  /// `caching` says whether the answer may be kept for the next time; one that was kept has an age.
  /// `opening` runs before the service is asked, and not where a kept or recorded answer is given.
  ///
  /// Errors: `HTTPFault`; `TapeFault`; `CancellationError`; what `beforeRequest` throws.
  public func get(
    _ path: HTTPPath, query: [(String, String?)] = [], headers: [(String, String)] = [],
    authorise: HTTPAuthorisation? = nil, renewing: HTTPRenewal? = nil, expecting: Set<Int> = [],
    retrying: Set<Int>? = nil, holding held: HTTPHeldSecret? = nil,
    caching: HTTPCaching = .never, opening: HTTPOpening? = nil
  ) async throws -> HTTPAnswer {
    try await get(
      settings.base.joined(path), query: query, headers: headers, authorise: authorise,
      renewing: renewing, expecting: expecting, retrying: retrying, holding: held, caching: caching,
      opening: opening)
  }

  /// Asks for an address that `resolve` gave; query items of the names in `query` are replaced.
  ///
  /// Errors: as for a path; `http.other-origin` for an address of another service.
  public func get(
    _ address: HTTPAddress, query: [(String, String?)] = [], headers: [(String, String)] = [],
    authorise: HTTPAuthorisation? = nil, renewing: HTTPRenewal? = nil, expecting: Set<Int> = [],
    retrying: Set<Int>? = nil, holding held: HTTPHeldSecret? = nil,
    caching: HTTPCaching = .never, opening: HTTPOpening? = nil
  ) async throws -> HTTPAnswer {
    guard address.origin == settings.base.origin else {
      throw fault(.otherOrigin(address.origin))
    }
    try admit(authorise)
    return try await settle(
      errand(
        address, query: query, headers: headers, authorise: authorise, renewing: renewing,
        expecting: expecting, retrying: retrying, holding: held, caching: caching,
        opening: opening))
  }

  /// A request to be sent, with the fields that all of them have.
  func errand(
    _ address: HTTPAddress, query: [(String, String?)], headers: [(String, String)],
    authorise: HTTPAuthorisation? = nil, renewing: HTTPRenewal? = nil, expecting: Set<Int>,
    retrying: Set<Int>? = nil, holding held: HTTPHeldSecret? = nil,
    caching: HTTPCaching = .never, opening: HTTPOpening? = nil
  ) -> HTTPErrand {
    var list = HTTPHeaderList(headers)
    list.addIfMissing("User-Agent", shared.options.userAgent)
    list.addIfMissing("Accept-Encoding", "gzip, deflate")
    let request = HTTPRequest(
      service: settings.name, address: address.adding(query), headers: list,
      authorisation: authorise)
    return HTTPErrand(
      request: request, renewal: renewing, expected: expecting.union([200]),
      retried: retrying ?? settings.retriedStatuses, held: held, caching: caching,
      opening: opening, run: RetryRun(shared.options.retry))
  }

  /// The address that a text in an answer means, as `next_url`: relative to the base URL.
  ///
  /// Errors: `http.other-origin`, `http.unreadable-address`.
  public func resolve(_ reference: String) throws(HTTPFault) -> HTTPAddress {
    guard let address = settings.base.resolve(reference) else {
      throw fault(.unreadableAddress)
    }
    guard address.origin == settings.base.origin else {
      throw fault(.otherOrigin(address.origin))
    }
    return address
  }

  /// Waits for a service that is closed for now, as at night, if the retry time allows.
  ///
  /// A replay goes on at once. Errors: `http.refused-for-now` where it is longer;
  /// `CancellationError`.
  public func wait(_ time: Duration, because why: String) async throws {
    let policy = shared.options.retry
    guard time <= policy.totalTime || policy.waitsOutRefusals else {
      var fault = fault(.closed(why), isTransient: true)
      fault.comeBack = comeBack(after: time, by: shared.options.sessionClock)
      throw fault
    }
    if let tape = shared.options.tape, tape.isReplay { return }
    tell(.closed(why), time, attempt: 1)
    try await Task.sleep(for: time, clock: .continuous)
  }

  /// The fault of an answer that holds something else than expected, to be thrown by the source
  /// that reads it: `expected a JSON object, found "<"`.
  public func unreadable(_ what: String, in answer: HTTPAnswer) -> HTTPFault {
    var fault = HTTPFault(
      kind: .unreadable(shared.ledger.redacted(what)), service: settings.name,
      origin: settings.base.origin, url: answer.url, isTransient: false)
    fault.serverText = ServerText.excerpt(answer, hiding: shared.ledger)
    return fault
  }
}
