// Rows as byte strings: one encoding serves grouping, distinct, latest and sorting. Two rows are
// equal when their bytes are, and bytes compare as the rows do in the order asked for.
//
// A value is a tag byte (0 value, 1 null: nulls last in either direction) and, for values, eight
// big-endian bytes with the sign turned, or text with 0 written as 0 255 and closed by 0 0.
// Descending values have their bytes turned over. Nested values are encoded element by element.

/// The rows of some columns as byte strings.
package struct RowKeys {
  /// One run of bytes a row.
  package let text: Column.Text

  /// Encodes rows; `descending` has one entry a column, or is empty for ascending throughout.
  ///
  /// Complexity: linear in rows and bytes.
  package init(_ columns: [Column], count: Int, descending: [Bool] = []) {
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(count + 1)
    var encoder = KeyEncoder()
    encoder.bytes.reserveCapacity(count * columns.count * 10)
    for row in 0..<count {
      for (place, column) in columns.enumerated() {
        let start = encoder.bytes.count
        encoder.append(column, row)
        if place < descending.count, descending[place] { encoder.turnOver(from: start) }
      }
      offsets.append(Int64(encoder.bytes.count))
    }
    text = Column.Text(offsets: offsets[...], bytes: encoder.bytes)
  }
}

private struct KeyEncoder {
  var bytes: [UInt8] = []

  mutating func append(_ column: Column, _ row: Int) {
    guard !column.isNull(row) else { return bytes.append(1) }
    bytes.append(0)
    switch column.storage {
    case .bits(let bits): bytes.append(bits[row] ? 1 : 0)
    case .int64(let values): append(ordered: values[values.startIndex &+ row])
    case .float64(let values): append(values[values.startIndex &+ row])
    case .duration(let values): append(ordered: values[values.startIndex &+ row].ordinal)
    case .text(let text): append(text.bytes(row))
    case .dictionary(let codes, let values):
      append(values.bytes(Int(codes[codes.startIndex &+ row])))
    case .list(let offsets, let child):
      let base = offsets.startIndex + row
      for place in Int(offsets[base])..<Int(offsets[base + 1]) {
        bytes.append(1)
        append(child, place)
      }
      bytes.append(0)
    case .record(let children):
      for child in children { append(child, row) }
    }
  }

  /// Turns over all but the tag, so that nulls stay last.
  mutating func turnOver(from start: Int) {
    guard bytes[start] == 0 else { return }
    for place in (start + 1)..<bytes.count { bytes[place] = ~bytes[place] }
  }

  private mutating func append(ordered value: Int64) {
    append(bigEndian: UInt64(bitPattern: value) ^ (1 << 63))
  }

  /// Negative numbers turned over, others with the sign bit set; -0 as 0, every NaN as one, last.
  private mutating func append(_ value: Double) {
    if value.isNaN { return append(bigEndian: .max) }
    let bits = (value == 0 ? 0.0 : value).bitPattern
    append(bigEndian: bits >> 63 == 1 ? ~bits : bits | (1 << 63))
  }

  private mutating func append(bigEndian value: UInt64) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ run: ArraySlice<UInt8>) {
    if run.contains(0) {
      for byte in run {
        bytes.append(byte)
        if byte == 0 { bytes.append(255) }
      }
    } else {
      bytes.append(contentsOf: run)
    }
    bytes.append(0)
    bytes.append(0)
  }
}
