/// The requests that some work is known to need before anything is asked: those to get the rows that
/// are asked for, where there are so many.
public struct RequestNeed: Sendable, Hashable {
  /// Nothing is known to be needed.
  public static let none = RequestNeed(count: 0)

  /// Requests of its own.
  public var count: Int
  /// Requests that are sent once for all who need them, by a name, as that for a token.
  public var shared: Set<String>

  /// Creates a need.
  public init(count: Int, shared: Set<String> = []) {
    self.count = count
    self.shared = shared
  }

  /// All requests.
  public var total: Int { count + shared.count }

  /// Adds what other work needs.
  public static func += (sum: inout RequestNeed, more: RequestNeed) {
    sum.count += more.count
    sum.shared.formUnion(more.shared)
  }
}
