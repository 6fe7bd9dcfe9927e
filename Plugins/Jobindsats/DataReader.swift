import FjordDiagnostic
import FjordFormat
import FjordTable

/// Reads answers with data into the columns of a selection: a pure reader for both versions.
///
/// Version 3 answers `{columns, rows}` with numbers and nulls, version 2 an array around `{Variables,
/// Data}` with texts, decimal commas and `""` for no value, behind a byte order mark.
struct DataReader: Sendable {
  /// What an answer holds.
  struct Page: Sendable {
    /// Rows with all columns of the schema.
    let rows: Batch
    /// Cells of measures without a value.
    let withheld: Int
    /// Values of another type than their column's.
    let misfits: Int
    /// Headings that were taken in order.
    let guessed: [String: String]
  }

  let selection: Selection
  let columns: DataColumns
  let version: JobindsatsVersion

  /// Reads a body that answers for some periods.
  ///
  /// Nulls: what is withheld or not yet known. Errors: `jobindsats.no-answer`,
  /// `jobindsats.other-columns`, `jobindsats.other-periods`, `jobindsats.fractions`.
  func read(_ body: [UInt8], url: String, asked codes: [String]) throws(JobindsatsFault) -> Page {
    let headings = try headings(body, url: url)
    let answer = try AnswerColumns(headings, columns, selection)
    let served = Array(columns.served)
    let present = served.indices.filter { answer.places[$0] != nil }
    let wanted = present.map { column in
      JSONColumn([.element(answer.places[column] ?? 0)], wireType(column))
    }
    let rows: JSONRows = try reading(url) { () throws(Diagnostic) in
      try JSONRowReader(rows: Self.rows(version), columns: wanted).read(body)
    }
    var misfits = rows.mismatches.reduce(0, +)
    if misfits > 0 { try refuseFractions(body, url: url, answer, present, rows) }
    var read: [Column] = []
    for (column, field) in served.enumerated() {
      guard let place = present.firstIndex(of: column) else {
        let name = selection.dimensions[column - 1].values.first?.name
        read.append(.repeating(Value(name), type: .string, count: rows.count))
        continue
      }
      let found = rows.columns[place]
      guard column >= columns.keyCount, version == .two else {
        read.append(found)
        continue
      }
      let (numbers, strange) = DecimalText.numbers(found, field.type)
      if strange > 0, field.type == .int {
        try refuseFractions(of: field, DecimalText.numbers(found, .float).0, url: url)
      }
      read.append(numbers)
      misfits += strange
    }
    let keys = read.prefix(columns.keyCount)
    guard keys.allSatisfy({ $0.nullCount == 0 }) else {
      throw .noAnswer("data", url: url, why: "a row says neither period nor area")
    }
    let marks = try marks(Array(keys), url: url, asked: codes)
    let withheld = read.dropFirst(columns.keyCount).reduce(0) { $0 + $1.nullCount }
    return Page(
      rows: Batch(columns: read + marks, count: rows.count), withheld: max(0, withheld - misfits),
      misfits: misfits, guessed: answer.guessed)
  }

  /// Whole numbers of version 3 are read once more as any numbers, where some fit badly.
  private func refuseFractions(
    _ body: [UInt8], url: String, _ answer: AnswerColumns, _ present: [Int], _ rows: JSONRows
  ) throws(JobindsatsFault) {
    for (place, column) in present.enumerated() where rows.mismatches[place] > 0 {
      let field = columns.schema.fields[column]
      guard field.type == .int else { continue }
      let wanted = JSONColumn([.element(answer.places[column] ?? 0)], .float)
      let numbers = try reading(url) { () throws(Diagnostic) in
        try JSONRowReader(rows: Self.rows(version), columns: [wanted]).read(body)
      }
      try refuseFractions(of: field, numbers.columns[0], url: url)
    }
  }

  /// A value is never lost because a measure's name promised whole numbers.
  private func refuseFractions(
    of field: Field, _ numbers: Column, url: String
  ) throws(JobindsatsFault) {
    for row in 0..<numbers.count {
      guard case .float(let value) = numbers.value(at: row), Int64(exactly: value) == nil else {
        continue
      }
      throw .fractions(field.name, value: value, url: url)
    }
  }

  /// The type as which a column is read; numbers of version 2 are texts.
  private func wireType(_ column: Int) -> DataType {
    version == .two ? .string : columns.schema.fields[column].type
  }

  private static func rows(_ version: JobindsatsVersion) -> [JSONStep] {
    version == .three ? ["rows"] : [0, "Data"]
  }

  /// What the columns of an answer are called.
  private func headings(
    _ body: [UInt8], url: String
  ) throws(JobindsatsFault) -> [AnswerColumns.Heading] {
    let path: [JSONStep] = version == .three ? ["columns"] : [0, "Variables"]
    let found: JSONRows = try reading(url) { () throws(Diagnostic) in
      try JSONRowReader(rows: Self.rows(version), columns: [], documentFields: [path]).read(body)
    }
    let headings = (found.documentFields.first ?? .null).elements
    guard found.hasRows, !headings.isEmpty else {
      throw .noAnswer("data", url: url, why: "expected columns and rows")
    }
    return headings.map { heading in
      version == .three
        ? AnswerColumns.Heading(id: nil, name: heading.text ?? "")
        : AnswerColumns.Heading(id: heading["Name"].text, name: heading["Label"].text ?? "")
    }
  }

  private func reading(
    _ url: String, _ work: () throws(Diagnostic) -> JSONRows
  ) throws(JobindsatsFault) -> JSONRows {
    do throws(Diagnostic) {
      return try work()
    } catch {
      throw .noAnswer("data", url: url, why: error.message)
    }
  }

  /// Type and days of the periods, and whether rows are totals.
  private func marks(
    _ keys: [Column], url: String, asked codes: [String]
  ) throws(JobindsatsFault) -> [Column] {
    let asked = Set(codes.map { PeriodKey($0) })
    let types = TextBuilder()
    let firsts = IntBuilder(.date)
    let lasts = IntBuilder(.date)
    let totals = BoolBuilder()
    var known: [String: PeriodKey] = [:]
    let judges = selection.dimensions.enumerated().filter { $0.element.isSplit }
    let isAllTotal = selection.dimensions.allSatisfy(\.isTotal)
    for row in 0..<(keys.first?.count ?? 0) {
      let text = keys[0].string(row)
      let key = known[text] ?? PeriodKey(text)
      if known.updateValue(key, forKey: text) == nil, !asked.contains(key) {
        throw .otherPeriods(text, url: url)
      }
      if let code = key.code {
        types.append(code.type)
        firsts.append(code.first)
        lasts.append(code.last)
      } else {
        types.append(selection.periods.type)
        firsts.appendNull()
        lasts.appendNull()
      }
      totals.append(
        isAllTotal
          || judges.contains { $0.element.totals.contains(keys[$0.offset + 1].string(row)) })
    }
    return [types.finish(), firsts.finish(), lasts.finish(), totals.finish()]
  }
}

/// A period by its meaning where its code can be read, else by its text.
private struct PeriodKey: Hashable {
  let code: PeriodCode?
  let text: String?

  init(_ text: String) {
    code = PeriodCode(text)
    self.text = code == nil ? text : nil
  }
}

extension Column {
  /// The text of a row of a column of texts; empty for null.
  func string(_ row: Int) -> String {
    guard case .string(let text) = value(at: row) else { return "" }
    return text
  }
}

/// Numbers as version 2 writes them: `3,41`, `-280`, `""`.
enum DecimalText {
  /// A column of texts as numbers, and how many texts are none.
  static func numbers(_ column: Column, _ type: DataType) -> (Column, misfits: Int) {
    let builder = ColumnBuilder.make(type)
    var misfits = 0
    for row in 0..<column.count {
      let text = column.string(row)
      guard !text.isEmpty else {
        builder.appendNull()
        continue
      }
      guard let value = value(text, type) else {
        misfits += 1
        builder.appendNull()
        continue
      }
      builder.append(value)
    }
    return (builder.finish(), misfits)
  }

  static func value(_ text: String, _ type: DataType) -> Value? {
    let plain = text.replacing(",", with: ".")
    guard plain.utf8.allSatisfy({ (48...57).contains($0) || "+-.".utf8.contains($0) }),
      let number = Double(plain)
    else { return nil }
    guard type == .int else { return .float(number) }
    return Int64(plain).map { .int($0) } ?? Int64(exactly: number).map { .int($0) }
  }
}
