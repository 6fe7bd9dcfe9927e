import FjordHTTP
import Synchronization

/// The public tokens that were fetched, one keeper a base URL, shared by all sources of a plugin.
final class TokenKeepers: Sendable {
  private let keepers = Mutex<[String: TokenKeeper]>([:])

  /// The keeper of a base URL's token.
  func keeper(for url: String) -> TokenKeeper {
    keepers.withLock { keepers in
      if let known = keepers[url] { return known }
      let fresh = TokenKeeper()
      keepers[url] = fresh
      return fresh
    }
  }
}

/// Keeps one service's public token, in memory only.
///
/// The service hands out expired tokens at times, and one that is good for one of its instances may
/// be refused by another. So a token that was just fetched is tried whatever its times say, and
/// only the service's 401 condemns it.
final class TokenKeeper: Sendable {
  private struct Kept {
    let token: PublicToken
    /// Whether its time was over when it came.
    let cameExpired: Bool
  }

  private let kept = Mutex<Kept?>(nil)
  private let turn = Turn()

  /// A token other than `refused` if there is one; requests that want one at the same time share one
  /// fetch.
  ///
  /// Errors: `nav.no-public-token`, `nav.unreadable-token`, `nav.no-feed`, `HTTPFault`.
  func token(
    from service: HTTPService, now: Int64, refusing refused: PublicToken?
  ) async throws -> PublicToken {
    if let token = usable(now, refused) { return token }
    return try await turn.take {
      if let token = usable(now, refused) { return token }
      let token = try await Self.fetch(from: service)
      kept.withLock { $0 = Kept(token: token, cameExpired: token.claims.isExpired(at: now)) }
      return token
    }
  }

  /// Whether a token is at hand.
  func hasToken(now: Int64) -> Bool { usable(now, nil) != nil }

  private func usable(_ now: Int64, _ refused: PublicToken?) -> PublicToken? {
    kept.withLock { kept in
      guard let kept, kept.token != refused else { return nil }
      return !kept.cameExpired && kept.token.claims.isExpired(at: now) ? nil : kept.token
    }
  }

  private static let path: HTTPPath = "/api/publicToken"

  /// Asks for the token; where there is none, again until the retry time is over.
  private static func fetch(from service: HTTPService) async throws -> PublicToken {
    var answer = try await service.get(path, expecting: [404], holding: PublicToken.held)
    if answer.status == 404 {
      if let first = answer.body.first, [UInt8(ascii: "{"), UInt8(ascii: "<")].contains(first) {
        throw NAVFault.noFeed(url: answer.url)
      }
      answer = try await fetchPatiently(from: service)
    }
    guard let token = PublicToken(in: answer.body) else {
      throw NAVFault.unreadableToken(url: answer.url)
    }
    return token
  }

  private static func fetchPatiently(from service: HTTPService) async throws -> HTTPAnswer {
    do {
      return try await service.get(
        path, retrying: service.settings.retriedStatuses.union([404]),
        holding: PublicToken.held)
    } catch let fault as HTTPFault where fault.status == 404 && fault.comeBack == nil {
      throw NAVFault.noPublicToken(url: fault.url)
    }
  }
}
