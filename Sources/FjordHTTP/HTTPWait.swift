/// A pause that a request makes, for a line of progress.
public struct HTTPWait: Sendable {
  /// What is waited for.
  public enum Reason: Sendable, Equatable {
    /// The host is asked only so often.
    case rateLimit
    /// The server asked to wait, with this status.
    case asked(status: Int)
    /// The server answered with a status that may pass.
    case status(Int)
    /// No whole answer came.
    case failure(HTTPFailure)
    /// The service is closed for now, for this reason.
    case closed(String)
  }

  /// The service's name.
  public let service: String
  /// What is waited for.
  public let reason: Reason
  /// How long.
  public let duration: Duration
  /// Which attempt comes next; 1 for the first.
  public let attempt: Int

  /// The wait in words: `nav answered 503: trying again in 400 ms`.
  public var text: String { text(with: duration) }

  /// The wait in words when so much of it is left.
  public func text(with left: Duration) -> String {
    let time = left.shortText
    switch reason {
    case .rateLimit: return "\(service): next request in \(time)"
    case .asked(let status): return "\(service) answered \(status) and asks to wait \(time)"
    case .status(let status): return "\(service) answered \(status): trying again in \(time)"
    case .closed(let why): return "\(service) is closed for \(time): \(why)"
    case .failure(let failure):
      return "\(service): \(failure.shortText): trying again in \(time)"
    }
  }
}

/// Waits until a service may be asked, as one that is closed at night; what it throws ends the request.
public typealias HTTPOpening = @Sendable () async throws -> Void
