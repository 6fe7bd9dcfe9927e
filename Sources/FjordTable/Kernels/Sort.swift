// Sorting by encoded keys: most comparisons end in the first eight bytes, the rest compare bytes.

extension Batch {
  /// The places of the rows in the order of the key columns; stable, nulls last.
  ///
  /// Complexity: n log n comparisons of encoded keys; memory linear in the keys.
  package static func order(by keys: [Column], descending: [Bool], count: Int) -> [Int32] {
    let text = RowKeys(keys, count: count, descending: descending).text
    return text.bytes.withUnsafeBytes { bytes in
      text.offsets.withUnsafeBufferPointer { offsets in
        var entries = (0..<count).map { row in
          SortEntry(
            prefix: prefix(bytes, Int(offsets[row])..<Int(offsets[row + 1])), row: Int32(row))
        }
        entries.sort { a, b in
          if a.prefix != b.prefix { return a.prefix < b.prefix }
          return isBefore(bytes, offsets, a.row, b.row)
        }
        return entries.map(\.row)
      }
    }
  }

  private static func prefix(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
    if range.count >= 8 {
      return bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self).bigEndian
    }
    var value: UInt64 = 0
    for place in range { value = value << 8 | UInt64(bytes[place]) }
    return range.isEmpty ? 0 : value << UInt64(8 * (8 - range.count))
  }

  private static func isBefore(
    _ bytes: UnsafeRawBufferPointer, _ offsets: UnsafeBufferPointer<Int64>, _ a: Int32, _ b: Int32
  ) -> Bool {
    let x = Int(offsets[Int(a)])..<Int(offsets[Int(a) + 1])
    let y = Int(offsets[Int(b)])..<Int(offsets[Int(b) + 1])
    var place = 8
    while place < min(x.count, y.count) {
      let (p, q) = (bytes[x.lowerBound + place], bytes[y.lowerBound + place])
      if p != q { return p < q }
      place += 1
    }
    return x.count != y.count ? x.count < y.count : a < b
  }
}

private struct SortEntry {
  let prefix: UInt64
  let row: Int32
}
