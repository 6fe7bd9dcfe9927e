/// Values as JSON, appended to bytes.
///
/// Numbers and booleans stand bare, and what is no number is null. Text, dates, timestamps (UTC),
/// durations and base64 are strings; lists are arrays and records objects in the order of their
/// fields. Nothing is put between tokens.
package enum JSONText {
  /// One row of a column.
  ///
  /// Complexity: linear in the bytes; the storage is looked at once a value.
  package static func append(_ column: Column, row: Int, to text: inout [UInt8]) {
    guard !column.isNull(row) else { return text.append(contentsOf: nullText) }
    switch column.storage {
    case .bits(let bits): ValueText.append(bits[row], to: &text)
    case .int64(let values):
      append(values[values.startIndex &+ row], as: column.type, to: &text)
    case .float64(let values): append(values[values.startIndex &+ row], to: &text)
    case .duration(let values):
      text.append(UInt8(ascii: "\""))
      ValueText.append(values[values.startIndex &+ row], to: &text)
      text.append(UInt8(ascii: "\""))
    case .text(let runs) where column.type == .binary:
      text.append(UInt8(ascii: "\""))
      ValueText.append(base64: runs.bytes(row), to: &text)
      text.append(UInt8(ascii: "\""))
    case .text(let runs): append(string: runs.bytes(row), to: &text)
    case .dictionary(let codes, let values):
      append(string: values.bytes(Int(codes[codes.startIndex &+ row])), to: &text)
    case .list(let offsets, let child):
      let base = offsets.startIndex + row
      append(list: child, Int(offsets[base])..<Int(offsets[base + 1]), to: &text)
    case .record(let children):
      append(record: children, fields: column.type.fields, row: row, to: &text)
    }
  }

  /// A float; null where it is no number.
  package static func append(_ value: Double, to text: inout [UInt8]) {
    value.isFinite
      ? ValueText.append(value, to: &text) : text.append(contentsOf: nullText)
  }

  /// Text in quotes; quote, backslash and controls escaped, all else as it is.
  package static func append(string run: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    appendEscaped(run, to: &text)
    text.append(UInt8(ascii: "\""))
  }

  /// Text in quotes; quote, backslash and controls escaped, all else as it is.
  package static func append(string: String, to text: inout [UInt8]) {
    append(string: Array(string.utf8)[...], to: &text)
  }

  package static let nullText = Array("null".utf8)

  private static func append(_ value: Int64, as type: DataType, to text: inout [UInt8]) {
    switch type {
    case .date:
      text.append(UInt8(ascii: "\""))
      ValueText.append(date: value, to: &text)
      text.append(UInt8(ascii: "\""))
    case .timestamp:
      text.append(UInt8(ascii: "\""))
      ValueText.append(timestamp: value, to: &text)
      text.append(UInt8(ascii: "\""))
    default: ValueText.append(value, to: &text)
    }
  }

  private static func append(list child: Column, _ range: Range<Int>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "["))
    for place in range {
      if place > range.lowerBound { text.append(UInt8(ascii: ",")) }
      append(child, row: place, to: &text)
    }
    text.append(UInt8(ascii: "]"))
  }

  private static func append(
    record children: [Column], fields: [RecordField], row: Int, to text: inout [UInt8]
  ) {
    text.append(UInt8(ascii: "{"))
    for (place, child) in children.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      append(string: fields[place].name, to: &text)
      text.append(UInt8(ascii: ":"))
      append(child, row: row, to: &text)
    }
    text.append(UInt8(ascii: "}"))
  }

  private static func appendEscaped(_ run: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var start = run.startIndex
    for place in run.indices {
      let byte = run[place]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      text.append(contentsOf: run[start..<place])
      appendEscape(byte, to: &text)
      start = place + 1
    }
    text.append(contentsOf: run[start...])
  }

  /// The escape of a byte that JSON does not allow in a string.
  package static func appendEscape(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case 0x08: text.append(UInt8(ascii: "b"))
    case 0x09: text.append(UInt8(ascii: "t"))
    case 0x0A: text.append(UInt8(ascii: "n"))
    case 0x0C: text.append(UInt8(ascii: "f"))
    case 0x0D: text.append(UInt8(ascii: "r"))
    default:
      text.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 48 + digit : 87 + digit) }
    }
  }
}

extension DataType {
  /// The fields of a record; none for other types.
  package var fields: [RecordField] {
    guard case .record(let fields) = self else { return [] }
    return fields
  }
}
