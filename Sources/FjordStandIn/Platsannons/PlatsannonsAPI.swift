import Hummingbird
import Synchronization

/// How the service is to be.
struct PlatsannonsManner: Sendable {
  var generation = PlatsannonsGeneration.first
  var errorsAreHTML = false
  var countsDrift = false
}

/// The stand-in of Platsannons, from its description of 2016 and answers recorded until 2018.
final class PlatsannonsAPI: LocalAPI {
  private struct State {
    var clock: StandInClock
    /// The ads that are shown at a moment, kept for the next question.
    var shown: (at: Int64, ads: PlatsannonsShown)?
  }

  private let log: PlatsannonsLog
  private let manner: PlatsannonsManner
  private let state: Mutex<State>

  init(log: PlatsannonsLog, clock: StandInClock, manner: PlatsannonsManner) {
    self.log = log
    self.manner = manner
    state = Mutex(State(clock: clock))
  }

  func kind(of request: StandInRequest) -> RequestKind {
    switch PlatsannonsRoute(request.path) {
    case .matching: .page
    case .ad: .entry
    default: .other
    }
  }

  func answer(to request: StandInRequest) -> StandInAnswer {
    let answers = answers(to: request)
    guard let route = PlatsannonsRoute(request.path) else { return answers.error(Self.noPath) }
    do throws(PlatsannonsRefusal) {
      guard request.method == "GET" || request.method == "HEAD" else {
        throw PlatsannonsRefusal(status: 405, text: "Metoden är inte tillåten: \(request.method)")
      }
      try checkLanguage(of: request)
      return try answer(to: request, route, answers)
    } catch {
      switch route {
      case .logo, .oldLogo: return answers.bare(error.status)
      default: return answers.error(error)
      }
    }
  }

  func failure(status: Int, to request: StandInRequest) -> StandInAnswer? {
    let answers = answers(to: request)
    switch PlatsannonsRoute(request.path) {
    case .logo, .oldLogo: return answers.bare(status)
    default: break
    }
    switch status {
    case 400: return answers.error(.init(status: 400, text: "Felaktig inparameter"))
    case 404: return answers.error(Self.noPath)
    case 406: return answers.error(.init(status: 406, text: PlatsannonsAnswers.notAcceptable))
    case 500: return answers.error(.init(status: 500, text: "Internt fel"))
    case 503: return answers.error(.init(status: 503, text: "Tjänsten är stängd för underhåll"))
    default: return nil
    }
  }

  func apply(_ change: StandInChange) {
    state.withLock { state in
      switch change {
      case .advanceBy(let duration): state.clock.set(state.clock.now.advanced(by: duration))
      case .advanceTo(let time): state.clock.set(time)
      case .events(let count): state.clock.set(log.moment(of: count, after: state.clock.now))
      case .rotateToken: break
      }
    }
  }

  private static let noPath = PlatsannonsRefusal(status: 404, text: "Sidan finns inte")

  private func answers(to request: StandInRequest) -> PlatsannonsAnswers {
    PlatsannonsAnswers(
      to: request, generation: manner.generation, errorsAreHTML: manner.errorsAreHTML)
  }

  /// The first generation wants a language of two letters, and answers in Swedish whatever it is.
  private func checkLanguage(of request: StandInRequest) throws(PlatsannonsRefusal) {
    guard manner.generation == .first else { return }
    let text = request.headers[.acceptLanguage] ?? ""
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let next = text.dropFirst(letters.count).first
    guard letters.count == 2, next.map({ "-,; ".contains($0) }) ?? true else {
      throw PlatsannonsRefusal(
        status: 400, text: "Felaktig headerparameter: Accept-Language \(text)".trimmedEnd)
    }
  }

  private func answer(
    to request: StandInRequest, _ route: PlatsannonsRoute, _ answers: PlatsannonsAnswers
  ) throws(PlatsannonsRefusal) -> StandInAnswer {
    switch route {
    case .version: return try version(answers)
    case .probe:
      guard manner.generation == .first else { throw Self.noPath }
      guard answers.takesText else { throw Self.notAcceptable }
      return answers.text("OK")
    case .list(let list):
      guard list.isServed(by: manner.generation) else { throw Self.noPath }
      return answers.data(try lists.list(list, request))
    case .names(let text): return answers.data(try lists.names(text))
    case .matching:
      let criteria = try PlatsannonsCriteria(request, manner.generation)
      return answers.data(PlatsannonsMatching(criteria, among: shown, manner).body)
    case .ad(let id):
      return answers.data(PlatsannonsAdForms(try ad(id), manner.generation).whole)
    case .logo(let id): return try logo(id, answers)
    case .oldLogo(let id):
      var answer = answers.bare(303)
      answer.headers[.location] = "\(PlatsannonsRoute.base)/\(id)/logotyp"
      return answer
    }
  }

  private static let notAcceptable = PlatsannonsRefusal(
    status: 406, text: PlatsannonsAnswers.notAcceptable)

  private var now: Int64 { state.withLock { $0.clock.now.seconds } }

  private var shown: PlatsannonsShown {
    let now = now
    if let shown = state.withLock({ $0.shown }), shown.at == now { return shown.ads }
    let ads = log.shown(at: now)
    state.withLock { $0.shown = (now, ads) }
    return ads
  }

  private var lists: PlatsannonsLists {
    PlatsannonsLists(ads: shown.ads, generation: manner.generation)
  }

  private func ad(_ id: String) throws(PlatsannonsRefusal) -> PlatsannonsAd {
    guard let ad = log.ad(id, at: now) else {
      throw PlatsannonsRefusal(
        status: 404,
        text: manner.generation == .first
          ? "Platsannonsen finns inte: \(id)" : "Platsannons saknas")
    }
    return ad
  }

  /// Text in the first generation whatever is asked for; in the second an object, unless text is.
  private func version(_ answers: PlatsannonsAnswers) throws(PlatsannonsRefusal) -> StandInAnswer {
    guard answers.takesText else { throw Self.notAcceptable }
    if manner.generation == .first { return answers.text("version: 1.0.97") }
    if answers.prefersText { return answers.text("version: 1.1.0") }
    return answers.data(
      .object([("platsannonser", .object([("version", .text("1.1.0"))]))]))
  }

  private func logo(
    _ id: String, _ answers: PlatsannonsAnswers
  ) throws(PlatsannonsRefusal) -> StandInAnswer {
    guard answers.takesImage else { throw Self.notAcceptable }
    let ad = try ad(id)
    if PlatsannonsAdForms(ad, manner.generation).hasLogo {
      return answers.image(PlatsannonsLogo.gif(of: ad.employer), type: "image/gif")
    }
    guard manner.generation == .second else {
      throw PlatsannonsRefusal(status: 404, text: "Logotyp saknas")
    }
    return answers.image(PlatsannonsLogo.pixel, type: "image/png")
  }
}

extension String {
  /// Without spaces at its end.
  fileprivate var trimmedEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
