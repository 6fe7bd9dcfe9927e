import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// A file of JSON or NDJSON, with its layout.
struct JSONFile: FileFormat {
  let fields: [Field]
  private let layout: JSONLayout

  init(_ layout: JSONLayout) {
    self.layout = layout
    fields = zip(layout.names, layout.entries).map { Field($0, $1.type) }
  }

  var summary: String { layout.style == .lines ? "NDJSON" : "JSON" }

  func canFilter(by predicate: Predicate) -> Bool { false }

  func chunks(_ input: TextInput, sizes: TextChunks.Sizes) throws -> TextChunks {
    let stream = try input.open()
    let head = try stream.head(3)
    let isMark = head == [0xEF, 0xBB, 0xBF]
    let splitter: any RowSplitter =
      layout.style == .lines ? LineSplitter() : JSONSplitter(isArray: layout.style == .array)
    return TextChunks(
      PrefixedStream(isMark ? [] : head, stream), name: input.name, splitter: splitter,
      lineEnd: UInt8(ascii: "\n"), firstLine: 1, sizes: sizes)
  }

  func decoder(_ request: ScanRequest, _ context: RunContext, name: String) -> any RowDecoder {
    let names = layout.names
    let wanted = request.projection.map { used in
      Set(names.indices.filter { used.contains(names[$0]) })
    }
    return JSONRowDecoder(
      decoder: JSONPieceDecoder(
        layout.entries, wanted: wanted, style: layout.style, zone: context.clock.zone),
      names: names, file: name, wantsLines: request.wantsIdentity, notices: context.notices)
  }
}

/// Reads pieces of a JSON file.
struct JSONRowDecoder: RowDecoder {
  let decoder: JSONPieceDecoder
  let names: [String]
  let file: String
  let wantsLines: Bool
  let notices: Notices

  func decode(_ chunk: TextChunk) throws -> (batch: Batch, bad: [BadRow]) {
    let decoded = decoder.decode(
      chunk.piece, isFirst: chunk.index == 0, isLast: chunk.isLast,
      lineCount: chunk.lineCount)
    for (key, place) in decoded.unknownKeys {
      let line = line(of: place, in: chunk)
      notices.warnOfKey(key, FileFault.unknownKey(file, key: key, line: line))
    }
    let newline = UInt8(ascii: "\n")
    let identity =
      wantsLines ? RowIdentity.lines(of: decoded.places, in: chunk, lineEnd: newline) : nil
    let batch = Batch(columns: decoded.columns, count: decoded.count, identity: identity)
    return (batch, decoded.faults.map { badRow($0, chunk) })
  }

  private func line(of place: Int, in chunk: TextChunk) -> Int {
    chunk.firstLine + chunk.piece.bytes[..<place].count { $0 == UInt8(ascii: "\n") }
  }

  private func badRow(_ fault: JSONRowFault, _ chunk: TextChunk) -> BadRow {
    let bytes = chunk.piece.bytes
    let line = line(of: fault.place, in: chunk)
    let lineStart =
      bytes[..<fault.place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let start = max(lineStart, fault.place - 60)
    let before = String(decoding: bytes[start..<fault.place], as: UTF8.self).escapingControls()
    let end = min(bytes.count, fault.place + 40)
    let behind = bytes[fault.place..<end].prefix { $0 != UInt8(ascii: "\n") }
    let shown = before + String(decoding: behind, as: UTF8.self).escapingControls()
    let mark = before.utf8.count
    let column = fault.column.map { names[$0] }
    return BadRow(
      line: line, column: column, problem: fault.text, text: Array(bytes[fault.row]),
      diagnostic: FileFault.jsonRow(
        JSONRowPlace(
          file: file, line: line, character: fault.place - lineStart + 1, column: column,
          isMisfit: fault.isMisfit, excerpt: shown, marked: mark..<min(mark + 1, shown.utf8.count)),
        fault.text
      ).diagnostic())
  }
}

extension Notices {
  /// Warns of a key once a file, wherever it was met first.
  fileprivate func warnOfKey(_ key: String, _ fault: FileFault) {
    var warning = fault.diagnostic()
    warning.severity = .warning
    warn(warning)
  }
}
