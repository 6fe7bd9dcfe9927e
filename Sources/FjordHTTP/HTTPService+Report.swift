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

  /// When a server may be asked again, by this machine's clock.
  func comeBack(after wait: Duration) -> HTTPFault.ComeBack {
    let sum = shared.options.wallClock().addingReportingOverflow(wait.components.seconds)
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
    fault.comeBack = comeBack.map(self.comeBack(after:))
    return fault
  }

  /// The failure with no secret in what it quotes.
  func hidingSecrets(in failure: HTTPFailure) -> HTTPFailure {
    let hide = shared.ledger.redacted
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

  func trace(
    _ request: HTTPRequest, _ result: Result<HTTPAnswer, any Error>,
    since start: ContinuousClock.Instant, attempt: Int
  ) {
    guard let sink = shared.options.trace else { return }
    let outcome: HTTPExchange.Outcome =
      switch result {
      case .success(let answer): .answer(status: answer.status, byteCount: answer.body.count)
      case .failure where Task.isCancelled: .cancelled
      case .failure(let failure as HTTPFailure):
        .failure(shared.ledger.redacted(failure.shortText))
      case .failure(let error): .failure(shared.ledger.redacted("\(error)"))
      }
    sink(
      HTTPExchange(
        service: settings.name, curl: CurlLine(request, hiding: shared.ledger).text,
        url: shared.ledger.redacted(request.addressAsSent.text), outcome: outcome,
        duration: start.duration(to: .now), attempt: attempt))
  }
}
