import FjordTable

/// The types that the fields of a sample fit.
///
/// A column gets the first type that all its values fit: bool, int, float, date, timestamp, duration,
/// else string. Numbers with leading zeros or a plus are codes and stay text, and so do whole numbers
/// that 64 bits do not hold: as numbers they would not read back.
struct CSVTypeSurvey {
  /// Texts that mean null where the other values of a column are no text.
  static let nullWords = ["NA", "N/A", "n/a", "NULL", "null", "\\N", ".", "..", ":"]
    .map { Array($0.utf8) }

  private let rows: CSVSampleRows
  private let zone = ZoneOffsets.utc
  private let dialect: CSVDialect
  private var columns: [Column]

  /// What is known of one column.
  fileprivate struct Column {
    var candidates = Candidates.all
    var words: Set<[UInt8]> = []
    var hasValues = false
    var mayRepeat = false
  }

  init(_ rows: CSVSampleRows, _ dialect: CSVDialect, _ wishes: CSVWishes) {
    self.rows = rows
    self.dialect = dialect
    columns = (0..<rows.width).map { place in
      rows.withFields(place, limit: wishes.sampledRows) { fields in
        var column = Column()
        for row in 0..<fields.count {
          guard let range = fields.content(row) else { continue }
          column.take(Array(fields.slice(range)), dialect)
        }
        column.mayRepeat = fields.count >= 32 && fields.dictionaryColumn() != nil
        return column
      } ?? Column()
    }
  }

  /// Whether the first row names the columns rather than being one of the rows.
  ///
  /// It does where a column's other values have a type that its cell does not fit; without such a
  /// column it does where all its cells are different texts that are no numbers or dates.
  var firstRowIsHeader: Bool {
    guard let first = rows.first else { return false }
    var isTyped = false
    for (cell, column) in zip(first.cells, columns) {
      guard let cell, column.hasValues, column.candidates.type(comma: nil) != .string else {
        continue
      }
      isTyped = true
      var own = Column()
      own.take(cell, dialect)
      if own.candidates.intersection(column.candidates).isEmpty { return true }
    }
    if isTyped { return false }
    let cells = first.cells.compactMap { $0 }
    guard cells.count == first.cells.count, Set(cells).count == cells.count else { return false }
    return cells.allSatisfy { cell in
      var own = Column()
      own.take(cell, dialect)
      return own.candidates.isEmpty && !cell.isEmpty
    }
  }

  /// Counts the first row among the values.
  mutating func takeFirstRow() {
    guard let first = rows.first else { return }
    for (place, cell) in first.cells.enumerated() {
      if let cell { columns[place].take(cell, dialect) }
    }
  }

  /// Whether more columns have fractions behind a comma than behind a point.
  var hasDecimalComma: Bool {
    guard dialect.delimiter != UInt8(ascii: ",") else { return false }
    let kinds = columns.filter { $0.hasValues && !$0.candidates.contains(.int) }.map(\.candidates)
    let commas = kinds.count { $0.contains(.commaFloat) && !$0.contains(.float) }
    return commas > kinds.count { $0.contains(.float) && !$0.contains(.commaFloat) }
  }

  /// The type of a column.
  func type(_ place: Int, comma: Bool) -> DataType {
    columns[place].hasValues ? columns[place].candidates.type(comma: comma) : .string
  }

  /// Whether a column's values repeat.
  func mayRepeat(_ place: Int) -> Bool { columns[place].mayRepeat }

  /// The texts that mean null in columns that are no text.
  func nullTexts(_ types: [DataType]) -> [[UInt8]] {
    let words = zip(columns, types).filter { $1 != .string }.flatMap(\.0.words)
    return Set(words).sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// Types that all values of a column fit so far.
struct Candidates: OptionSet {
  let rawValue: UInt8

  static let bool = Candidates(rawValue: 1)
  static let int = Candidates(rawValue: 2)
  static let float = Candidates(rawValue: 4)
  static let commaFloat = Candidates(rawValue: 8)
  static let date = Candidates(rawValue: 16)
  static let timestamp = Candidates(rawValue: 32)
  static let duration = Candidates(rawValue: 64)
  static let all = Candidates(rawValue: 127)

  /// The first of them, or string; `comma` says which mark fractions have, nil either.
  func type(comma: Bool?) -> DataType {
    if contains(.bool) { return .bool }
    if contains(.int) { return .int }
    if comma != true, contains(.float) { return .float }
    if comma != false, contains(.commaFloat) { return .float }
    if contains(.date) { return .date }
    if contains(.timestamp) { return .timestamp }
    return contains(.duration) ? .duration : .string
  }
}

extension CSVTypeSurvey.Column {
  /// Takes a value in, without quotes and space.
  fileprivate mutating func take(_ text: [UInt8], _ dialect: CSVDialect) {
    if dialect.nullTexts.contains(text) { return }
    if dialect.nullTexts.isEmpty, CSVTypeSurvey.nullWords.contains(text) {
      words.insert(text)
      return
    }
    hasValues = true
    guard !candidates.isEmpty else { return }
    candidates.formIntersection(Candidates(fitting: text, among: candidates))
  }
}

extension Candidates {
  /// The types that a text fits, of those asked for.
  init(fitting text: [UInt8], among asked: Candidates) {
    var found: Candidates = []
    let padded = text + [UInt8](repeating: 0, count: 16)
    padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      let field = FieldText(base, text.count)
      let isCode = Self.isCode(text)
      if asked.contains(.bool), field.bool != nil { found.insert(.bool) }
      if asked.contains(.int), !isCode, field.int != nil { found.insert(.int) }
      let isWhole = text.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: "-") }
      let isTooLong = isWhole && field.int == nil
      if asked.contains(.float), !isCode, !isTooLong, field.float(point: UInt8(ascii: ".")) != nil {
        found.insert(.float)
      }
      if asked.contains(.commaFloat), !isCode, !isTooLong,
        field.float(point: UInt8(ascii: ",")) != nil
      {
        found.insert(.commaFloat)
      }
      if asked.contains(.date), field.date != nil { found.insert(.date) }
      if asked.contains(.timestamp), field.timestamp(in: .utc) != nil { found.insert(.timestamp) }
      if asked.contains(.duration), field.duration != nil { found.insert(.duration) }
    }
    self = found
  }

  /// Whether digits stand behind a leading zero or a plus.
  private static func isCode(_ text: [UInt8]) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard digits.count > 1, let first = digits.first else { return false }
    if first == UInt8(ascii: "+") { return true }
    return first == UInt8(ascii: "0") && digits[digits.startIndex + 1] &- 48 < 10
  }
}
