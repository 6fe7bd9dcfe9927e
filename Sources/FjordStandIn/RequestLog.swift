import Synchronization

/// The requests that a stand-in got, counted and remembered in the order of their arrival.
public final class RequestLog: Sendable {
  /// One request and what became of it.
  public struct Line: Sendable, Equatable {
    /// The method.
    public var method: String
    /// Path and query, as sent.
    public var target: String
    /// What it asked for.
    public var kind: RequestKind
    /// Whether it carried an `Authorization` header; its value is not kept.
    public var isAuthorised: Bool
    /// `If-None-Match`.
    public var ifNoneMatch: String?
    /// `If-Modified-Since`.
    public var ifModifiedSince: String?
    /// `Accept-Encoding`.
    public var acceptEncoding: String?
    /// `User-Agent`.
    public var userAgent: String?
    /// The status answered; 0 where the connection was dropped, nil before the answer.
    public var status: Int?
    /// Bytes of the answer's body as sent.
    public var bodySize = 0
    /// Whether a fault had its hand in the answer.
    public var isFaulty = false
  }

  private struct State {
    var counts: [RequestKind: Int] = [:]
    var total = 0
    var lines: [Line] = []
  }

  /// Lines are kept up to this many; counting goes on.
  private static let limit = 100_000

  private let state = Mutex(State())

  init() {}

  /// All requests.
  public var total: Int { state.withLock { $0.total } }
  /// Requests for pages.
  public var pages: Int { count(of: .page) }
  /// Requests for details.
  public var entries: Int { count(of: .entry) }
  /// Requests for a token.
  public var tokens: Int { count(of: .token) }

  /// Requests of one kind.
  public func count(of kind: RequestKind) -> Int { state.withLock { $0.counts[kind] ?? 0 } }

  /// The requests, in the order of their arrival; the first 100,000.
  public var lines: [Line] { state.withLock { $0.lines } }

  /// Forgets all requests.
  public func reset() {
    state.withLock { $0 = State() }
  }

  /// Notes a request; gives its place, or nil where it is counted only.
  func note(_ line: Line) -> Int? {
    state.withLock { state in
      state.total += 1
      state.counts[line.kind, default: 0] += 1
      guard state.lines.count < Self.limit else { return nil }
      state.lines.append(line)
      return state.lines.count - 1
    }
  }

  /// Notes what became of a request.
  func note(_ place: Int?, status: Int, bodySize: Int) {
    guard let place else { return }
    state.withLock { state in
      guard place < state.lines.count else { return }
      state.lines[place].status = status
      state.lines[place].bodySize = bodySize
    }
  }
}
