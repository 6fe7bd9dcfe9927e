import FjordTable

/// A look at the beginning of a CSV text: how it is written and what its columns are.
package struct CSVSample {
  private let sample: PaddedBytes
  private let wishes: CSVWishes

  /// Takes the beginning of a text, cut anywhere; `isWhole` says that it is all of it.
  package init(_ sample: PaddedBytes, isWhole: Bool, wishes: CSVWishes) {
    self.wishes = wishes
    var bytes = Array(sample.bytes)
    let lineEnd = Self.lineEnd(bytes[...])
    if isWhole, let last = bytes.last, last != lineEnd { bytes.append(lineEnd) }
    self.sample = PaddedBytes(bytes)
  }

  /// The layout of the text.
  ///
  /// Complexity: linear in the sample, times the types that a column may have.
  package func layout() throws(CSVSampleFault) -> CSVLayout {
    let bytes = sample.bytes
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { throw .utf16 }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let found = hasMark ? .utf8 : TextEncoding.found(in: bytes)
    if TextEncoding.isBinary(bytes, found) { throw .binary }
    let encoding = wishes.encoding ?? found
    var dialect = CSVDialect(lineEnd: Self.lineEnd(bytes), encoding: encoding)
    let start = Self.start(bytes, hasMark: hasMark, skipping: wishes.skippedLines, dialect.lineEnd)
    let text = PaddedBytes(bytes[start...])
    dialect.delimiter = wishes.delimiter ?? CSVDelimiterSurvey(text, dialect).delimiter
    if let null = wishes.nullText, !null.isEmpty {
      (dialect.nullTexts, dialect.hasNullStrings) = ([Array(null.utf8)], true)
    }
    if wishes.hasDecimalComma == true, dialect.delimiter == UInt8(ascii: ",") { throw .commaTwice }
    return try layout(of: text, at: start, dialect)
  }

  private func layout(
    of text: PaddedBytes, at start: Int, _ dialect: CSVDialect
  ) throws(CSVSampleFault) -> CSVLayout {
    let rows = try CSVSampleRows(text, dialect)
    guard let first = rows.first else {
      return CSVLayout(
        dialect: dialect, names: [], columns: [], bodyStart: start,
        firstLine: line(at: start, dialect.lineEnd))
    }
    var survey = CSVTypeSurvey(rows, dialect, wishes)
    let hasHeader = wishes.hasHeader ?? survey.firstRowIsHeader
    if !hasHeader { survey.takeFirstRow() }
    let names = Self.names(hasHeader ? first.texts(dialect.encoding) : [], count: rows.width)
    let unknown = wishes.types.keys.filter { !names.contains($0) }.sorted()
    guard unknown.isEmpty else { throw .unknownTypes(unknown, known: names) }
    var dialect = dialect
    dialect.hasDecimalComma = wishes.hasDecimalComma ?? survey.hasDecimalComma
    let columns = names.enumerated().map { place, name in
      let type = wishes.types[name] ?? survey.type(place, comma: dialect.hasDecimalComma)
      return CSVPlan.Column(type, mayRepeat: type == .string && survey.mayRepeat(place))
    }
    if wishes.nullText == nil { dialect.nullTexts = survey.nullTexts(columns.map(\.type)) }
    let bodyStart = start + (hasHeader ? first.end : 0)
    return CSVLayout(
      dialect: dialect, names: names, columns: columns, bodyStart: bodyStart,
      firstLine: line(at: bodyStart, dialect.lineEnd))
  }

  private func line(at place: Int, _ lineEnd: UInt8) -> Int {
    1 + sample.bytes[..<place].count { $0 == lineEnd }
  }

  private static func lineEnd(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    let newline = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    return bytes.contains(newline) || !bytes.contains(carriageReturn) ? newline : carriageReturn
  }

  /// The place behind the byte order mark and the lines that are passed over.
  private static func start(
    _ bytes: ArraySlice<UInt8>, hasMark: Bool, skipping lines: Int, _ lineEnd: UInt8
  ) -> Int {
    var start = hasMark ? 3 : 0
    for _ in 0..<lines {
      guard let end = bytes[start...].firstIndex(of: lineEnd) else { return bytes.count }
      start = end + 1
    }
    return start
  }

  /// Names of columns from the cells of a header: what is empty is named after its place, and what
  /// comes again gets a number.
  static func names(_ header: [String], count: Int) -> [String] {
    var names: [String] = []
    var taken: Set<String> = []
    for place in 0..<count {
      let cell = place < header.count ? header[place] : ""
      let wanted = cell.isEmpty ? "column\(place)" : cell
      var (name, number) = (wanted, 0)
      while !taken.insert(name).inserted {
        number += 1
        name = "\(wanted)_\(number)"
      }
      names.append(name)
    }
    return names
  }
}
