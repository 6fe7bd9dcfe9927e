// One hash a row, for work that is split by key: equal keys have equal hashes, whatever the batch and
// however text lies in it.

extension Batch {
  /// A hash of each row's key columns; null has one of its own.
  ///
  /// Complexity: linear in rows and bytes.
  package static func hashes(of keys: [Column], count: Int) -> [UInt64] {
    var hashes = [UInt64](repeating: 0, count: count)
    for key in keys {
      let own = key.hashes
      for row in 0..<count { hashes[row] = mixed(hashes[row] &* 31 &+ own[row]) }
    }
    return hashes
  }

  fileprivate static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}

extension Column {
  fileprivate var hashes: [UInt64] {
    var hashes: [UInt64]
    switch storage {
    case .int64(let values): hashes = values.map { Batch.mixed(UInt64(bitPattern: $0)) }
    case .text(let text): hashes = text.hashes
    case .dictionary(let codes, let values):
      let known = values.hashes
      hashes = codes.map { known[Int($0)] }
    default: return RowKeys([self], count: count).text.hashes
    }
    if nullCount > 0 { for row in 0..<count where isNull(row) { hashes[row] = 1 } }
    return hashes
  }
}

extension Column.Text {
  fileprivate var hashes: [UInt64] {
    bytes.withUnsafeBytes { all in
      zip(offsets, offsets.dropFirst()).map { start, end in
        Interner.hash(UnsafeRawBufferPointer(rebasing: all[Int(start)..<Int(end)]))
      }
    }
  }
}
