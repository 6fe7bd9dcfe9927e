import FjordTable

extension JSONBytes: WordText {}

/// A column of strings as codes into a dictionary, while its rows are read.
struct JSONCodes {
  /// Rows that are read before it is asked whether values repeat.
  private static let trial = 512
  private static let limit = 16_384

  private var interner = FieldInterner(limit: limit)
  /// A code a row, -1 for null.
  private(set) var codes: [Int32] = []

  /// Where the text of a code stands.
  func range(_ code: Int32) -> Range<Int> {
    let range = interner.firsts[Int(code)]
    return Int(range.lowerBound)..<Int(range.upperBound)
  }

  /// Takes the rows of a block; false where values repeat too little or are no plain strings, and
  /// then nothing is taken.
  mutating func append(_ block: JSONTokenBlock, _ slot: Int, _ source: JSONBytes) -> Bool {
    let (before, known) = (codes.count, interner.firsts.count)
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      switch token.kind {
      case .string:
        guard let code = interner.code(source, token.content) else { return undo(to: before) }
        codes.append(code)
      case .absent, .null: codes.append(-1)
      default: return undo(to: before)
      }
    }
    // Few values out of many show by how rarely a new one still comes.
    let fresh = interner.firsts.count - known
    return codes.count < Self.trial || fresh * 2 <= block.rows ? true : undo(to: before)
  }

  private mutating func undo(to count: Int) -> Bool {
    codes.removeLast(codes.count - count)
    return false
  }

  /// The column; nothing but texts that were met is copied.
  func column(_ source: JSONBytes) -> Column {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    for range in interner.firsts {
      bytes.append(contentsOf: source.slice(Int(range.lowerBound)..<Int(range.upperBound)))
      offsets.append(Int64(bytes.count))
    }
    if interner.firsts.isEmpty { offsets.append(0) }
    let hasNulls = codes.contains(-1)
    let validity = hasNulls ? Bitmap(codes.map { $0 >= 0 }) : nil
    let plain = hasNulls ? codes.map { max($0, 0) } : codes
    return Column(
      .string, count: codes.count, validity: validity,
      .dictionary(
        codes: plain[...], values: Column.Text(offsets: offsets[...], bytes: bytes)))
  }
}
