import FjordTable

extension CSVFields {
  /// Fields that hold JSON (lists and records), or base64.
  ///
  /// The cells become the lines of one text, which the JSON reader reads into a column.
  func jsonColumn(
    _ type: DataType, _ encoding: TextEncoding, zone: ZoneOffsets
  ) -> (column: Column, misfits: [Int]) {
    var misfits: [Int] = []
    let builder = ColumnBuilder.make(type)
    let reader = JSONRowReader(columns: [JSONColumn([], type)], zone: zone)
    for row in 0..<count {
      guard type == .binary ? textRange(row) != nil : content(row) != nil else {
        builder.appendNull()
        continue
      }
      let value = cell(row, encoding).flatMap { self.value(of: $0, type, reader) }
      if value == nil { misfits.append(row) }
      builder.append(value ?? .null)
    }
    return (builder.finish(), misfits)
  }

  private func value(of cell: [UInt8], _ type: DataType, _ reader: JSONRowReader) -> Value? {
    if type == .binary { return ValueParsing.binary(cell.span).map { .binary($0) } }
    guard let rows = try? reader.readLines(cell), rows.count == 1, rows.mismatches == [0] else {
      return nil
    }
    return rows.columns.first?.value(at: 0)
  }

  /// A field's text in UTF-8; nil where its quotes are broken.
  private func cell(_ row: Int, _ encoding: TextEncoding) -> [UInt8]? {
    guard let text = plainText(row) else { return nil }
    guard encoding != .utf8 else { return text }
    var converted: [UInt8] = []
    for byte in text { encoding.append(byte, to: &converted) }
    return converted
  }
}
