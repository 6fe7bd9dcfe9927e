extension HTTPService {
  /// Runs an errand, with a recording in its place or beside it.
  func settle(_ errand: HTTPErrand) async throws -> HTTPAnswer {
    var errand = errand
    switch shared.options.tape {
    case nil: return try await ask(&errand)
    case .record(let recorder): return try await record(&errand, with: recorder)
    case .replay(let player): return try await replay(errand, from: player)
    }
  }

  /// Asks, and adds what was asked to the trail of the work that it was asked for.
  func ask(_ errand: inout HTTPErrand) async throws -> HTTPAnswer {
    let answer = try await answerOrAsk(&errand)
    told(answer, errand.exchanges)
    return answer
  }

  /// Asks, and writes down what became of it before anybody else gets it.
  ///
  /// A request that was given up is not written: nothing became of it.
  private func record(
    _ errand: inout HTTPErrand, with recorder: TapeRecorder
  ) async throws -> HTTPAnswer {
    let question = TapeEntry.Question(errand.request, hiding: shared.ledger)
    func add(_ answer: TapeEntry.Answer?, _ fault: HTTPFault?) throws {
      try recorder.add(
        TapeEntry(
          number: 0, question: question, exchanges: errand.exchanges, renewals: errand.renewals,
          answer: answer, fault: fault))
    }
    do {
      let answer = try await ask(&errand)
      let held = errand.held?.find(answer.body)
      try add(TapeEntry.Answer(answer, held: held, hiding: shared.ledger), nil)
      return answer
    } catch let fault as HTTPFault {
      try add(nil, fault)
      throw fault
    } catch let error where error is CancellationError || error is TapeFault {
      throw error
    } catch {
      try add(nil, nil)
      throw error
    }
  }

  /// Does what was recorded: tokens are renewed, exchanges traced, and the answer or fault given.
  private func replay(_ errand: HTTPErrand, from player: TapePlayer) async throws -> HTTPAnswer {
    try Task.checkCancellation()
    let question = TapeEntry.Question(errand.request, hiding: shared.ledger)
    guard let entry = player.take(question) else {
      let nearest = player.nearest(to: question)
      throw fault(
        .unrecorded(tape: player.path, nearest: nearest), nil, errand, isTransient: false)
    }
    for _ in 0..<entry.renewals {
      guard let fresh = try await errand.renewal?() else { break }
      try admit(fresh)
    }
    if let trace = shared.options.trace { entry.exchanges.forEach(trace) }
    if let fault = entry.fault { throw fault }
    guard let answer = entry.answer?.restored else {
      throw fault(.unrecorded(tape: player.path, nearest: nil), nil, errand, isTransient: false)
    }
    if let secret = errand.held?.find(answer.body) { shared.ledger.remember(secret) }
    told(answer, entry.exchanges)
    return answer
  }

  /// Tells those who want to know what an answer came by.
  private func told(_ answer: HTTPAnswer, _ exchanges: [HTTPExchange]) {
    guard let last = exchanges.last else { return }
    HTTPTrail.current?.add([last])
    if answer.age != nil { shared.options.onKept?(last) }
  }
}
