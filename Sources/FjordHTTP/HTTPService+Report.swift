extension HTTPService {
  /// A fault found before anything was sent.
  func fault(_ kind: HTTPFault.Kind, isTransient: Bool = false) -> HTTPFault {
    HTTPFault(
      kind: kind, service: settings.name, origin: settings.base.origin,
      url: shared.ledger.redacted(settings.base.text), isTransient: isTransient)
  }

  /// Makes a secret known before it is sent, and refuses one that can't be.
  func admit(_ authorisation: HTTPAuthorisation?) throws {
    guard let secret = authorisation?.secret else { return }
    shared.ledger.remember(secret)
    guard let why = secret.unfitness else { return }
    var fault = fault(.unfitSecret(why))
    fault.secretVariable = secret.variable
    throw fault
  }

  /// When a server may be asked again, by the machine's clock unless told.
  func comeBack(
    after wait: Duration, by clock: (@Sendable () -> Int64)? = nil
  ) -> HTTPFault.ComeBack {
    let now = (clock ?? shared.options.wallClock)()
    let sum = now.addingReportingOverflow(wait.components.seconds)
    return HTTPFault.ComeBack(wait: wait, seconds: sum.overflow ? .max : sum.partialValue)
  }

  /// The fault that an errand ends with.
  func fault(
    _ kind: HTTPFault.Kind, _ answer: HTTPAnswer?, _ errand: HTTPErrand, isTransient: Bool,
    comeBack: Duration? = nil
  ) -> HTTPFault {
    var shown = kind
    if case .failure(let failure) = kind { shown = .failure(hidingSecrets(in: failure)) }
    var fault = HTTPFault(
      kind: shown, service: settings.name, origin: settings.base.origin,
      url: shared.ledger.redacted(errand.request.addressAsSent.text), isTransient: isTransient)
    fault.attempts = errand.run.attempts
    fault.elapsed = errand.run.began.duration(to: .now)
    fault.serverText = answer.flatMap { ServerText.excerpt($0, hiding: shared.ledger) }
    fault.secretVariable = errand.request.authorisation?.secret.variable
    fault.renewals = errand.renewals
    fault.comeBack = comeBack.map { self.comeBack(after: $0) }
    return fault
  }

  /// The failure with no secret in what it quotes.
  func hidingSecrets(in failure: HTTPFailure) -> HTTPFailure {
    let hide: (String) -> String = shared.ledger.redacted
    return switch failure {
    case .cannotConnect(let text): .cannotConnect(hide(text))
    case .undecodable(let text): .undecodable(hide(text))
    case .malformed(let text): .malformed(hide(text))
    case .insecure(let text): .insecure(hide(text))
    case .proxy(let text, let isTransient): .proxy(hide(text), isTransient: isTransient)
    case .unsendable(let text): .unsendable(hide(text))
    default: failure
    }
  }

  func tell(_ reason: HTTPWait.Reason, _ duration: Duration, attempt: Int) {
    shared.options.onWait?(
      HTTPWait(service: settings.name, reason: reason, duration: duration, attempt: attempt))
  }

  /// The fault of a request that would be one too many.
  func spent(_ errand: HTTPErrand) -> HTTPFault {
    // With more requests allowed the same one may well succeed.
    fault(
      .requestsSpent(limit: shared.options.maxRequests ?? 0), nil, errand, isTransient: true)
  }

  /// Tells of an exchange, and keeps it where somebody wants it later.
  func note(
    _ result: Result<HTTPAnswer, any Error>, at time: Int64, taking duration: Duration,
    _ errand: inout HTTPErrand
  ) {
    let isKept = shared.options.tape != nil || HTTPTrail.current != nil
    guard isKept || shared.options.trace != nil else { return }
    let outcome: HTTPExchange.Outcome =
      switch result {
      case .success(let answer) where errand.body != nil: .opened(status: answer.status)
      case .success(let answer): .answer(status: answer.status, byteCount: answer.body.count)
      case .failure where Task.isCancelled: .cancelled
      case .failure(let failure as HTTPFailure):
        .failure(shared.ledger.redacted(failure.shortText))
      case .failure(let error): .failure(shared.ledger.redacted("\(error)"))
      }
    let exchange = exchange(errand, outcome, at: time, taking: duration)
    shared.options.trace?(exchange)
    if isKept { errand.exchanges.append(exchange) }
  }

  /// An exchange as it is told; one whose answer holds a secret sets the variable that stands for it.
  func exchange(
    _ errand: HTTPErrand, _ outcome: HTTPExchange.Outcome, at time: Int64, taking duration: Duration
  ) -> HTTPExchange {
    var curl = CurlLine(errand.request, hiding: shared.ledger).text
    if let held = errand.held { curl = "\(held.variable)=$(\(curl) | \(held.filter))" }
    return HTTPExchange(
      service: settings.name, curl: curl,
      url: shared.ledger.redacted(errand.request.addressAsSent.text), outcome: outcome, time: time,
      duration: duration, attempt: errand.run.attempts)
  }
}
