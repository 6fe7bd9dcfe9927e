import Testing

@testable import FjordStandIn

struct NAVPageTests {
  let log = NAVGeneratedLogTests.log(ads: 200)

  /// All events in the order of a walk, the overlap between pages dropped.
  private func walk(from start: Int, size: Int) -> [Int] {
    var seen: [Int] = []
    var start = start
    while true {
      let page = NAVPage(start: start, size: size, since: nil, log: log)
      seen += seen.isEmpty ? page.items : Array(page.items.dropFirst())
      guard page.hasNext else { return seen }
      start = page.last
    }
  }

  @Test("a walk shows each event once, whatever the page size", arguments: [2, 3, 7, 100, 10_000])
  func walks(size: Int) {
    #expect(walk(from: 0, size: size) == Array(0..<log.count))
    #expect(walk(from: 17, size: size) == Array(17..<log.count))
  }

  @Test("a full page has exactly its size, a page that ends the feed one or two items")
  func sizes() {
    let full = NAVPage(start: 0, size: 50, since: nil, log: log)
    #expect(full.items.count == 50 && full.hasNext)
    let two = NAVPage(start: log.count - 2, size: 50, since: nil, log: log)
    #expect(two.items.count == 2 && !two.hasNext)
    let one = NAVPage(start: log.count - 1, size: 50, since: nil, log: log)
    #expect(one.items.count == 1 && !one.hasNext)
    let short = NAVPage(start: log.count - 3, size: 50, since: nil, log: log)
    #expect(short.items.count == 2 && short.hasNext)
  }

  @Test("page sizes 0 and 1 give a false end")
  func falseEnds() {
    #expect(NAVPage(start: 5, size: 0, since: nil, log: log).items == [5])
    let one = NAVPage(start: 5, size: 1, since: nil, log: log)
    #expect(one.items == [5, 6] && !one.hasNext)
  }

  @Test("a time leaves out older events but never the start")
  func since() {
    let since = log.time(at: 100)
    let page = NAVPage(start: 0, size: 10, since: since, log: log)
    #expect(page.items[0] == 0)
    #expect(page.items.count == 10)
    #expect(page.items.dropFirst().allSatisfy { log.time(at: $0) >= since })
    #expect(page.signature == nil)
  }

  @Test("a page is JSON with every key, its lines those of the log")
  func json() throws {
    let page = NAVPage(start: 0, size: 200, since: nil, log: log)
    let read = try Page(page.json(of: log))
    #expect(read.id == log.id(at: 0).text)
    #expect(read.feedURL == "/api/v1/feed/\(read.id)")
    #expect(read.nextID == log.id(at: page.last).text)
    #expect(read.nextURL == read.nextID.map { "/api/v1/feed/\($0)" })
    #expect(read.items.count == 200)
    for (item, index) in zip(read.items, page.items) {
      let line = log.line(at: index)
      #expect(item.id == line.ad.text && item.entry.uuid == item.id)
      #expect(item.url == "/api/v1/feedentry/\(item.id)")
      #expect(item.title == item.entry.title && !item.title.isEmpty)
      #expect(item.dateModified == item.entry.sistEndret)
      #expect(StandInTime(item.dateModified)?.microseconds == line.time)
    }
  }

  @Test("the last page writes null for the page that is not there")
  func end() throws {
    let page = NAVPage(start: log.count - 1, size: 10, since: nil, log: log)
    let text = String(decoding: page.json(of: log), as: UTF8.self)
    #expect(text.contains(#""next_url":null"#) && text.contains(#""next_id":null"#))
  }
}
