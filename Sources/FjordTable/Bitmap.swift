/// A run of bits, one a row, in words of 64; shared on slice.
public struct Bitmap: Sendable {
  /// The words; bit `offset + row` belongs to `row`, lowest bit first.
  package let words: [UInt64]
  /// The bit of row 0.
  package let offset: Int
  /// The number of rows.
  public let count: Int

  package init(words: [UInt64], offset: Int = 0, count: Int) {
    assert(words.count * 64 >= offset + count, "a bitmap needs a bit a row")
    self.words = words
    self.offset = offset
    self.count = count
  }

  /// Creates a bitmap of one bit repeated.
  public init(repeating bit: Bool, count: Int) {
    self.init(
      words: Array(repeating: bit ? .max : 0, count: (count + 63) / 64), offset: 0, count: count)
  }

  /// Creates a bitmap from booleans.
  public init(_ bits: some Collection<Bool>) {
    var words = [UInt64](repeating: 0, count: (bits.count + 63) / 64)
    for (row, bit) in bits.enumerated() where bit { words[row >> 6] |= 1 << UInt64(row & 63) }
    self.init(words: words, offset: 0, count: bits.count)
  }

  /// The bit of a row.
  public subscript(row: Int) -> Bool {
    let bit = offset &+ row
    return words[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  /// The rows of a range, sharing the words.
  public func slice(_ range: Range<Int>) -> Bitmap {
    Bitmap(words: words, offset: offset + range.lowerBound, count: range.count)
  }

  /// The 64 bits that begin at `64 * index`, bits past the end zero.
  package func word(_ index: Int) -> UInt64 {
    let bit = offset &+ index &* 64
    let shift = UInt64(bit & 63)
    var word = words[bit >> 6] >> shift
    if shift > 0, (bit >> 6) &+ 1 < words.count { word |= words[(bit >> 6) &+ 1] << (64 &- shift) }
    let left = count &- index &* 64
    return left < 64 ? word & ((1 << UInt64(left)) &- 1) : word
  }

  /// How many words `word(_:)` has.
  package var wordCount: Int { (count + 63) / 64 }

  /// How many bits are set.
  ///
  /// Complexity: linear in the words.
  public var setCount: Int {
    var total = 0
    for index in 0..<wordCount { total &+= word(index).nonzeroBitCount }
    return total
  }

  /// The bits of both, combined a word at a time.
  package func combined(with other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) -> Bitmap {
    precondition(count == other.count, "bitmaps of different length")
    var words: [UInt64] = []
    words.reserveCapacity(wordCount)
    for index in 0..<wordCount { words.append(operation(word(index), other.word(index))) }
    return Bitmap(words: words, offset: 0, count: count)
  }

  /// The bits turned over.
  package var inverted: Bitmap {
    var words: [UInt64] = []
    words.reserveCapacity(wordCount)
    for index in 0..<wordCount { words.append(~word(index)) }
    return Bitmap(words: words, offset: 0, count: count)
  }

  /// The rows whose bit is set, in order.
  package var setRows: [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(setCount)
    for index in 0..<wordCount {
      var word = word(index)
      while word != 0 {
        rows.append(Int32(truncatingIfNeeded: index &* 64 &+ word.trailingZeroBitCount))
        word &= word &- 1
      }
    }
    return rows
  }

  /// The bits of the given rows; a negative row gives `absent`.
  package func taking(_ rows: [Int32], absent: Bool = false) -> Bitmap {
    var words = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    for (place, row) in rows.enumerated() where row < 0 ? absent : self[Int(row)] {
      words[place >> 6] |= 1 << UInt64(place & 63)
    }
    return Bitmap(words: words, offset: 0, count: rows.count)
  }

  /// Both validities: a row is valid where it is in each; nil stands for all valid.
  package static func intersection(_ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard let a else { return b }
    guard let b else { return a }
    return a.combined(with: b, &)
  }
}

/// Collects bits.
public struct BitmapBuilder: Sendable {
  private var words: [UInt64] = []
  /// How many bits were appended.
  public private(set) var count = 0
  /// How many of them are zero.
  public private(set) var clearCount = 0

  /// Creates an empty builder.
  public init() {}

  /// Appends a bit.
  public mutating func append(_ bit: Bool) {
    if count & 63 == 0 { words.append(0) }
    if bit { words[count >> 6] |= 1 << UInt64(count & 63) } else { clearCount &+= 1 }
    count &+= 1
  }

  /// Appends a bit several times.
  public mutating func append(_ bit: Bool, count times: Int) {
    for _ in 0..<times { append(bit) }
  }

  /// The bits; the builder starts again empty.
  public mutating func finish() -> Bitmap {
    defer { self = BitmapBuilder() }
    return Bitmap(words: words, offset: 0, count: count)
  }

  /// The bits as a validity: nil where all are set; the builder starts again empty.
  package mutating func finishValidity() -> Bitmap? {
    let all = clearCount == 0
    let bits = finish()
    return all ? nil : bits
  }
}
