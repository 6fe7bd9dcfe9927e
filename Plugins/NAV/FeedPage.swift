import FjordDiagnostic
import FjordFormat
import FjordTable

/// A page of the feed: a window that starts at an event.
struct FeedPage: Sendable {
  /// The event of the first line.
  let id: EventID
  /// Where the feed goes on; nil at its end, and only there.
  let nextURL: String?
  /// The event of the last line; nil where the page does not say it.
  ///
  /// The page that starts with it goes on from here.
  let end: EventID?
  /// All columns of the feed; those that were not wanted are null.
  let columns: [Column]
  let count: Int
  /// Values that did not fit their column.
  let misfits: Int
}

/// Reads pages into columns.
struct FeedPageReader: Sendable {
  private let wanted: [Int]
  private let reader: JSONRowReader
  private let ids = JSONRowReader(rows: ["items"], columns: [JSONColumn(["id"], .string)])

  /// Creates a reader for the columns at these places.
  init(_ columns: Set<Int>) {
    wanted = columns.sorted()
    reader = JSONRowReader(
      rows: ["items"], columns: wanted.map(FeedColumns.wire),
      documentFields: [["id"], ["next_url"], ["next_id"]])
  }

  /// Reads a page; `tag` is its `ETag`.
  ///
  /// Errors: what is wrong with the page, in words.
  func read(_ body: [UInt8], tag: String?) throws(PageFlaw) -> FeedPage {
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw PageFlaw(error.message)
    }
    guard rows.hasRows else { throw PageFlaw("it has no `items`") }
    guard let id = event(rows.documentFields[0]) else {
      throw PageFlaw("its `id` is no UUID")
    }
    var columns = FeedColumns.fields.enumerated().map { place, field in
      wanted.firstIndex(of: place).map { rows.columns[$0] }
        ?? .nulls(field.type, count: rows.count)
    }
    if wanted.contains(FeedColumns.uuid), columns[FeedColumns.uuid].nullCount > 0 {
      columns[FeedColumns.uuid] = try filled(columns[FeedColumns.uuid], from: body)
    }
    var nextURL: String?
    if case .string(let text) = rows.documentFields[1] { nextURL = text }
    let end = end(
      next: nextURL, event(rows.documentFields[2]), tag: tag.flatMap { EventID(tag: $0) },
      start: id, count: rows.count)
    return FeedPage(
      id: id, nextURL: nextURL, end: end, columns: columns, count: rows.count,
      misfits: rows.mismatches.reduce(0, +))
  }

  /// The event of the last line.
  ///
  /// Behind a page with a successor that is the successor's start; at
  /// the end of the feed only the `ETag` says it, unless the page has but the line it starts with.
  private func end(
    next: String?, _ nextID: EventID?, tag: EventID?, start: EventID, count: Int
  ) -> EventID? {
    guard let next else { return tag ?? (count <= 1 ? start : nil) }
    let path = next.prefix { $0 != "?" && $0 != "#" }
    return nextID ?? tag ?? EventID(String(path.suffix(36)))
  }

  /// An item's own `id` equals the ad's, where `_feed_entry` lacks it.
  private func filled(_ uuids: Column, from body: [UInt8]) throws(PageFlaw) -> Column {
    guard let spare = try? ids.read(body).columns.first else { return uuids }
    let all = Column.coalescing([uuids, spare])
    guard all.nullCount == 0 else { throw PageFlaw("a line has no ad's `uuid`") }
    return all
  }

  private func event(_ value: Value) -> EventID? {
    guard case .string(let text) = value else { return nil }
    return EventID(text)
  }
}

/// Why an answer is no page, in words.
struct PageFlaw: Error {
  let text: String

  init(_ text: String) { self.text = text }
}
