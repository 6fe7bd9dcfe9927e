import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// A file of CSV, with its layout.
struct CSVFile: FileFormat {
  let fields: [Field]
  private let layout: CSVLayout

  init(_ layout: CSVLayout) {
    self.layout = layout
    fields = zip(layout.names, layout.columns).map { Field($0, $1.type) }
  }

  var summary: String {
    let dialect = layout.dialect
    let delimiter = Character(Unicode.Scalar(dialect.delimiter))
    var parts = ["CSV", "fields parted by `\(delimiter == "\t" ? "\\t" : String(delimiter))`"]
    parts.append(dialect.encoding.rawValue)
    if dialect.hasDecimalComma { parts.append("decimal comma") }
    for text in dialect.nullTexts {
      parts.append("`\(String(decoding: text, as: UTF8.self))` is null")
    }
    return parts.joined(separator: ", ")
  }

  func canFilter(by predicate: Predicate) -> Bool {
    guard let field = fields.first(where: { $0.name == predicate.column }) else { return false }
    return predicate.fits(field.type)
  }

  func chunks(_ input: TextInput, sizes: TextChunks.Sizes) throws -> TextChunks {
    let stream = try input.open()
    try stream.skip(layout.bodyStart)
    return TextChunks(
      stream, name: input.name, splitter: CSVSplitter(layout.dialect),
      lineEnd: layout.dialect.lineEnd, firstLine: layout.firstLine, sizes: sizes)
  }

  func decoder(_ request: ScanRequest, _ context: RunContext, name: String) -> any RowDecoder {
    let names = layout.names
    let wanted = request.projection.map { used in
      Set(names.indices.filter { used.contains(names[$0]) })
    }
    let filters = request.predicates.compactMap { predicate in
      names.firstIndex(of: predicate.column).map { place in
        CSVPlan.RowFilter(column: place) { predicate.rows(of: $0) }
      }
    }
    let plan = CSVPlan(
      dialect: layout.dialect, columns: layout.columns, wanted: wanted, filters: filters,
      zone: context.clock.zone)
    return CSVRowDecoder(
      decoder: CSVDecoder(plan), names: names, file: name, wantsLines: request.wantsIdentity)
  }
}

/// Reads pieces of a CSV file.
struct CSVRowDecoder: RowDecoder {
  let decoder: CSVDecoder
  let names: [String]
  let file: String
  let wantsLines: Bool

  func decode(_ chunk: TextChunk) throws -> (batch: Batch, bad: [BadRow]) {
    let decoded = decoder.decode(chunk.piece, wantsPlaces: wantsLines)
    let lineEnd = decoder.plan.dialect.lineEnd
    let identity =
      wantsLines
      ? RowIdentity.lines(of: decoded.places, in: chunk, lineEnd: lineEnd) : nil
    let batch = Batch(columns: decoded.columns, count: decoded.count, identity: identity)
    return (batch, decoded.faults.map { badRow($0, chunk, lineEnd) })
  }

  private func badRow(_ fault: CSVRowFault, _ chunk: TextChunk, _ lineEnd: UInt8) -> BadRow {
    let bytes = chunk.piece.bytes
    let encoding = decoder.plan.dialect.encoding
    let line = chunk.firstLine + bytes[..<fault.row.lowerBound].count { $0 == lineEnd }
    let start = max(fault.row.lowerBound, fault.place - 60)
    let excerpt = encoding.text(bytes[start..<min(fault.row.upperBound, fault.place + 60)])
      .escapingControls()
    let before = encoding.text(bytes[start..<fault.place]).escapingControls().utf8.count
    let marked = excerpt.utf8.count > before ? before..<(before + 1) : 0..<excerpt.utf8.count
    let column = fault.column.map { names[$0] }
    let place = CSVRowPlace(
      file: file, line: line, column: column, excerpt: excerpt, marked: marked)
    return BadRow(
      line: line, column: column, problem: fault.text, text: Array(bytes[fault.row]),
      diagnostic: FileFault.csvRow(place, fault.kind).diagnostic())
  }
}
