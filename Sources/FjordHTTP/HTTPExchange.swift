/// One request as it was sent and what became of it, as `--trace` shows it.
///
/// No part holds a secret.
public struct HTTPExchange: Sendable, Equatable {
  /// How it ended.
  public enum Outcome: Sendable, Equatable, Codable {
    /// An answer came, with this status and this many bytes of body after gzip was undone.
    case answer(status: Int, byteCount: Int)
    /// An answer with this status began to come; its body is read part by part.
    case opened(status: Int)
    /// No whole answer came.
    case failure(String)
    /// It was given up here.
    case cancelled
    /// It was not sent: an answer that is so many seconds old was at hand.
    case kept(status: Int, byteCount: Int, age: Int64)
  }

  /// The service's name.
  public let service: String
  /// The request as a line for a shell, secrets as variables.
  public let curl: String
  /// The URL, secrets as variables.
  public let url: String
  /// How it ended.
  public let outcome: Outcome
  /// When it was sent, in seconds since 1970.
  public let time: Int64
  /// From the sending to the last byte.
  public let duration: Duration
  /// Which attempt it was, from 1.
  public let attempt: Int

  /// The exchange in two lines: the curl line, and what became of it.
  public var text: String { "\(curl)\n  # \(end)" }

  /// The exchange in one line: the curl line, what became of it, and when.
  public var datedText: String { "\(curl)  # \(end), \(HTTPDate.plainText(time))" }

  private var end: String {
    let end =
      switch outcome {
      case .answer(let status, let byteCount): "\(status), \(byteCount) bytes"
      case .opened(let status): "\(status), the body follows"
      case .failure(let failure): failure
      case .cancelled: "cancelled"
      case .kept(let status, let byteCount, let age):
        "\(status), \(byteCount) bytes, not asked: kept \(Duration.seconds(age).shortText) ago"
      }
    if case .kept = outcome { return end }
    let again = attempt > 1 ? ", attempt \(attempt)" : ""
    return "\(end), \(duration.shortText)\(again)"
  }
}

extension HTTPExchange: Codable {
  private enum Key: String, CodingKey {
    case service, curl, url, outcome, time, microseconds, attempt
  }

  /// Reads an exchange from a recording.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    service = try values.decode(String.self, forKey: .service)
    curl = try values.decode(String.self, forKey: .curl)
    url = try values.decode(String.self, forKey: .url)
    outcome = try values.decode(Outcome.self, forKey: .outcome)
    time = try values.decode(Int64.self, forKey: .time)
    duration = .microseconds(try values.decode(Int64.self, forKey: .microseconds))
    attempt = try values.decode(Int.self, forKey: .attempt)
  }

  /// Writes the exchange to a recording.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(service, forKey: .service)
    try values.encode(curl, forKey: .curl)
    try values.encode(url, forKey: .url)
    try values.encode(outcome, forKey: .outcome)
    try values.encode(time, forKey: .time)
    try values.encode(duration.wholeMicroseconds, forKey: .microseconds)
    try values.encode(attempt, forKey: .attempt)
  }
}
