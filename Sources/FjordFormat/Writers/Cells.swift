import FjordDiagnostic
import FjordTable

extension Column {
  /// Cells made row by row: `append` writes a value, and null rows get `null`.
  @inline(__always)
  func cells(null: [UInt8], _ append: (Int, inout [UInt8]) -> Void) -> Column.Text {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    offsets.reserveCapacity(count + 1)
    bytes.reserveCapacity(count * 12)
    for row in 0..<count {
      if isNull(row) { bytes.append(contentsOf: null) } else { append(row, &bytes) }
      offsets.append(Int64(bytes.count))
    }
    return Column.Text(offsets: offsets[...], bytes: bytes)
  }

  /// Whether values are written as text that may hold any character.
  var isFreeText: Bool { type == .string || type.isNested }

  /// The text of every row with control characters shown as escapes.
  func terminalCells() -> Column {
    let text = texts().plainText
    guard isFreeText, text.contains({ $0.below(0x20) | $0.high | $0.equal(0x7F) }) else {
      return Column(.string, count: count, validity: validity, .text(text))
    }
    let cleaned = cells(null: []) { row, bytes in
      bytes.append(contentsOf: text.string(row).escapingControls().utf8)
    }
    return Column(.string, count: count, validity: validity, .text(cleaned))
  }
}
