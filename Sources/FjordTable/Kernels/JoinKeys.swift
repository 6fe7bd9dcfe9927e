// Key columns in two forms only, words and texts, so that hashing and comparing need two loops each.
// Ints, days and microseconds are words as they lie; other numbers are copied in a form in which
// equal values have equal bits; nested values are encoded as texts.

/// The key columns of some rows, ready to be hashed and compared.
///
/// Nulls: a row with a null in any key column has no key and matches nothing.
package struct JoinKeys: Sendable {
  enum Part: Sendable {
    case words(ArraySlice<Int64>)
    case text(Column.Text)
    case coded(ArraySlice<Int32>, Column.Text)
  }

  let parts: [Part]
  /// Rows that have a key; nil where all have.
  package let validity: Bitmap?
  /// The number of rows.
  package let count: Int

  /// Takes columns of `count` rows over.
  ///
  /// Complexity: constant for ints, dates, timestamps and texts, linear for other types.
  package init(_ columns: [Column], count: Int) {
    self.count = count
    validity = columns.reduce(nil) { Bitmap.intersection($0, $1.validity) }
    parts = columns.map { Part($0) }
  }

  /// Whether a row's words are its key, so that equal words need no comparison.
  var isExact: Bool {
    guard parts.count == 1, case .words = parts[0] else { return false }
    return true
  }

  /// One word a row: the key itself where it is one, else a hash.
  ///
  /// Complexity: linear in the bytes.
  func words(seed: UInt64) -> [UInt64] {
    if isExact, case .words(let values) = parts[0] {
      return values.map { UInt64(bitPattern: $0) }
    }
    var hashes = [UInt64](repeating: seed, count: count)
    for part in parts { part.mix(into: &hashes, seed: seed) }
    return hashes
  }

  /// The rows whose keys fall to each of some places, rising: equal keys fall to one place.
  ///
  /// Rows without a key are spread evenly, or left out. Complexity: linear in the bytes.
  package func places(among count: Int, seed: UInt64, keepsKeyless: Bool) -> [[Int32]] {
    var places = [[Int32]](repeating: [], count: count)
    for (row, word) in words(seed: seed).enumerated() {
      let place: Int
      if let validity, !validity[row] {
        guard keepsKeyless else { continue }
        place = row % count
      } else {
        place = Int(
          foldedHash(word, seed).multipliedFullWidth(by: UInt64(count)).high)
      }
      places[place].append(Int32(truncatingIfNeeded: row))
    }
    return places
  }

  /// Drops pairs whose keys differ: `other[row]` is a row of `keys`, or negative for none.
  func dropUnequal(_ other: inout [Int32], of keys: JoinKeys) {
    for (part, others) in zip(parts, keys.parts) { part.dropUnequal(&other, of: others) }
  }
}

extension JoinKeys.Part {
  init(_ column: Column) {
    switch column.storage {
    case .int64(let values): self = .words(values)
    case .float64(let values): self = .words(values.map(\.keyWord)[...])
    case .bits(let bits): self = .words((0..<bits.count).map { bits[$0] ? 1 : 0 }[...])
    case .duration(let values): self = .words(values.map(\.ordinal)[...])
    case .text(let text): self = .text(text)
    case .dictionary(let codes, let values): self = .coded(codes, values)
    case .list, .record: self = .text(RowKeys([column], count: column.count).text)
    }
  }

  func mix(into hashes: inout [UInt64], seed: UInt64) {
    switch self {
    case .words(let values):
      values.withUnsafeBufferPointer { values in
        for row in hashes.indices {
          hashes[row] = foldedHash(hashes[row] ^ UInt64(bitPattern: values[row]), seed)
        }
      }
    case .text(let text):
      let own = text.hashes(seed: seed)
      for row in hashes.indices { hashes[row] = foldedHash(hashes[row] ^ own[row], seed) }
    case .coded(let codes, let text):
      let own = text.hashes(seed: seed)
      codes.withUnsafeBufferPointer { codes in
        for row in hashes.indices {
          hashes[row] = foldedHash(hashes[row] ^ own[Int(codes[row])], seed)
        }
      }
    }
  }

  func dropUnequal(_ other: inout [Int32], of part: JoinKeys.Part) {
    if case .words(let mine) = self, case .words(let theirs) = part {
      mine.withUnsafeBufferPointer { mine in
        theirs.withUnsafeBufferPointer { theirs in
          for row in other.indices where other[row] >= 0 && mine[row] != theirs[Int(other[row])] {
            other[row] = -1
          }
        }
      }
      return
    }
    guard let mine = runs, let theirs = part.runs else {
      preconditionFailure("keys of different types")
    }
    mine.withRuns { run in
      theirs.withRuns { otherRun in
        for row in other.indices where other[row] >= 0 {
          if !run(row).isSame(as: otherRun(Int(other[row]))) { other[row] = -1 }
        }
      }
    }
  }

  private var runs: TextRuns? {
    switch self {
    case .words: nil
    case .text(let text): TextRuns(text: text, codes: nil)
    case .coded(let codes, let text): TextRuns(text: text, codes: codes)
    }
  }
}

/// Texts by row, through codes where there are some.
private struct TextRuns {
  let text: Column.Text
  let codes: ArraySlice<Int32>?

  /// Hands over the bytes of a row.
  @inline(__always)
  func withRuns(_ body: ((Int) -> UnsafeRawBufferPointer) -> Void) {
    text.bytes.withUnsafeBytes { bytes in
      text.offsets.withUnsafeBufferPointer { offsets in
        guard let codes else {
          return body { row in
            UnsafeRawBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row &+ 1])])
          }
        }
        codes.withUnsafeBufferPointer { codes in
          body { row in
            let place = Int(codes[row])
            return UnsafeRawBufferPointer(
              rebasing: bytes[Int(offsets[place])..<Int(offsets[place &+ 1])])
          }
        }
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether two runs hold the same bytes: eight at a time.
  @inline(__always)
  fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    var at = 0
    while at &+ 8 <= count {
      let mine = loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if mine != other.loadUnaligned(fromByteOffset: at, as: UInt64.self) { return false }
      at &+= 8
    }
    while at < count {
      if self[at] != other[at] { return false }
      at &+= 1
    }
    return true
  }
}

extension Column.Text {
  /// A hash of each run.
  fileprivate func hashes(seed: UInt64) -> [UInt64] {
    bytes.withUnsafeBytes { all in
      offsets.withUnsafeBufferPointer { offsets in
        [UInt64](unsafeUninitializedCapacity: count) { hashes, size in
          for row in 0..<count {
            let run = Int(offsets[row])..<Int(offsets[row &+ 1])
            hashes.initializeElement(
              at: row, to: Interner.hash(UnsafeRawBufferPointer(rebasing: all[run]), seed: seed))
          }
          size = count
        }
      }
    }
  }
}

extension Double {
  /// Bits that are equal where values are: one zero, one NaN.
  fileprivate var keyWord: Int64 {
    isNaN ? -1 : Int64(bitPattern: (self == 0 ? 0.0 : self).bitPattern)
  }
}

/// 64 well mixed bits of a word.
@inline(__always)
func foldedHash(_ value: UInt64, _ seed: UInt64) -> UInt64 {
  let product = (value ^ 0x9E37_79B9_7F4A_7C15 ^ seed)
    .multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
