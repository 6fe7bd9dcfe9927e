/// A walk over the pages of a search: a value that says what to ask and what to keep of it.
///
/// The service's servers keep counts of their own, so totals and the borders of pages move between
/// two answers. The walk ends at the first page without ads or at the last page that the answer in
/// hand tells of, whichever comes first, and never waits for a count to be reached. An ad that comes
/// twice is kept once.
struct MatchWalk: Sendable {
  /// What a page is worth.
  enum Finding: Hashable, Sendable {
    /// The places of the ads that are new and wanted.
    case ads([Int32])
    /// No ads, though by its own word more were to come.
    case tooEarly(of: Int)
  }

  private var nextPage: Int
  /// Rows that are still wanted; nil for all.
  private var wanted: Int?
  private var seen: Set<String> = []
  private var isOver = false

  init(firstPage: Int, limit: Int?) {
    nextPage = firstPage
    wanted = limit
  }

  /// The page to ask next; nil where the walk is over.
  var page: Int? {
    if isOver { return nil }
    if let wanted, wanted <= 0 { return nil }
    return nextPage
  }

  /// Takes the ids of the page that was asked for; `pages` is how many there are by its word.
  ///
  /// Errors: `platsannons.repeated-page`, and then the walk is as it was.
  mutating func take(_ ids: [String], pages: Int?) throws(PlatsannonsFault) -> Finding {
    if ids.isEmpty {
      isOver = true
      if let pages, nextPage <= pages { return .tooEarly(of: pages) }
      return .ads([])
    }
    var fresh: [Int32] = []
    var known = seen
    for (place, id) in ids.enumerated() where known.insert(id).inserted {
      fresh.append(Int32(truncatingIfNeeded: place))
    }
    guard !fresh.isEmpty else { throw .repeatedPage(nextPage) }
    seen = known
    if let pages, nextPage >= pages { isOver = true }
    nextPage += 1
    if let wanted {
      fresh = Array(fresh.prefix(wanted))
      self.wanted = wanted - fresh.count
    }
    return .ads(fresh)
  }
}
