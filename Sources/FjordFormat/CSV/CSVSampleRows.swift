import FjordTable

/// The rows of a sample, the first one apart.
struct CSVSampleRows {
  /// A row by itself.
  struct Row {
    /// Its cells, without quotes; nil for null.
    let cells: [[UInt8]?]
    /// The place behind its line end.
    let end: Int

    /// The cells as text, without space around.
    func texts(_ encoding: TextEncoding) -> [String] {
      cells.map { cell in
        let text = encoding.text(cell ?? [])
        return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
      }
    }
  }

  /// The first row; nil where there is none.
  let first: Row?
  /// How many fields a row has.
  let width: Int
  /// The rows behind the first.
  let rest: CSVRows
  let text: PaddedBytes
  let isASCII: Bool

  init(_ text: PaddedBytes, _ dialect: CSVDialect) throws(CSVSampleFault) {
    self.text = text
    let (all, counts, isASCII) = text.withBytes { bytes in
      let index = CSVIndex(bytes, dialect)
      return (index, Self.fieldCounts(index, bytes, dialect.lineEnd), index.isASCII)
    }
    self.isASCII = isASCII
    guard let width = counts.first(where: { $0.fields > 0 })?.fields else {
      (first, self.width) = (nil, 0)
      rest = text.withBytes { CSVRows(all, $0, width: 1, lineEnd: dialect.lineEnd) }
      return
    }
    let usual = CSVDelimiterSurvey.mode(counts.map(\.fields))
    if usual != width, usual > 1, let lines = counts.firstIndex(where: { $0.fields == usual }) {
      throw .preamble(lines: lines, found: width, expected: usual)
    }
    self.width = width
    var rows = text.withBytes { CSVRows(all, $0, width: width, lineEnd: dialect.lineEnd) }
    first = text.withBytes { Self.firstRow(rows, $0, width: width) }
    rows.keep((0..<Int32(rows.count)).dropFirst().map { $0 }, width: width)
    rest = rows
  }

  /// The number of fields of each row; 0 for an empty line where others have several.
  static func fieldCounts(
    _ index: CSVIndex, _ text: UnsafeRawBufferPointer, _ lineEnd: UInt8
  ) -> [(fields: Int, end: Int)] {
    var counts: [(fields: Int, end: Int)] = []
    var first = 0
    for place in index.ends.indices.dropFirst() where text[Int(index.ends[place])] == lineEnd {
      let start = Int(index.ends[first]) + 1
      let end = Int(index.ends[place])
      let isEmpty = end == start || (end == start + 1 && text[start] == UInt8(ascii: "\r"))
      counts.append((isEmpty ? 0 : place - first, end))
      first = place
    }
    return counts
  }

  private static func firstRow(
    _ rows: CSVRows, _ text: UnsafeRawBufferPointer, width: Int
  ) -> Row? {
    guard rows.count > 0, let base = text.baseAddress else { return nil }
    return rows.bounds.withUnsafeBufferPointer { bounds in
      guard let bounds = bounds.baseAddress else { return nil }
      let cells = (0..<width).map { column in
        CSVFields(
          base, bounds + column, stride: rows.stride, count: 1, isLast: column == width - 1,
          nullTexts: []
        ).plainText(0)
      }
      return Row(cells: cells, end: Int(bounds[width]) + 1)
    }
  }

  /// Calls a body with the fields of a column behind the first row, at most `limit`.
  func withFields<Result>(
    _ column: Int, limit: Int = .max, _ body: (CSVFields) -> Result
  ) -> Result? {
    text.withBytes { text in
      rest.bounds.withUnsafeBufferPointer { bounds in
        guard let base = text.baseAddress, let bounds = bounds.baseAddress else { return nil }
        return body(
          CSVFields(
            base, bounds + column, stride: rest.stride, count: min(rest.count, limit),
            isLast: column == width - 1, nullTexts: []))
      }
    }
  }
}
