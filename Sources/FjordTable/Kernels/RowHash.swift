/// Numbers that stand for rows: the same for equal rows, on every machine and in every version.
///
/// Source: folded multiplication over eight bytes at a time, as in wyhash; read as little-endian.
package enum RowHash {
  /// One number from 0 on for each row of some columns; a null has one too.
  ///
  /// Complexity: linear in the bytes.
  package static func hashes(_ columns: [Column], count: Int) -> Column {
    let keys = RowKeys(columns, count: count).text
    let values = keys.withRuns { run in (0..<count).map { Int64(hash(run($0)) >> 1) } }
    return Column(.int, count: count, validity: nil, .int64(values[...]))
  }

  private static func hash(_ run: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: run.count) ^ 0x8EBC_6AF0_9C88_C6E3
    var place = 0
    while place < run.count {
      var word: UInt64 = 0
      let end = min(place + 8, run.count)
      for byte in run[place..<end].reversed() { word = word << 8 | UInt64(byte) }
      let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      hash = product.high ^ product.low
      place = end
    }
    let product = (hash ^ 0xE703_7ED1_A0B4_28DB).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
