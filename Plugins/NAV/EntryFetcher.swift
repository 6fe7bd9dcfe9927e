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
  func entry(of ad: EventID) async throws -> Detail? {
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
  func outcome(of ad: EventID) async throws -> DetailOutcome {
    do {
      return try await entry(of: ad).map { .found($0) } ?? .unknown
    } catch let fault as HTTPFault where fault.isAboutOneRequest {
      return .unavailable(fault.diagnostic.sentence)
    } catch let fault as NAVFault {
      return .unavailable(fault.diagnostic.sentence)
    }
  }
}
