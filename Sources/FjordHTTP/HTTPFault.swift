import FjordDiagnostic

/// Why a request to a service gave nothing to work with: facts; `diagnostic` has the words.
///
/// No part holds a secret.
public struct HTTPFault: Error, Sendable, Equatable, Codable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable, Codable {
    /// No whole answer came.
    case failure(HTTPFailure)
    /// The answer has a status that was not expected.
    case status(Int)
    /// The answer holds something else than expected; said by the source that read it.
    case unreadable(String)
    /// A redirect leads to another origin, which is not followed.
    case redirectElsewhere(to: HTTPOrigin)
    /// A redirect says no usable address.
    case redirectNowhere(status: Int)
    /// More redirects in a row than are followed.
    case tooManyRedirects(limit: Int)
    /// An address in an answer belongs to another origin.
    case otherOrigin(HTTPOrigin)
    /// An address in an answer is no HTTP address.
    case unreadableAddress
    /// The service is closed for now; said by the source, which knows its hours.
    case closed(String)
    /// The secret can't be sent.
    case unfitSecret(String)
    /// So many requests were sent, and no more may be (`--max-requests`).
    case requestsSpent(limit: Int)
    /// The recording that is replayed does not hold the request; `nearest` is one that it holds.
    case unrecorded(tape: String, nearest: String?)
  }

  /// When a server that asked to wait may be asked again.
  public struct ComeBack: Sendable, Equatable, Codable {
    /// How long it asked to wait.
    public let wait: Duration
    /// The time that this means, in seconds since 1970.
    public let seconds: Int64
  }

  /// What went wrong.
  public let kind: Kind
  /// The service's name.
  public let service: String
  /// The service's origin.
  public let origin: HTTPOrigin
  /// The URL that was asked for, secrets as variables.
  public let url: String
  /// How many times it was asked for.
  public var attempts = 1
  /// From the first attempt to the last.
  public var elapsed: Duration = .zero
  /// The beginning of what the server said, in one line, secrets hidden.
  public var serverText: String?
  /// When to come back, where the server asks for a longer wait than there was time for.
  public var comeBack: ComeBack?
  /// The shell variable of the secret that was sent, without the `$`.
  public var secretVariable: String?
  /// How many fresh tokens were fetched after a 401.
  public var renewals = 0
  /// Whether the same request may well succeed later.
  public var isTransient: Bool

  /// The status of the answer, nil where none was whole or the status is not the matter.
  public var status: Int? {
    switch kind {
    case .status(let status), .redirectNowhere(let status): status
    default: nil
    }
  }

  /// How a run ends that ends with this fault.
  public var exitStatus: ExitStatus {
    if comeBack != nil { return .refusedForNow }
    return switch kind {
    case .status(401) where renewals > 0: .refusedForNow
    case .status(401), .status(403), .unfitSecret: .unauthorised
    case .status(429), .closed: .refusedForNow
    case .requestsSpent: .incomplete
    default: .source
    }
  }

  /// A code to search for, as `http.timeout`.
  public var code: String {
    if comeBack != nil { return "http.refused-for-now" }
    return switch kind {
    case .failure(let failure): failure.code
    case .status(401) where renewals > 0: "http.refused-for-now"
    case .status(401), .status(403): "http.unauthorised"
    case .status(429), .closed: "http.refused-for-now"
    case .status: "http.status"
    case .unreadable: "http.unreadable"
    case .redirectElsewhere: "http.redirect-elsewhere"
    case .redirectNowhere: "http.redirect-nowhere"
    case .tooManyRedirects: "http.too-many-redirects"
    case .otherOrigin: "http.other-origin"
    case .unreadableAddress: "http.unreadable-address"
    case .unfitSecret: "http.unfit-secret"
    case .requestsSpent: "http.max-requests"
    case .unrecorded: "http.unrecorded"
    }
  }
}

extension HTTPFailure {
  var code: String {
    switch self {
    case .cannotConnect: "http.unreachable"
    case .connectTimeout, .readTimeout, .exchangeTimeout: "http.timeout"
    case .dropped: "http.dropped"
    case .truncated: "http.truncated"
    case .tooLarge: "http.too-large"
    case .undecodable, .malformed: "http.malformed"
    case .insecure: "http.insecure"
    case .proxy: "http.proxy"
    case .unsendable: "http.unsendable"
    case .closed: "http.closed"
    }
  }
}

extension HTTPFault: CustomStringConvertible {
  /// The fault as the diagnostic's text.
  public var description: String { diagnostic.text }
}

extension HTTPFault: DiagnosticError {}
