/// One call of `get` on its way: the request as it stands, and how far it has come.
struct HTTPErrand {
  static let redirectLimit = 5

  var request: HTTPRequest
  let renewal: HTTPRenewal?
  var expected: Set<Int>
  let retried: Set<Int>
  let held: HTTPHeldSecret?
  let caching: HTTPCaching
  let opening: HTTPOpening?
  var run: RetryRun
  var redirects = 0
  var renewals = 0
  /// Whether the head of the answer is enough.
  var opensBody = false
  /// The body of an answer whose head was enough.
  var body: (any HTTPBodyParts)?
  /// What was sent and became of it, where somebody keeps that.
  var exchanges: [HTTPExchange] = []

  /// Whether the answer says to ask elsewhere, and nobody wants to see it.
  func isRedirect(_ answer: HTTPAnswer) -> Bool {
    [301, 302, 303, 307, 308].contains(answer.status) && !expected.contains(answer.status)
  }
}

extension HTTPService {
  /// Sends until there is an answer to give back, along redirects.
  func run(_ errand: inout HTTPErrand) async throws -> HTTPAnswer {
    try await errand.opening?()
    while true {
      let answer = try await settle(&errand)
      guard errand.isRedirect(answer) else { return answer }
      try follow(answer, &errand)
    }
  }

  /// Sends to one address until an answer is expected or a redirect.
  private func settle(_ errand: inout HTTPErrand) async throws -> HTTPAnswer {
    while true {
      errand.run.attempts += 1
      switch await attempt(&errand) {
      case .success(let answer):
        if errand.expected.contains(answer.status) || errand.isRedirect(answer) { return answer }
        if answer.status == 401, let renewal = errand.renewal {
          try await renew(renewal, after: answer, &errand)
        } else {
          try await pauseOrThrow(.status(answer.status), answer, &errand)
        }
      case .failure(let failure as HTTPFailure) where !Task.isCancelled:
        try await pauseOrThrow(.failure(failure), nil, &errand)
      case .failure(let error):
        throw Task.isCancelled ? CancellationError() : error
      }
    }
  }

  /// Puts a fresh token into the request; from the second time on after a pause.
  private func renew(
    _ renewal: HTTPRenewal, after answer: HTTPAnswer, _ errand: inout HTTPErrand
  ) async throws {
    errand.renewals += 1
    if errand.renewals > 1 { try await pauseOrThrow(.status(401), answer, &errand) }
    let fresh = try await renewal()
    try admit(fresh)
    errand.request.authorisation = fresh
  }

  /// Sends once.
  private func attempt(_ errand: inout HTTPErrand) async -> Result<HTTPAnswer, any Error> {
    let request = errand.request
    let number = errand.run.attempts
    do {
      // Known before there is a pause for the sake of the rate.
      guard shared.mayAsk else { throw spent(errand) }
      try await gate.enter { wait in
        tell(.rateLimit, wait, attempt: number)
      }
    } catch {
      return .failure(error)
    }
    defer { gate.leave() }
    do {
      try await shared.options.beforeRequest?(request)
      guard shared.countRequest() else { throw spent(errand) }
    } catch {
      return .failure(error)
    }
    let time = shared.options.wallClock()
    let start = ContinuousClock.now
    let result: Result<HTTPAnswer, any Error>
    do {
      var answer =
        errand.opensBody ? try await head(of: &errand) : try await transport.send(request)
      if answer.status == 200, let secret = errand.held?.find(answer.body) {
        shared.ledger.remember(secret)
      }
      answer.url = shared.ledger.redacted(answer.url)
      result = .success(answer)
    } catch {
      result = .failure(error)
    }
    note(result, at: time, taking: start.duration(to: .now), &errand)
    return result
  }

  /// Pauses before the next attempt, or throws where there is to be none.
  private func pauseOrThrow(
    _ kind: HTTPFault.Kind, _ answer: HTTPAnswer?, _ errand: inout HTTPErrand
  ) async throws {
    let isTransient: Bool
    let reason: HTTPWait.Reason
    var asked: Duration?
    switch kind {
    case .failure(let failure):
      isTransient = failure.isTransient
      reason = .failure(hidingSecrets(in: failure))
    case .status(let status):
      isTransient = errand.retried.contains(status) || (status == 401 && errand.renewals > 1)
      asked = answer.flatMap { RetryAfter.wait($0.headers, now: shared.options.wallClock) }
      reason = asked == nil ? .status(status) : .asked(status: status)
    default: preconditionFailure("only failures and statuses can be tried again")
    }
    guard isTransient else { throw fault(kind, answer, errand, isTransient: false) }
    switch errand.run.step(asked: asked, isRefusal: kind == .status(429)) {
    case .stop: throw fault(kind, answer, errand, isTransient: true)
    case .comeBack(let wait):
      throw fault(kind, answer, errand, isTransient: true, comeBack: wait)
    case .pause(let pause):
      if asked != nil { gate.hold(for: pause) }
      tell(reason, pause, attempt: errand.run.attempts + 1)
      try await Task.sleep(for: pause, clock: .continuous)
    }
  }

  /// Turns the request to where a redirect leads, if that is allowed.
  private func follow(_ answer: HTTPAnswer, _ errand: inout HTTPErrand) throws {
    errand.redirects += 1
    guard errand.redirects <= HTTPErrand.redirectLimit else {
      throw fault(
        .tooManyRedirects(limit: HTTPErrand.redirectLimit), nil, errand, isTransient: false)
    }
    let base = errand.request.address
    guard let location = answer.headers["Location"],
      let target = HTTPReference.resolve(location.trimmingBlanks(), against: base)
    else {
      throw fault(
        .redirectNowhere(status: answer.status), answer, errand, isTransient: false)
    }
    guard target.origin == settings.base.origin else {
      throw fault(.redirectElsewhere(to: target.origin), nil, errand, isTransient: false)
    }
    errand.request.address = target
    errand.run.attempts = 0
  }
}
