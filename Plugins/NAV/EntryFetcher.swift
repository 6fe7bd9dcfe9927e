import FjordDiagnostic
import FjordHTTP
import FjordPlugin

/// Asks for details.
struct EntryFetcher: Sendable {
  let service: NAVService
  private let reader = EntryReader()

  init(_ service: NAVService) { self.service = service }

  /// The detail of one ad; nil where NAV knows none of that id.
  ///
  /// Errors: `HTTPFault`, `nav.no-detail`, `nav.no-feed`, those of the token, `CancellationError`.
  func entry(of ad: EventID) async throws -> Entry? {
    let answer = try await service.get("/api/v1/feedentry/\(ad.text)", expecting: [404])
    if answer.status == 404 {
      guard answer.body.isEmpty else { throw NAVFault.noFeed(url: answer.url) }
      return nil
    }
    return try reader.read(answer.body, of: ad)
  }

  /// What comes of asking for one ad.
  ///
  /// What may be otherwise at another time is an outcome; what would
  /// befall every ad is thrown.
  ///
  /// Errors: `HTTPFault`, `CancellationError`.
  func outcome(of ad: EventID) async throws -> EntryOutcome {
    do {
      return try await entry(of: ad).map { .found($0) } ?? .unknown
    } catch let fault as HTTPFault where fault.isAboutOneAd {
      return .unavailable(fault.diagnostic.sentence)
    } catch let fault as NAVFault {
      return .unavailable(fault.diagnostic.sentence)
    }
  }

  /// The details of some ads in order, at most `NAVService.concurrentRequests` asked for at once.
  ///
  /// Errors: as of one; the others are given up then.
  func outcomes(of ads: [EventID?]) async throws -> [EntryOutcome] {
    var outcomes = [EntryOutcome](repeating: .notAsked, count: ads.count)
    let asked = ads.indices.filter { ads[$0] != nil }
    try await withThrowingTaskGroup(of: (Int, EntryOutcome).self) { group in
      var waiting = asked[...]
      func start() {
        guard let place = waiting.popFirst(), let ad = ads[place] else { return }
        group.addTask { (place, try await outcome(of: ad)) }
      }
      for _ in 0..<NAVService.concurrentRequests { start() }
      while let (place, outcome) = try await group.next() {
        outcomes[place] = outcome
        start()
      }
    }
    return outcomes
  }
}

extension HTTPFault {
  /// Whether other ads, or the same one later, may well be had.
  fileprivate var isAboutOneAd: Bool {
    if isTransient { return true }
    return switch kind {
    case .failure(.tooLarge), .failure(.malformed): true
    default: false
    }
  }
}

extension Diagnostic {
  /// What is wrong and why, in one line.
  fileprivate var sentence: String { message + (reason.map { ": " + $0 } ?? "") }
}
