import FjordTable

/// One request of a walk through the older feed.
struct PublicFeedQuestion: Sendable, Hashable {
  let search: PublicFeedQuery.Search
  let published: PublicDates
  let page: Int
  let size: Int

  /// The parts of its query.
  var items: [(String, String?)] {
    var items: [(String, String?)] = [("size", "\(size)"), ("page", "\(page)")]
    if let text = published.text { items.append(("published", text)) }
    return items + search.items.map { ($0.name, $0.value) }
  }

  /// The request in one line.
  var text: String {
    "GET /public-feed/api/v1/ads?" + items.map { "\($0.0)=\($0.1 ?? "")" }.joined(separator: "&")
  }
}

/// What a walk looks at in a page.
struct PublicFeedAnswer: Sendable {
  /// An ad: its id, when it was published (as a number and as written), where it comes from.
  struct Ad: Sendable {
    let uuid: String
    let published: Int64
    let publishedText: String
    let source: String?
  }

  let ads: [Ad]
  let total: Int
  let pageNumber: Int
}

/// A walk back in time through a search that shows 5,000 ads at most: a value that says what to ask
/// and what to keep.
///
///     everything ─▶ [*, T1] ─▶ [*, T2] ─▶ ... ─▶ fewer than the cap
///
/// T is when the oldest ad of a window was published. It is included in the next window, for other ads
/// of that instant may lie behind the cap; ads that are known are dropped. Where one instant alone
/// fills the cap its ads are asked for by the systems they come from: each that was seen, and all
/// others. Every window ends at an earlier instant than the one before, and each instant is parted
/// once, so the walk ends.
///
/// Nothing orders ads of one instant, which may change places between two requests: a window that
/// gave fewer ads than it counts is walked again, twice at most.
struct PublicFeedWalk: Sendable {
  static let longestPage = 100
  /// Ads that a search shows.
  static let cap = 5000
  /// Totals that mean that there may be more; the older one is that of earlier versions.
  private static let caps: Set<Int> = [1000, cap]
  private static let rounds = 3

  private struct Window {
    let search: PublicFeedQuery.Search
    let published: PublicDates
    /// The instant at which it ends.
    var end: Int64?
    /// All ads are older than this.
    var limit: Int64?
    /// Whether it is a part of one instant.
    var isPart = false
  }

  private let size: Int
  private let onlyPage: Int?
  /// Rows that are still wanted; nil for all.
  private var wanted: Int?
  /// What is to be asked, the next one last.
  private var windows: [Window]
  private var seen: Set<String> = []
  /// The search that was answered before, and its ads.
  private var before: (search: PublicFeedQuery.Search, uuids: [String])?
  private var page: Int
  private var round = 1
  private var here: Set<String> = []
  private var oldest: (instant: Int64, text: String)?
  private var sources: Set<String> = []
  /// Instants whose ads could not all be asked for.
  private(set) var crowded: [String] = []
  /// Windows that never gave as many ads as they count.
  private(set) var unsettled = 0

  init(_ query: PublicFeedQuery, limit: Int?) {
    onlyPage = query.page
    page = query.page ?? 0
    wanted = limit
    size = Self.pageSize(query.size, limit: query.page == nil ? limit : nil)
    windows = query.searches.reversed().map { Window(search: $0, published: query.published) }
  }

  /// What to ask next; nil where the walk is over.
  var question: PublicFeedQuestion? {
    if let wanted, wanted <= 0 { return nil }
    guard let window = windows.last else { return nil }
    return PublicFeedQuestion(
      search: window.search, published: window.published, page: page, size: size)
  }

  /// Takes a page in; the places of the ads that are new and wanted.
  ///
  /// Errors: `nav.public-other-page`, `nav.public-empty-page`, `nav.public-range-ignored`,
  /// `nav.public-other-search`, and then the walk is as it was.
  mutating func take(_ answer: PublicFeedAnswer) throws(PublicFeedFault) -> [Int32] {
    guard let window = windows.last else { return [] }
    guard answer.pageNumber == page else {
      throw .otherPage(asked: page, found: answer.pageNumber)
    }
    let pages = min((answer.total + size - 1) / size, Self.cap / size)
    guard !answer.ads.isEmpty || page >= pages || onlyPage != nil else {
      throw .emptyPage(page: page, total: answer.total)
    }
    if let limit = window.limit, answer.ads.contains(where: { $0.published >= limit }) {
      throw .rangeIgnored(window.published.text ?? "")
    }
    let uuids = answer.ads.map(\.uuid)
    if let before, before.uuids == uuids, !uuids.isEmpty, window.search.excludes(before.search) {
      throw .otherSearch
    }
    before = (window.search, uuids)
    var fresh: [Int32] = []
    for (place, ad) in answer.ads.enumerated() {
      here.insert(ad.uuid)
      if let source = ad.source { sources.insert(source) }
      if ad.published < oldest?.instant ?? .max { oldest = (ad.published, ad.publishedText) }
      if seen.insert(ad.uuid).inserted { fresh.append(Int32(truncatingIfNeeded: place)) }
    }
    if onlyPage != nil {
      next()
    } else if page + 1 < pages {
      page += 1
    } else {
      end(window, total: answer.total)
    }
    guard let wanted else { return fresh }
    fresh = Array(fresh.prefix(wanted))
    self.wanted = wanted - fresh.count
    return fresh
  }

  /// What comes behind the last page of a window.
  private mutating func end(_ window: Window, total: Int) {
    let reach = min(total, Self.cap / size * size)
    if here.count < reach {
      if round < Self.rounds {
        (round, page) = (round + 1, 0)
        return
      }
      unsettled += 1
    }
    let (oldest, sources) = (oldest, sources)
    next()
    guard Self.caps.contains(total), let oldest else { return }
    if oldest.instant < window.end ?? .max {
      go(back: window, to: oldest, isInclusive: true)
      return
    }
    guard window.isPart || window.search.hasSource || sources.isEmpty else {
      part(window, at: oldest, by: sources.sorted())
      return
    }
    crowded.append(oldest.text)
    if !window.isPart { go(back: window, to: oldest, isInclusive: false) }
  }

  /// Goes on with the window below an instant.
  private mutating func go(
    back window: Window, to end: (instant: Int64, text: String), isInclusive: Bool
  ) {
    let dates = window.published.upTo(PublicDates.End(text: end.text, isInclusive: isInclusive))
    windows.append(
      Window(
        search: window.search, published: dates, end: end.instant,
        limit: isInclusive ? Self.behind(end.instant) : end.instant))
  }

  /// Asks for one instant by the systems that ads come from, and then for what is older.
  private mutating func part(
    _ window: Window, at end: (instant: Int64, text: String), by sources: [String]
  ) {
    go(back: window, to: end, isInclusive: false)
    let instant = PublicDates.End(text: end.text, isInclusive: true)
    for value in ["!" + sources.joined(separator: ",")] + sources.reversed() {
      var search = window.search
      search.items.append(PublicFeedQuery.Item(name: "source", value: value))
      windows.append(
        Window(
          search: search, published: PublicDates(low: instant, high: instant), end: end.instant,
          limit: Self.behind(end.instant), isPart: true))
    }
  }

  /// An end that is included covers all of its second, where it is written without a fraction.
  private static func behind(_ instant: Int64) -> Int64 { instant + 1_000_000 }

  private mutating func next() {
    windows.removeLast()
    (page, round, here, oldest, sources) = (onlyPage ?? 0, 1, [], nil, [])
  }

  /// Ads a page: no more than are wanted by far; it divides the cap, so that its last page is whole.
  private static func pageSize(_ size: Int, limit: Int?) -> Int {
    guard let limit, limit < size else { return size }
    return (max(limit, 1)...size).first { cap % $0 == 0 } ?? size
  }
}
