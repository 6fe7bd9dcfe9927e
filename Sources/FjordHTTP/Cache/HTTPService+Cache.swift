extension HTTPService {
  /// Gives a kept answer, or asks and keeps what may be kept.
  func answerOrAsk(_ errand: inout HTTPErrand) async throws -> HTTPAnswer {
    guard let cache = shared.options.cache, errand.caching != .never, errand.held == nil,
      !errand.request.isConditional
    else { return try await run(&errand) }
    let program = shared.options.userAgent
    let question = TapeEntry.Question(errand.request, hiding: shared.ledger)
    var kept = shared.options.asksAnew ? nil : cache.find(question, program: program)
    if let found = kept {
      switch CacheRules.plan(
        found.headers, keptAt: found.head.time, as: errand.caching,
        now: cacheTime)
      {
      case .give(let age): return give(found, age: age, &errand)
      case .validate(let fields):
        for field in fields { errand.request.headers.add(field.name, field.value) }
        errand.expected.insert(304)
      case .ask: kept = nil
      }
    }
    let answer = try await run(&errand)
    let now = cacheTime
    if answer.status == 304, var kept {
      kept.renew(with: answer.headers, at: now)
      cache.keep(kept)
      return HTTPAnswer(status: 200, headers: kept.headers, body: kept.body, url: answer.url)
    }
    if CacheRules.mayKeep(answer, as: errand.caching), !isSecretOrPersonal(answer) {
      cache.keep(KeptAnswer(answer, to: question, program: program, at: now))
    }
    return answer
  }

  /// The time by which answers age: the session's, so that a fixed clock fixes ages too.
  private var cacheTime: Int64 {
    shared.options.sessionClock?() ?? shared.options.wallClock()
  }

  private func give(_ kept: KeptAnswer, age: Int64, _ errand: inout HTTPErrand) -> HTTPAnswer {
    var answer = HTTPAnswer(
      status: 200, headers: kept.headers, body: kept.body, url: kept.head.url)
    answer.age = age
    let outcome = HTTPExchange.Outcome.kept(status: 200, byteCount: kept.body.count, age: age)
    let exchange = exchange(errand, outcome, at: kept.head.time, taking: .zero)
    shared.options.trace?(exchange)
    errand.exchanges.append(exchange)
    return answer
  }

  /// Whether an answer holds what is never kept, declared or not.
  private func isSecretOrPersonal(_ answer: HTTPAnswer) -> Bool {
    let fields = answer.headers.fields.map { $0.name + $0.value }.joined()
    if shared.ledger.redacted(fields) != fields { return true }
    if shared.ledger.redacted(answer.body) != answer.body { return true }
    let text = String(decoding: answer.body, as: UTF8.self)
    return EmailAddresses.replaced(in: text) { _ in "" } != text
  }
}

extension HTTPRequest {
  /// Whether the source itself asks only if something has changed.
  fileprivate var isConditional: Bool {
    ["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "Range"].contains {
      headers[$0] != nil
    }
  }
}
