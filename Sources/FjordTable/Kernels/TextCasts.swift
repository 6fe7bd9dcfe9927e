// Whole columns to text and back. The loop is chosen once a column.

extension Column {
  /// Each row's text form; null where the row is.
  ///
  /// Text columns come back as they are.
  /// Timestamps are written in UTC with `Z`, or on the clock of a zone with its offset; lists and
  /// records as JSON.
  package func texts(in zone: ZoneOffsets? = nil) -> Column {
    if type == .string { return self }
    return Column(.string, count: count, validity: validity, .text(textRuns(in: zone)))
  }

  /// Each row as JSON; null where the row is.
  package func jsonTexts() -> Column {
    let text = runs { row, text in JSONText.append(self, row: row, to: &text) }
    return Column(.string, count: count, validity: validity, .text(text))
  }

  /// Each row read from its text; a text that does not fit gives a counted null.
  ///
  /// Timestamps without an offset are on the clock of `zone`. Only for types without parts.
  package func parsed(
    as type: DataType, local zone: ZoneOffsets? = nil
  ) -> (column: Column, faults: Int) {
    switch type {
    case .bool:
      let (values, failed) = parsedRows(else: false) { ValueParsing.bool($0) }
      return Column.masking(
        .bool, .bits(Bitmap(values)), count: count, mask: validity, failed: failed)
    case .int: return parsedInts(type) { ValueParsing.int($0) }
    case .date: return parsedInts(type) { ValueParsing.date($0) }
    case .timestamp: return parsedInts(type) { ValueParsing.timestamp($0, local: zone) }
    case .float:
      let (values, failed) = parsedRows(else: 0) { ValueParsing.float($0) }
      return Column.masking(
        .float, .float64(values[...]), count: count, mask: validity, failed: failed)
    case .duration:
      let nothing = CalendarDuration(microseconds: 0)
      let (values, failed) = parsedRows(else: nothing) { ValueParsing.duration($0) }
      return Column.masking(
        .duration, .duration(values[...]), count: count, mask: validity, failed: failed)
    case .binary: return parsedBinary()
    case .string: return (self, 0)
    case .list, .record: preconditionFailure("\(type) is not read from a text by itself")
    }
  }

  /// Text runs of all rows, empty under nulls.
  private func textRuns(in zone: ZoneOffsets?) -> Text {
    switch storage {
    case .bits(let bits):
      return runs { row, text in ValueText.append(bits[row], to: &text) }
    case .int64(let values):
      let base = values.startIndex
      switch (type, zone) {
      case (.date, _):
        return runs { row, text in ValueText.append(date: values[base &+ row], to: &text) }
      case (.timestamp, nil):
        return runs { row, text in ValueText.append(timestamp: values[base &+ row], to: &text) }
      case (.timestamp, let zone?):
        return runs { row, text in
          ValueText.append(timestamp: values[base &+ row], in: zone, to: &text)
        }
      default: return runs { row, text in ValueText.append(values[base &+ row], to: &text) }
      }
    case .float64(let values):
      return runs { row, text in ValueText.append(values[values.startIndex &+ row], to: &text) }
    case .duration(let values):
      return runs { row, text in ValueText.append(values[values.startIndex &+ row], to: &text) }
    case .text(let all) where type == .binary:
      return runs { row, text in ValueText.append(base64: all.bytes(row), to: &text) }
    case .text, .dictionary: return plainText
    case .list, .record:
      return runs { row, text in JSONText.append(self, row: row, to: &text) }
    }
  }

  @inline(__always)
  private func runs(_ append: (Int, inout [UInt8]) -> Void) -> Text {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    offsets.reserveCapacity(count + 1)
    bytes.reserveCapacity(count * 8)
    for row in 0..<count {
      if !isNull(row) { append(row, &bytes) }
      offsets.append(Int64(bytes.count))
    }
    return Text(offsets: offsets[...], bytes: bytes)
  }

  @inline(__always)
  private func parsedInts(
    _ type: DataType, _ parse: (Span<UInt8>) -> Int64?
  ) -> (column: Column, faults: Int) {
    let (values, failed) = parsedRows(else: 0, parse)
    return Column.masking(type, .int64(values[...]), count: count, mask: validity, failed: failed)
  }

  @inline(__always)
  private func parsedRows<Element>(
    else placeholder: Element, _ parse: (Span<UInt8>) -> Element?
  ) -> (values: [Element], failed: [Int]) {
    let text = plainText
    let all = text.bytes.span
    let base = text.offsets.startIndex
    var values: [Element] = []
    values.reserveCapacity(count)
    var failed: [Int] = []
    for row in 0..<count {
      let range = Int(text.offsets[base &+ row])..<Int(text.offsets[base &+ row &+ 1])
      let value = parse(all.extracting(range))
      if value == nil { failed.append(row) }
      values.append(value ?? placeholder)
    }
    return (values, failed)
  }

  private func parsedBinary() -> (column: Column, faults: Int) {
    let (values, failed) = parsedRows(else: []) { ValueParsing.binary($0) }
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    for value in values {
      bytes.append(contentsOf: value)
      offsets.append(Int64(bytes.count))
    }
    let text = Text(offsets: offsets[...], bytes: bytes)
    return Column.masking(.binary, .text(text), count: count, mask: validity, failed: failed)
  }
}
