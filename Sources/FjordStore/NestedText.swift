import FjordTable
import Foundation

/// Writes lists, records and keys as JSON, straight from columns.
///
/// Whole numbers keep all digits; floats have the shortest text that reads back the same, and
/// `"NaN"`, `"Infinity"`, `"-Infinity"` in quotes; times stand as in `StoredText`; bytes in base 64.
/// The fields of a record come in the order of its type, nulls too, so that equal values have equal
/// text.
enum NestedText {
  /// Appends one row of a column.
  static func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    guard !column.isNull(row) else { return bytes.append(contentsOf: "null".utf8) }
    switch column.storage {
    case .bits(let bits): bytes.append(contentsOf: (bits[row] ? "true" : "false").utf8)
    case .int64(let values):
      append(values[values.startIndex + row], type: column.type, to: &bytes)
    case .float64(let values): append(values[values.startIndex + row], to: &bytes)
    case .duration(let values):
      quoted(&bytes) { StoredText.append(duration: values[values.startIndex + row], to: &$0) }
    case .text(let text):
      if column.type == .binary {
        let data = Data(text.bytes(row))
        quoted(&bytes) { $0.append(contentsOf: data.base64EncodedString().utf8) }
      } else {
        append(string: text.bytes(row), to: &bytes)
      }
    case .dictionary(let codes, let values):
      append(string: values.bytes(Int(codes[codes.startIndex + row])), to: &bytes)
    case .list(let offsets, let child):
      let base = offsets.startIndex + row
      append(child, Int(offsets[base])..<Int(offsets[base + 1]), to: &bytes)
    case .record(let children):
      guard case .record(let fields) = column.type else { return }
      append(fields.map(\.name), children, row, to: &bytes)
    }
  }

  /// Appends one row of several columns as an object.
  static func append(
    _ names: [String], _ columns: [Column], _ row: Int, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "{"))
    for (place, name) in names.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(string: Array(name.utf8)[...], to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(columns[place], row, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func append(_ child: Column, _ rows: Range<Int>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for row in rows {
      if row > rows.lowerBound { bytes.append(UInt8(ascii: ",")) }
      append(child, row, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append(_ value: Int64, type: DataType, to bytes: inout [UInt8]) {
    switch type {
    case .date: quoted(&bytes) { StoredText.append(date: value, to: &$0) }
    case .timestamp: quoted(&bytes) { StoredText.append(timestamp: value, to: &$0) }
    default: bytes.append(contentsOf: String(value).utf8)
    }
  }

  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    switch value {
    case .infinity: bytes.append(contentsOf: "\"Infinity\"".utf8)
    case -.infinity: bytes.append(contentsOf: "\"-Infinity\"".utf8)
    case _ where value.isNaN: bytes.append(contentsOf: "\"NaN\"".utf8)
    default: bytes.append(contentsOf: value.description.utf8)
    }
  }

  private static func quoted(_ bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    bytes.append(UInt8(ascii: "\""))
    write(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(string run: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in run {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x00..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: (digits.count == 1 ? "\\u000" : "\\u00").utf8)
        bytes.append(contentsOf: digits.utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
