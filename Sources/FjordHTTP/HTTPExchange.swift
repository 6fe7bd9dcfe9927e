/// One request as it was sent and what became of it, as `--trace` shows it.
///
/// No part holds a secret.
public struct HTTPExchange: Sendable {
  /// How it ended.
  public enum Outcome: Sendable, Equatable {
    /// An answer came, with this status and this many bytes of body after gzip was undone.
    case answer(status: Int, byteCount: Int)
    /// No whole answer came.
    case failure(String)
    /// It was given up here.
    case cancelled
  }

  /// The service's name.
  public let service: String
  /// The request as a line for a shell, secrets as variables.
  public let curl: String
  /// The URL, secrets as variables.
  public let url: String
  /// How it ended.
  public let outcome: Outcome
  /// From the sending to the last byte.
  public let duration: Duration
  /// Which attempt it was, from 1.
  public let attempt: Int

  /// The exchange in two lines: the curl line, and what became of it.
  public var text: String {
    let end =
      switch outcome {
      case .answer(let status, let byteCount): "\(status), \(byteCount) bytes"
      case .failure(let failure): failure
      case .cancelled: "cancelled"
      }
    let again = attempt > 1 ? ", attempt \(attempt)" : ""
    return "\(curl)\n  # \(end), \(duration.shortText)\(again)"
  }
}
