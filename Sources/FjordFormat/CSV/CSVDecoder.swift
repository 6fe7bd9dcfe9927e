import FjordTable

/// What a piece of a text held.
package struct CSVDecoded: Sendable {
  /// The rows without fault, all columns of the file; those not wanted are null.
  package let columns: [Column]
  /// How many there are.
  package let count: Int
  /// Where each of them begins in the piece; empty unless asked for.
  package let places: [Int]
  /// The rows at fault, in order.
  package let faults: [CSVRowFault]
}

/// Reads whole rows of CSV into columns: a pure function, for any core.
///
/// First the ends of all fields are found, then each wanted column is read in a loop of its own type.
/// Filters are asked as soon as their column is there, and what they drop is not read any further; a
/// column that is not wanted is not looked at, so faults in it are not found.
/// Complexity: linear in the bytes, and in the fields of wanted columns.
package struct CSVDecoder: Sendable {
  package let plan: CSVPlan
  private let filterColumns: [Int]
  private let otherColumns: [Int]
  private let nulls = NullColumns()

  /// Creates a decoder.
  package init(_ plan: CSVPlan) {
    self.plan = plan
    let filtered = Set(plan.filters.map(\.column))
    filterColumns = filtered.sorted()
    otherColumns = plan.wanted.subtracting(filtered).sorted()
  }

  /// Reads a piece that begins with a row and ends with a line end.
  package func decode(_ piece: PaddedBytes, wantsPlaces: Bool = false) -> CSVDecoded {
    piece.withBytes { text in
      var run = CSVDecoding(plan, text)
      for column in filterColumns { run.read(column) }
      run.filter()
      for column in otherColumns { run.read(column) }
      return run.finish(nulls, wantsPlaces: wantsPlaces)
    }
  }
}

/// The reading of one piece.
private struct CSVDecoding {
  private let plan: CSVPlan
  private let text: UnsafeRawBufferPointer
  private let isASCII: Bool
  private var rows: CSVRows
  private var columns: [Int: Column] = [:]
  /// Faults of values, by row.
  private var faults: [Int: CSVRowFault] = [:]
  /// Faults of rows that are no longer among `rows`.
  private var settled: [CSVRowFault]

  private var width: Int { plan.columns.count }

  init(_ plan: CSVPlan, _ text: UnsafeRawBufferPointer) {
    self.plan = plan
    self.text = text
    let index = CSVIndex(text, plan.dialect)
    isASCII = index.isASCII
    rows = CSVRows(index, text, width: plan.columns.count, lineEnd: plan.dialect.lineEnd)
    settled = rows.faults
  }

  /// Reads a column of the rows that are left.
  mutating func read(_ column: Int) {
    guard let base = text.baseAddress, rows.count > 0 else { return }
    let type = plan.columns[column].type
    let hasNulls = type != .string || plan.dialect.hasNullStrings
    let (values, misfits, kind) = rows.bounds.withUnsafeBufferPointer {
      bounds -> (Column, [Int], Bool) in
      guard let bounds = bounds.baseAddress else {
        return (Column.nulls(type, count: 0), [], false)
      }
      let fields = CSVFields(
        base, bounds + column, stride: rows.stride, count: rows.count,
        isLast: column == width - 1 && plan.dialect.lineEnd == UInt8(ascii: "\n"),
        nullTexts: hasNulls ? plan.dialect.nullTexts : [])
      return self.values(of: fields, column)
    }
    columns[column] = values
    for row in misfits { note(row, column, isQuoting: kind) }
    if !isASCII, type == .string, plan.dialect.encoding == .utf8 {
      for row in values.rowsWithoutUTF8() { note(row, column, isEncoding: true) }
    }
  }

  private func values(
    of fields: CSVFields, _ column: Int
  ) -> (column: Column, misfits: [Int], isQuoting: Bool) {
    let entry = plan.columns[column]
    if entry.type == .string {
      let read = fields.textColumn(
        plan.dialect.encoding, isASCII: isASCII, mayRepeat: entry.mayRepeat)
      return (read.column, read.misquoted, true)
    }
    let (values, misfits) =
      fields.valueColumn(
        entry.type, hasDecimalComma: plan.dialect.hasDecimalComma, zone: plan.zone)
      ?? fields.jsonColumn(entry.type, plan.dialect.encoding, zone: plan.zone)
    return (values, misfits, false)
  }

  private mutating func note(
    _ row: Int, _ column: Int, isQuoting: Bool = false, isEncoding: Bool = false
  ) {
    guard faults[row] == nil else { return }
    let start = Int(rows.bounds[row * rows.stride + column]) + 1
    let end = Int(rows.bounds[row * rows.stride + column + 1])
    let kind: CSVRowFault.Kind =
      isEncoding
      ? .encoding
      : isQuoting
        ? .textBehindQuote
        : .value(
          plan.dialect.encoding.text(text[start..<min(end, start + 60)]),
          expected: plan.columns[column].type)
    faults[row] = CSVRowFault(
      kind: kind, row: rows.row(row, width: width, text), place: start, column: column)
  }

  /// Drops the rows that a filter does not let through; those at fault are dropped too.
  mutating func filter() {
    var kept: Bitmap?
    for filter in plan.filters {
      guard let column = columns[filter.column] else { continue }
      let bits = filter.holds(column)
      kept = kept?.combined(with: bits, &) ?? bits
    }
    var places = kept?.setRows
    if !faults.isEmpty {
      places = (places ?? (0..<Int32(rows.count)).map { $0 }).filter { faults[Int($0)] == nil }
    }
    if let places { keep(places) }
  }

  private mutating func keep(_ places: [Int32]) {
    settled += faults.values
    faults = [:]
    guard places.count < rows.count else { return }
    rows.keep(places, width: width)
    columns = columns.mapValues { $0.taking(places) }
  }

  /// The rows without fault.
  mutating func finish(_ nulls: NullColumns, wantsPlaces: Bool) -> CSVDecoded {
    if !faults.isEmpty {
      keep((0..<Int32(rows.count)).filter { faults[Int($0)] == nil })
    }
    let all = plan.columns.enumerated().map { place, entry in
      let column = plan.wanted.contains(place) ? columns[place] : nil
      return column ?? nulls.column(entry.type, count: rows.count)
    }
    let places =
      wantsPlaces ? (0..<rows.count).map { Int(rows.bounds[$0 * rows.stride]) + 1 } : []
    return CSVDecoded(
      columns: all, count: rows.count, places: places,
      faults: settled.sorted { $0.row.lowerBound < $1.row.lowerBound })
  }
}
