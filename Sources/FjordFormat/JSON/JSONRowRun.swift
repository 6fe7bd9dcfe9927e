import FjordTable

/// The reading of one body: blocks of rows are walked and turned into columns in turn.
final class JSONRowRun {
  /// Rows a block: their tokens and their text stay in the nearest caches.
  private static let blockRows = 128

  let scanner: JSONScanner
  private let document: JSONPlan
  private let row: JSONWalker
  private let lesson: JSONPatternLesson?
  private let pattern: JSONPatternSteps?
  private let values: JSONQuickValues
  private let makeStores: () -> [JSONColumnStore]
  private let reader: JSONTokenReader
  private let block: JSONTokenBlock
  private var stores: [JSONColumnStore]
  private var count = 0
  private var hasRows = false
  private var fields: [Value] = []

  init(
    _ scanner: JSONScanner, document: JSONPlan, row: JSONPlan, zone: ZoneOffsets,
    stores: @escaping () -> [JSONColumnStore]
  ) {
    self.scanner = scanner
    self.document = document
    self.row = JSONWalker(scanner, row)
    values = JSONQuickValues(scanner)
    lesson = JSONPatternLesson(scanner, row)
    pattern = lesson?.pattern.steps
    reader = JSONTokenReader(scanner, zone: zone)
    makeStores = stores
    block = JSONTokenBlock(width: row.slotCount, capacity: Self.blockRows)
    self.stores = stores()
  }

  /// Reads one document that fills the body; the values of `fieldSlots` are kept.
  func readDocument(_ start: Int, fieldSlots: [Int]) throws(JSONFault) {
    var walker = JSONWalker(scanner, document)
    walker.rows = { (place, depth) throws(JSONFault) in try self.readRows(place, depth: depth) }
    let found = JSONTokenBlock(width: document.slotCount, capacity: 1)
    let slots = found.beginRow()
    let end = try walker.walk(scanner.skipSpace(start), depth: 0, into: slots)
    let rest = scanner.skipSpace(end)
    if rest < scanner.bytes.count { throw JSONFault(.trailing, at: rest) }
    flush()
    fields = fieldSlots.map { JSONValueReader(scanner).value(slots[$0]) }
  }

  /// Reads one row a line.
  func readLines(_ start: Int) throws(JSONFault) {
    hasRows = true
    let bytes = scanner.bytes
    var place = scanner.skipSpace(start)
    while place < bytes.count {
      let end = try readRow(place, depth: 0)
      let rest = scanner.skipSpace(end)
      guard rest == bytes.count || bytes.slice(end..<rest).contains(UInt8(ascii: "\n")) else {
        throw JSONFault(.expected("a new line behind the row"), at: rest)
      }
      place = rest
    }
    flush()
  }

  /// What was read.
  func finish() -> JSONRows {
    JSONRows(
      columns: stores.map { $0.finish(scanner.bytes) }, count: count, hasRows: hasRows,
      documentFields: fields, mismatches: stores.map(\.mismatches))
  }

  /// Reads the rows at a place; where there were rows before, these count in their stead.
  private func readRows(_ start: Int, depth: Int) throws(JSONFault) -> Int {
    if hasRows {
      stores = makeStores()
      block.removeAll()
      (count, hasRows) = (0, false)
    }
    switch scanner.bytes[start] {
    case UInt8(ascii: "{"):
      hasRows = true
      return try readRow(start, depth: depth)
    case UInt8(ascii: "["): return try readArray(start, depth: depth)
    default: return try scanner.value(start, depth: depth).end
    }
  }

  private func readArray(_ start: Int, depth: Int) throws(JSONFault) -> Int {
    hasRows = true
    try scanner.checkDepth(depth, start)
    var place = scanner.skipSpace(start &+ 1)
    if scanner.bytes[place] == UInt8(ascii: "]") { return place &+ 1 }
    while true {
      let end = try readRow(place, depth: depth &+ 1)
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "]"))
      if isEnd { return next }
      place = next
    }
  }

  @inline(__always)
  private func readRow(_ place: Int, depth: Int) throws(JSONFault) -> Int {
    if block.rows == Self.blockRows {
      flush()
      if count == Self.blockRows { reserve(behind: place) }
    }
    if let end = pattern?.read(place, values, into: block.beginRow()) { return end }
    if pattern != nil { block.dropRow() }
    let end = try row.walk(place, depth: depth, into: block.beginRow())
    lesson?.learn(place, depth: depth)
    return end
  }

  /// Makes room for all rows, taking the first block for the measure of the rest.
  private func reserve(behind place: Int) {
    let factor = scanner.bytes.count / max(place, 1) + 1
    for store in stores { store.reserve(times: factor) }
  }

  private func flush() {
    for store in stores { store.append(block, reader) }
    count += block.rows
    block.removeAll()
  }
}
