import FjordHTTP
import FjordTable

/// One request of a walk, and what its answer must be.
struct FeedQuestion: Sendable {
  /// What is asked for.
  enum Target: Sendable {
    /// The feed's path without an event.
    case start
    /// The page that starts at an event.
    case event(EventID)
    /// The address that the page before named.
    case next(String)
  }

  let target: Target
  /// Items a page.
  let size: Int
  /// The page that must come; nil where only the service knows.
  var page: EventID?
  /// Whether the page's first line is known from before.
  var overlaps = false
  /// Seconds since 1970 after which all events must be.
  var since: Int64?
  /// The newest event is asked for.
  var isLast = false
  /// The event behind which nothing may be new.
  var known: EventID?
}

/// What came.
enum FeedAnswer: Sendable {
  case page(FeedPage)
  /// Nothing is new.
  case nothing
}

/// A walk through the feed, page by page: a value that says what to ask and what to make of it.
///
///     start ─▶ page ─ next_url ─▶ page ─ next_url ─▶ ... ─ null ─▶ end
///
/// Each page starts with the last line of the one before.
///
/// Pages may be short, and only a null `next_url` ends the walk. Its place is the event of the last
/// line: the page that starts there goes on, whenever it is asked for.
struct FeedWalk: Sendable {
  private enum Next {
    case begin
    case page(url: String, event: EventID)
    case end
  }

  private let pageSize: Int
  /// Rows that are still wanted; nil for all.
  private var wanted: Int?
  private var next = Next.begin
  private var seen: Set<EventID> = []
  /// Where the walk stands.
  private(set) var place: FeedPlace
  /// Rows that came so far in this run and those before.
  private var position: Int64

  init(from place: FeedPlace, pageSize: Int, limit: Int?) {
    self.place = place
    self.pageSize = pageSize
    wanted = limit
    position = place.position
  }

  /// What to ask next; nil where the walk is over.
  var question: FeedQuestion? {
    if let wanted, wanted <= 0 { return nil }
    switch next {
    case .end: return nil
    case .page(let url, let event):
      return FeedQuestion(
        target: .next(url), size: size(overlaps: true), page: event, overlaps: true)
    case .begin: return first
    }
  }

  /// Takes an answer in; the rows that are new, with the walk's place behind them.
  ///
  /// Errors: `nav.loop`, `nav.no-cursor`.
  mutating func take(
    _ answer: FeedAnswer, to question: FeedQuestion, keyed: Bool
  ) throws(NAVFault) -> Batch {
    guard case .page(let page) = answer else {
      next = .end
      return empty(keyed: keyed)
    }
    guard seen.insert(page.id).inserted else { throw .loop(at: page.id) }
    if let url = page.nextURL {
      guard let end = page.end else { throw .noCursor(page: page.id) }
      guard !seen.contains(end) else { throw .loop(at: end) }
      next = .page(url: url, event: end)
    } else {
      guard page.end != nil || !keyed else { throw .noCursor(page: page.id) }
      next = .end
    }
    let first = min(question.overlaps ? 1 : 0, page.count)
    let last = wanted.map { min(page.count, first + $0) } ?? page.count
    let start = position
    position += Int64(last - first)
    wanted = wanted.map { $0 - (last - first) }
    if last == page.count, let end = page.end { place = .after(end, position: position) }
    return batch(page, start - Int64(first), keyed: keyed).slice(first..<last)
  }

  /// The first request of the walk.
  private var first: FeedQuestion {
    switch place {
    case .first: FeedQuestion(target: .start, size: size(overlaps: false))
    case .last: FeedQuestion(target: .start, size: size(overlaps: false), isLast: true)
    case .since(let seconds):
      FeedQuestion(target: .start, size: size(overlaps: false), since: seconds)
    case .from(let event):
      FeedQuestion(target: .event(event), size: size(overlaps: false), page: event)
    case .after(let event, _):
      FeedQuestion(
        target: .event(event), size: size(overlaps: true), page: event, overlaps: true,
        known: event)
    }
  }

  /// Items a page: no more than are wanted, with the line that is known already; never fewer than
  /// two, as such pages end falsely.
  private func size(overlaps: Bool) -> Int {
    guard let wanted, wanted < pageSize else { return pageSize }
    return min(pageSize, max(2, wanted + (overlaps ? 1 : 0)))
  }

  /// All rows of a page; `start` is the position of the first.
  private func batch(_ page: FeedPage, _ start: Int64, keyed: Bool) -> Batch {
    var identity: RowIdentity?
    if keyed {
      let status = page.columns[FeedColumns.status]
      let live = status.compared(.equal, to: .string("ACTIVE")).knownTrue
      let positions = IntBuilder()
      for row in 0..<page.count { positions.append(start + Int64(row)) }
      identity = RowIdentity(
        keys: [page.columns[FeedColumns.uuid]],
        states: (0..<page.count).map { live[$0] ? .live : status.isNull($0) ? .pending : .gone },
        positions: positions.finish())
    }
    return Batch(
      columns: page.columns, count: page.count, identity: identity, checkpoint: place.checkpoint)
  }

  /// No rows, and the place as it was.
  private func empty(keyed: Bool) -> Batch {
    let columns = FeedColumns.fields.map { Column.nulls($0.type, count: 0) }
    let identity = RowIdentity(
      keys: [columns[FeedColumns.uuid]], states: [], positions: .nulls(.int, count: 0))
    return Batch(
      columns: columns, count: 0, identity: keyed ? identity : nil, checkpoint: place.checkpoint)
  }
}
