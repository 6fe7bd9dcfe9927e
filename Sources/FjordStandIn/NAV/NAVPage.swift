/// A page of the feed: a window that starts at any event.
///
/// The items are the start event and up to `size` events behind it; of two or more behind it the
/// last is left out, and the page has a successor that begins with its last item. So pages overlap
/// by one event, and a page may be short and still have a successor.
struct NAVPage: Sendable, Equatable {
  /// Places of the items in the log; the first is the start, and there is always one.
  let items: [Int]
  /// Whether a page follows; it starts at the last item.
  let hasNext: Bool

  /// - Parameters:
  ///   - start: The place of the first item.
  ///   - size: How many events behind it are looked at; not negative.
  ///   - since: Only events recorded at this time or later are looked at; the start always is.
  init(start: Int, size: Int, since: Int64?, log: some NAVEventLog) {
    var items = [start]
    var index = start + 1
    while index < log.count, items.count <= size {
      if let since, log.time(at: index) < since {
        index += 1
        continue
      }
      items.append(index)
      index += 1
    }
    hasNext = items.count > 2
    if hasNext { items.removeLast() }
    self.items = items
  }

  /// The place of the last item: its id is the `ETag` and, if there is a next page, `next_id`.
  var last: Int { items[items.count - 1] }

  /// The page as compact JSON.
  func json(of log: some NAVEventLog) -> [UInt8] {
    var json = JSONBytes(capacity: 600 + items.count * 560)
    let first = log.id(at: items[0])
    json.raw("{\"version\":\"1.0\",\"title\":\"Stillingsfeeden fra arbeidsplassen.no\",")
    json.raw("\"home_page_url\":\"https://arbeidsplassen.nav.no\",\"feed_url\":\"/api/v1/feed/")
    json.id(first)
    json.raw("\",\"description\":\"Feed med stillinger fra arbeidsplassen.no - En av Norges ")
    json.raw("største oversikter over utlyste stillinger\",\"next_url\":")
    if hasNext {
      json.raw("\"/api/v1/feed/")
      json.id(log.id(at: last))
      json.raw("\"")
    } else {
      json.raw("null")
    }
    json.raw(",\"id\":\"")
    json.id(first)
    json.raw("\",\"next_id\":")
    if hasNext {
      json.raw("\"")
      json.id(log.id(at: last))
      json.raw("\",\"items\":[")
    } else {
      json.raw("null,\"items\":[")
    }
    for (number, item) in items.enumerated() {
      if number > 0 { json.raw(",") }
      log.line(at: item).write(into: &json)
    }
    json.raw("]}")
    return json.bytes
  }

  /// A number that is the same for pages with the same text, or nil where there is none.
  var signature: UInt64? {
    guard hasNext, last - items[0] == items.count - 1 else { return nil }
    return UInt64(items[0]) << 32 | UInt64(items.count)
  }
}
