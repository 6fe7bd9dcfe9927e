/// Fetches a fresh token in place of one that was refused.
public typealias HTTPRenewal = @Sendable () async throws -> HTTPAuthorisation

/// A secret, and where a request carries it.
public struct HTTPAuthorisation: Sendable, Equatable {
  /// Where the secret stands.
  public enum Place: Sendable, Equatable {
    /// In a header field, behind a scheme's name if it has one.
    case header(name: String, scheme: String?)
    /// In the query, as the value of this name.
    case query(name: String)
  }

  /// Where the secret stands.
  public let place: Place
  /// The secret.
  public let secret: Secret

  /// `Authorization: Bearer SECRET`.
  public static func bearer(_ secret: Secret) -> HTTPAuthorisation {
    header("Authorization", secret, scheme: "Bearer")
  }

  /// `NAME: SECRET`, or `NAME: SCHEME SECRET`.
  public static func header(
    _ name: String, _ secret: Secret, scheme: String? = nil
  ) -> HTTPAuthorisation {
    HTTPAuthorisation(place: .header(name: name, scheme: scheme), secret: secret)
  }

  /// `?NAME=SECRET`.
  public static func query(_ name: String, _ secret: Secret) -> HTTPAuthorisation {
    HTTPAuthorisation(place: .query(name: name), secret: secret)
  }
}
