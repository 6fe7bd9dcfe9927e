import FjordTable

/// A walk over the periods of a selection: a value that says what to ask and what is gone.
///
///     first walk:   ├── all periods, some at a time ──┤
///     refresh:                     ├── the latest 24 months, and what came since ──┤
///     nothing new:  no question, where the table's day of update is as it was
///
/// Periods are revised for months; those before are left as they are. Of a period that is asked for
/// again, rows that come no more are gone. Complexity: a name for each value of the key columns.
struct DataWalk: Sendable {
  private let all: [String]
  private let updated: String?
  /// Periods in one request.
  private let stride: Int
  /// What is to be asked, in time's order.
  private var rest: ArraySlice<String>
  /// Whether rows may have come before, so that some may be gone.
  private let isRevision: Bool
  /// What rows were called by when the walk began.
  private let known: [[String]]
  private var nameSets: [Set<String>]
  /// Rows that are still wanted; nil for all.
  private(set) var wanted: Int?
  private(set) var place: DataPlace
  /// Rows of the last answer that are called as one before: values of two levels may share a name.
  private(set) var repeated = 0

  init(
    _ periods: PeriodChoice, updated: String?, stride: Int, keyCount: Int, revisedMonths: Int,
    limit: Int? = nil, resume: DataPlace? = nil
  ) {
    self.updated = updated
    self.stride = max(1, stride)
    wanted = limit
    place = resume ?? DataPlace()
    isRevision = place.asOf != nil
    let from = place.from
    all = Self.periods(periods, from: from)
    rest = Self.due(all, place, updated: updated, revisedMonths: revisedMonths)[...]
    if place.names.count != keyCount - 1 {
      place.names = Array(repeating: [], count: keyCount - 1)
    }
    known = place.names
    nameSets = known.map(Set.init)
    guard !rest.isEmpty, place.next == nil else { return }
    place.asOf = updated ?? ""
  }

  /// The periods to ask for next; nil where the walk is over.
  var question: [String]? {
    if let wanted, wanted <= 0 { return nil }
    return rest.isEmpty ? nil : Array(rest.prefix(stride))
  }

  /// All questions that are left, were every row wanted.
  var questionCount: Int { (rest.count + stride - 1) / stride }

  /// Whether there is nothing to ask, for the table is as it was at the last walk.
  var isUnchanged: Bool { rest.isEmpty && place.asOf != nil }

  /// Takes rows in, by their key columns: the keys of rows that are gone.
  mutating func take(_ keys: [Column], for question: [String]) -> [[String]] {
    let count = keys.first?.count ?? 0
    var seen: Set<[String]> = []
    for row in 0..<count {
      let key = keys.map { $0.string(row) }
      for (column, name) in key.dropFirst().enumerated()
      where nameSets[column].insert(name).inserted {
        place.names[column].append(name)
      }
      seen.insert(key)
    }
    repeated = count - seen.count
    rest = rest.dropFirst(question.count)
    place.next = rest.first
    if rest.isEmpty { place.through = all.last }
    if let wanted { self.wanted = wanted - count }
    guard isRevision, known.allSatisfy({ !$0.isEmpty }) else { return [] }
    var gone: [[String]] = []
    for period in question {
      for key in Self.combinations(known, behind: [period]) where !seen.contains(key) {
        gone.append(key)
      }
    }
    return gone
  }

  /// Positions for so many rows.
  mutating func positions(_ count: Int) -> Column {
    let builder = IntBuilder()
    for _ in 0..<count {
      builder.append(place.position)
      place.position += 1
    }
    return builder.finish()
  }

  /// The periods of the table: those asked for, and where they go on, all from the first.
  private static func periods(_ choice: PeriodChoice, from: String?) -> [String] {
    guard choice.goesOn, let from, let first = PeriodCode(from)?.first else { return choice.codes }
    return choice.all.filter { (PeriodCode($0)?.first ?? 0) >= first }
  }

  private static func due(
    _ all: [String], _ place: DataPlace, updated: String?, revisedMonths: Int
  ) -> [String] {
    func first(_ code: String?) -> Int64? { code.flatMap { PeriodCode($0)?.first } }
    if let next = first(place.next) { return all.filter { (first($0) ?? 0) >= next } }
    guard let asOf = place.asOf else { return all }
    // A table that says no day of update may have changed.
    if !asOf.isEmpty, asOf == updated { return [] }
    guard let latest = all.last.flatMap({ PeriodCode($0) })?.last else { return all }
    let edge = CivilTime(days: latest + 1).adding(months: -Int64(revisedMonths)).days
    let through = first(place.through) ?? .min
    return all.filter { code in
      guard let code = PeriodCode(code) else { return true }
      return code.last >= edge || code.first > through
    }
  }

  private static func combinations(_ names: [[String]], behind key: [String]) -> [[String]] {
    names.reduce([key]) { keys, names in keys.flatMap { key in names.map { key + [$0] } } }
  }
}
