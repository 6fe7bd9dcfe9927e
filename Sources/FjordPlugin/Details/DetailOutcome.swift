import FjordDiagnostic
import FjordTable

/// What is known of a row after asking for its detail.
public enum DetailOutcome: Sendable {
  /// It was not asked for.
  case notAsked
  /// The service knows none of that name.
  case unknown
  /// It was found.
  case found(Detail)
  /// It could not be had now, for this reason.
  case unavailable(String)
}

/// A row's detail as columns of one row, in the order of the columns that the look-up adds.
public struct Detail: Sendable {
  /// The columns, of one row each.
  public let columns: [Column]
  /// Whether what it tells of still counts.
  public let isLive: Bool
  /// The last day on which it may be shown, as days since 1970; nil where none is said.
  public let lastDay: Int64?
  /// Values that did not fit their column.
  public let misfits: Int

  /// Creates a detail.
  public init(columns: [Column], isLive: Bool, lastDay: Int64?, misfits: Int) {
    self.columns = columns
    self.isLive = isLive
    self.lastDay = lastDay
    self.misfits = misfits
  }
}

/// What a look-up of details asks, and what it says where something fails.
public struct DetailInquiry: Sendable {
  /// The source's name, as `nav.entry`.
  public let source: String
  /// What a name is called, as `UUID`.
  public let idName: String
  /// Requests that run at the same time.
  public let concurrentRequests: Int
  /// How misfits are counted in the footer.
  public let misfitText: String
  /// The name that a text holds, as it is asked for; nil where it holds none.
  public let id: @Sendable (String) -> String?
  /// Asks for one detail.
  ///
  /// What may be otherwise at another time is an outcome; what would befall every row is thrown.
  public let ask: @Sendable (String) async throws -> DetailOutcome
  /// The fault of details that could not be had; no count where more may follow.
  public let missing: @Sendable (_ count: Int?, _ cause: String) -> Diagnostic
  /// The fault of a kept row that can't be read.
  public let unreadable: any Error

  /// Creates an inquiry.
  public init(
    source: String, idName: String, concurrentRequests: Int, misfitText: String,
    id: @escaping @Sendable (String) -> String?,
    missing: @escaping @Sendable (_ count: Int?, _ cause: String) -> Diagnostic,
    unreadable: any Error, ask: @escaping @Sendable (String) async throws -> DetailOutcome
  ) {
    self.source = source
    self.idName = idName
    self.concurrentRequests = concurrentRequests
    self.misfitText = misfitText
    self.id = id
    self.missing = missing
    self.unreadable = unreadable
    self.ask = ask
  }

  /// The outcomes for some names in order, so many asked for at once.
  ///
  /// Errors: as of one; the others are given up then.
  func outcomes(of ids: [String?]) async throws -> [DetailOutcome] {
    var outcomes = [DetailOutcome](repeating: .notAsked, count: ids.count)
    let asked = ids.indices.filter { ids[$0] != nil }
    try await withThrowingTaskGroup(of: (Int, DetailOutcome).self) { group in
      var waiting = asked[...]
      func start() {
        guard let place = waiting.popFirst(), let id = ids[place] else { return }
        group.addTask { (place, try await ask(id)) }
      }
      for _ in 0..<concurrentRequests { start() }
      while let (place, outcome) = try await group.next() {
        outcomes[place] = outcome
        start()
      }
    }
    return outcomes
  }
}
