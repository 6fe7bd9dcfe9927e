import FjordTable

/// The reading of one piece: rows are walked in blocks, and each block is turned into columns.
final class JSONPieceRun {
  /// Rows a block: their tokens and their text stay in the nearest caches.
  private static let blockRows = 128

  let stores: [JSONColumnStore]
  private(set) var ranges: [Range<Int>] = []
  private(set) var faults: [JSONRowFault] = []
  private(set) var unknownKeys: [String: Int] = [:]
  private let bytes: JSONBytes
  private let scanner: JSONScanner
  private let walker: JSONWalker
  private let reader: JSONTokenReader
  private let block: JSONTokenBlock
  private let style: JSONRowStyle
  private let checksLines: Bool
  private let values: JSONQuickValues
  private let lesson: JSONPatternLesson?
  private let pattern: JSONPatternSteps?

  /// `checksLines` looks for the end of each line before its row is read.
  init(
    _ bytes: JSONBytes, row: JSONPlan, stores: [JSONColumnStore], style: JSONRowStyle,
    zone: ZoneOffsets, checksLines: Bool
  ) {
    self.checksLines = checksLines
    self.bytes = bytes
    self.stores = stores
    self.style = style
    scanner = JSONScanner(bytes)
    let unknown = JSONUnknownKeys()
    var walker = JSONWalker(scanner, row)
    walker.unknown = unknown
    self.walker = walker
    reader = JSONTokenReader(scanner, zone: zone, keepsNested: true)
    block = JSONTokenBlock(width: row.slotCount, capacity: Self.blockRows)
    values = JSONQuickValues(scanner)
    // A text learnt from one row may have a line end in it, which is to be looked for here; and a
    // pattern keeps what stands in a row, not the row itself.
    let isRowKept = row.nodes.first.map { $0.slot >= 0 } ?? false
    lesson = checksLines || isRowKept ? nil : JSONPatternLesson(scanner, row)
    pattern = lesson?.pattern.steps
  }

  /// Reads all rows.
  func read(isFirst: Bool, isLast: Bool) {
    var place = scanner.skipSpace(0)
    if style == .array {
      readArray(isFirst: isFirst, isLast: isLast)
    } else {
      while place < bytes.count { place = readRow(place) }
    }
    flush(at: place)
    unknownKeys = walker.unknown?.places ?? [:]
  }

  /// Whether a row may have run on over the end of its line, so that it has to be read again with
  /// its line's end in view.
  ///
  /// Each row has a line end behind it, so none has one in it where there are no more than rows.
  func mayCrossLines(lineCount: Int) -> Bool {
    style == .lines && !checksLines && lineCount > ranges.count + faults.count
  }

  /// Reads a row and gives the place where the next begins.
  @inline(__always)
  private func readRow(_ place: Int) -> Int {
    if block.rows == Self.blockRows { flush(at: place) }
    do throws(JSONFault) {
      let end = try rowEnd(place)
      if checksLines, bytes.slice(place..<end).contains(UInt8(ascii: "\n")) {
        throw JSONFault(.expected("the end of the row"), at: end)
      }
      let next = try behind(end)
      ranges.append(place..<end)
      return next
    } catch {
      block.dropRow()
      return pass(error, from: place)
    }
  }

  /// Reads a row's tokens and gives the place behind it.
  @inline(__always)
  private func rowEnd(_ place: Int) throws(JSONFault) -> Int {
    if let end = pattern?.read(place, values, into: block.beginRow()) { return end }
    if pattern != nil { block.dropRow() }
    let end = try walker.walk(place, depth: 0, into: block.beginRow())
    lesson?.learn(place, depth: 0)
    return end
  }

  /// Reads rows with commas between them; the brackets around all stand in the first and last piece.
  private func readArray(isFirst: Bool, isLast: Bool) {
    var place = scanner.skipSpace(0)
    var needsComma = !isFirst
    if isFirst {
      guard bytes[place] == UInt8(ascii: "[") else {
        _ = pass(JSONFault(.expected("`[`"), at: place), from: place)
        return
      }
      place = scanner.skipSpace(place + 1)
    }
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "]") {
        let end = scanner.skipSpace(place + 1)
        if end < bytes.count { _ = pass(JSONFault(.trailing, at: end), from: end) }
        return
      }
      if needsComma {
        guard bytes[place] == UInt8(ascii: ",") else {
          _ = pass(JSONFault(.expected("`,` or `]`"), at: place), from: place)
          return
        }
        place = scanner.skipSpace(place + 1)
      }
      place = readRow(place)
      needsComma = true
    }
    if isLast { _ = pass(JSONFault(.expected("`,` or `]`"), at: place), from: place) }
  }

  /// The place of the row behind one that ended.
  @inline(__always)
  private func behind(_ end: Int) throws(JSONFault) -> Int {
    let next = scanner.skipSpace(end)
    guard style == .lines, next < bytes.count else { return next }
    // Nearly always the line ends right behind the row.
    guard bytes[end] == UInt8(ascii: "\n") || bytes.slice(end..<next).contains(UInt8(ascii: "\n"))
    else { throw JSONFault(.expected("a new line behind the row"), at: next) }
    return next
  }

  /// Notes a row that breaks off; gives the place where the next begins.
  private func pass(_ fault: JSONFault, from start: Int) -> Int {
    var end = bytes.count
    if style == .lines {
      end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    }
    var last = end
    while last > 0, bytes[last - 1] == 13 || bytes[last - 1] == 10 { last -= 1 }
    let row = start..<max(start, last)
    let noted =
      style == .lines
      ? faultOfLine(row)
      : JSONRowFault(
        text: fault.expectation(bytes, fault.place), row: row, place: min(fault.place, last),
        column: nil)
    faults.append(noted)
    return scanner.skipSpace(end)
  }

  /// The fault of a row as its line alone shows it: what stands behind is another row's.
  private func faultOfLine(_ row: Range<Int>) -> JSONRowFault {
    PaddedBytes(bytes.slice(row)).withBytes { buffer in
      let line = JSONBytes(buffer)
      let scanner = JSONScanner(line)
      var fault: JSONFault
      do throws(JSONFault) {
        let end = try scanner.value(0, depth: 0).end
        fault = JSONFault(.expected("a new line behind the row"), at: scanner.skipSpace(end))
      } catch {
        fault = error
      }
      return JSONRowFault(
        text: fault.expectation(line, fault.place), row: row, place: row.lowerBound + fault.place,
        column: nil)
    }
  }

  private func flush(at place: Int) {
    guard block.rows > 0 else { return }
    let isFirst = ranges.count == block.rows
    for store in stores { store.append(block, reader) }
    block.removeAll()
    guard isFirst, place < bytes.count else { return }
    let factor = bytes.count / max(place, 1) + 1
    for store in stores { store.reserve(times: factor) }
  }

  /// Where the value of a key stands in a row; the row's own place where there is none.
  func valuePlace(_ row: Int, key: String?) -> Int {
    guard let key else { return ranges[row].lowerBound }
    let root = JSONPlanBuilder()
    _ = root.node(at: [.key(key)]).want()
    let found = JSONTokenBlock(width: 1, capacity: 1)
    let slots = found.beginRow()
    _ = try? JSONWalker(scanner, JSONPlan(root)).walk(
      ranges[row].lowerBound, depth: 0, into: slots)
    return slots[0].kind == .absent ? ranges[row].lowerBound : slots[0].start
  }

  /// The value at a place, cut short.
  func excerpt(_ place: Int) -> String {
    let end = (try? scanner.value(place, depth: 0).end) ?? place
    let text = String(decoding: bytes.slice(place..<min(end, place + 60)), as: UTF8.self)
    return "`\(text)`"
  }
}

/// Keys that a walk met and no column is made from; bounded, since files may have any number.
final class JSONUnknownKeys {
  private static let limit = 32
  private(set) var places: [String: Int] = [:]

  func note(_ key: String, at place: Int) {
    guard places.count < Self.limit, places[key] == nil else { return }
    places[key] = place
  }
}
