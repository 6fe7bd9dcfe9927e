/// One request of a search.
struct SearchQuestion: Sendable, Hashable {
  /// Ads to pass over.
  let offset: Int
  /// Ads at most.
  let limit: Int
}

/// A walk over the pages of a search: a value that says what to ask and what to keep of it.
///
/// The service looks at no more than 2,100 ads of a search: `offset` is 2,000 at most and `limit`
/// 100. The ads move while they are walked over, so that one may come twice, which is kept once, and
/// another not at all: a walk that gave fewer ads than match begins again, twice at most, and those
/// that were passed over come at its end.
struct SearchWalk: Sendable {
  static let longestPage = 100
  static let greatestOffset = 2000
  /// Ads that can be had of one search.
  static let reach = greatestOffset + longestPage

  private static let rounds = 3

  private let start: Int
  private let pageSize: Int
  /// Rows that are still wanted; nil for all.
  private(set) var wanted: Int?
  private var offset: Int
  private var seen: Set<String> = []
  /// Ads that match, as of the last page.
  private(set) var total: Int?
  /// The fewest ads that matched at any page: so many must have come.
  private var fewest = Int.max
  private var round = 1
  private var isOver = false

  init(offset: Int, pageSize: Int, limit: Int?) {
    start = offset
    self.offset = offset
    self.pageSize = min(max(pageSize, 1), Self.longestPage)
    wanted = limit
  }

  /// What to ask next; nil where the walk is over.
  var question: SearchQuestion? {
    if isOver { return nil }
    if let wanted, wanted <= 0 { return nil }
    guard offset < min(total ?? .max, Self.reach) else { return nil }
    // The last hundred can only be reached in one piece.
    if offset > Self.greatestOffset {
      return SearchQuestion(offset: Self.greatestOffset, limit: Self.longestPage)
    }
    // What was passed over may be on any page.
    let limit = round > 1 ? pageSize : min(pageSize, wanted ?? pageSize)
    return SearchQuestion(offset: offset, limit: limit)
  }

  /// How many ads did not come though they match, where all that can be reached were wanted.
  var missing: Int {
    guard wanted.map({ $0 > 0 }) ?? true, total != nil else { return 0 }
    return max(0, min(fewest, Self.reach) - start - seen.count)
  }

  /// Whether ads were left that no request can reach, where all were wanted.
  var isCutOff: Bool {
    guard question == nil, let total, total > Self.reach else { return false }
    return wanted.map { $0 > 0 } ?? true
  }

  /// Takes a page's ids in; the places of the ads that are new and wanted.
  ///
  /// Errors: `jobtech.short-page`, `jobtech.repeated-page`, and then the walk is as it was.
  mutating func take(
    _ ids: [String], total: Int, for question: SearchQuestion
  ) throws(JobTechFault) -> [Int32] {
    let end = min(total, Self.reach)
    guard ids.count >= min(question.limit, end - question.offset) else {
      throw .shortPage(offset: question.offset, count: ids.count, total: total)
    }
    var fresh: [Int32] = []
    var known = seen
    for (place, id) in ids.enumerated() where known.insert(id).inserted {
      fresh.append(Int32(truncatingIfNeeded: place))
    }
    guard !fresh.isEmpty || ids.isEmpty || question.offset != offset || round > 1 else {
      throw .repeatedPage(offset: question.offset)
    }
    seen = known
    self.total = total
    fewest = min(fewest, total)
    offset = question.offset + ids.count
    if let wanted {
      fresh = Array(fresh.prefix(wanted))
      self.wanted = wanted - fresh.count
    }
    isOver = ids.isEmpty || (round > 1 && missing == 0)
    beginAgainIfShort()
    return fresh
  }

  private mutating func beginAgainIfShort() {
    guard question == nil, missing > 0, round < Self.rounds else { return }
    (round, offset, isOver) = (round + 1, start, false)
  }
}
