import FjordTable

/// The reading of one body: blocks of rows are walked and turned into columns in turn.
final class JSONRowRun {
  /// Rows a block: their tokens and their text stay in the nearest caches.
  private static let blockRows = 128

  let scanner: JSONScanner
  private let document: JSONPlan
  private let row: JSONWalker
  private let types: [DataType]
  private let assemblies: [JSONAssembly]
  private let zone: ZoneOffsets
  private var builders: [ColumnBuilder]
  private var mismatches: [Int]
  private var block: JSONTokenBlock
  private var count = 0
  private var hasRows = false
  private var documentTokens: [JSONToken]

  init(
    _ scanner: JSONScanner, document: JSONPlan, row: JSONPlan, types: [DataType],
    assemblies: [JSONAssembly], zone: ZoneOffsets
  ) {
    self.scanner = scanner
    self.document = document
    self.row = JSONWalker(scanner, row)
    self.types = types
    self.assemblies = assemblies
    self.zone = zone
    builders = types.map(ColumnBuilder.make)
    mismatches = types.map { _ in 0 }
    block = JSONTokenBlock(width: row.slotCount, capacity: Self.blockRows)
    documentTokens = [JSONToken](repeating: .absent, count: document.slotCount)
  }

  /// Reads one document that fills the body.
  func readDocument(_ start: Int) throws(JSONFault) {
    var walker = JSONWalker(scanner, document)
    walker.rows = { (place, depth) throws(JSONFault) in try self.readRows(place, depth: depth) }
    var tokens = documentTokens
    let end = try walker.walk(scanner.skipSpace(start), depth: 0, into: &tokens, base: 0)
    documentTokens = tokens
    let rest = scanner.skipSpace(end)
    if rest < scanner.bytes.count { throw JSONFault(.trailing, at: rest) }
    flush()
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

  /// What was read, with the document's own values.
  func finish(_ fieldSlots: [Int]) -> JSONRows {
    let fields = fieldSlots.map { JSONValueReader(scanner).value(documentTokens[$0]) }
    return JSONRows(
      columns: builders.map { $0.finish() }, count: count, hasRows: hasRows,
      documentFields: fields, mismatches: mismatches)
  }

  /// Reads the rows at a place; where there were rows before, these count in their stead.
  private func readRows(_ start: Int, depth: Int) throws(JSONFault) -> Int {
    forgetRows()
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
    if block.rows == Self.blockRows { flush() }
    let base = block.beginRow()
    let end = try row.walk(place, depth: depth, into: &block.tokens, base: base)
    block.rows &+= 1
    return end
  }

  private func flush() {
    for place in builders.indices {
      var reader = JSONTokenReader(scanner, zone: zone)
      reader.append(block, assemblies[place], to: builders[place])
      mismatches[place] += reader.mismatches
    }
    count += block.rows
    block.rows = 0
  }

  private func forgetRows() {
    guard hasRows else { return }
    builders = types.map(ColumnBuilder.make)
    mismatches = types.map { _ in 0 }
    block.rows = 0
    count = 0
    hasRows = false
  }
}
