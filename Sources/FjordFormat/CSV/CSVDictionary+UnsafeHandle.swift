import FjordTable

extension CSVFields: WordText {
  /// The fields as codes, or nil where they repeat too little or quotes are doubled.
  func dictionaryColumn() -> Column? {
    var interner = FieldInterner(limit: min(max(64, count / 4), 16_384))
    var validity = [UInt64](repeating: .max, count: (count + 63) / 64)
    var nulls = 0
    var isWhole = true
    let codes = [Int32](unsafeUninitializedCapacity: count) { room, used in
      for row in 0..<count {
        var code: Int32 = 0
        if let (range, isSimple) = textRange(row) {
          guard isSimple, let known = interner.code(self, range) else {
            isWhole = false
            break
          }
          code = known
        } else {
          nulls &+= 1
          validity[row >> 6] &= ~(1 &<< UInt64(row & 63))
        }
        room[row] = code
        used = row &+ 1
      }
    }
    guard isWhole else { return nil }
    let mask = nulls == 0 ? nil : Bitmap(words: validity, count: count)
    return Column(
      .string, count: count, validity: mask,
      .dictionary(codes: codes[...], values: texts(interner.firsts)))
  }

  /// The texts of the first fields; one empty text where all are null.
  private func texts(_ firsts: [Range<Int32>]) -> Column.Text {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    for range in firsts {
      bytes.append(contentsOf: slice(Int(range.lowerBound)..<Int(range.upperBound)))
      offsets.append(Int64(bytes.count))
    }
    if firsts.isEmpty { offsets.append(0) }
    return Column.Text(offsets: offsets[...], bytes: bytes)
  }
}
