// Where fields end: the first of the two steps of reading CSV, and all that splitting needs.
//
// 64 bytes at a time, quotes, delimiters and line ends become bits. The bits from an opening quote
// to its closing one come from a prefix sum (without carry) over the quotes; a doubled quote closes
// and opens again. That is exact as long as every quote that opens stands at the start of a field
// or right behind a quote, which is checked with three more operations. A text with a quote amid a
// field, where it means itself, goes through the plain loop below, byte by byte, which is also the
// definition that the tests hold against the fast one. Measured: 4 GB/s against 0.3.
//
// Why it is safe: callers give bytes with `PaddedBytes.padding` behind them, and bits past the end
// are cut off.

/// The marks of a CSV text: quotes, delimiters, line ends.
struct CSVMarks {
  let delimiter: UInt8
  let lineEnd: UInt8
  /// Bits from an opening quote up to the closing one; all or none of a block are carried on.
  private(set) var inside: UInt64 = 0
  /// Whether a quote may open a field at the next block's first byte.
  private var mayOpen: UInt64 = 1
  /// Whether a quote stands amid a field, so that the masks say nothing.
  private(set) var isIrregular = false
  /// Bits of all bytes that are not ASCII.
  private(set) var high: UInt64 = 0

  init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter
    lineEnd = dialect.lineEnd
  }

  /// Goes through a text that has padding behind it; the body gets the place of each 64 bytes and
  /// the ends of fields and of rows among them.
  @inline(__always)
  mutating func forEachBlock(
    of text: UnsafeRawBufferPointer, _ body: (Int, _ ends: UInt64, _ rowEnds: UInt64) -> Void
  ) {
    var marks = self
    ByteMask.forEachBlock(of: text, UInt8(ascii: "\""), lineEnd, delimiter) { place, masks in
      let (ends, rowEnds) = marks.next(masks.a, masks.b, masks.b | masks.c)
      marks.high |= masks.high
      body(place, ends, rowEnds)
    }
    self = marks
  }

  /// The ends of fields and of rows that count, of all among 64 bytes.
  @inline(__always)
  private mutating func next(
    _ quotes: UInt64, _ rowEnds: UInt64, _ ends: UInt64
  ) -> (ends: UInt64, rowEnds: UInt64) {
    let before = mayOpen
    mayOpen = (ends | quotes) &>> 63
    if quotes | inside == 0 { return (ends, rowEnds) }
    var within = quotes
    within ^= within &<< 1
    within ^= within &<< 2
    within ^= within &<< 4
    within ^= within &<< 8
    within ^= within &<< 16
    within ^= within &<< 32
    within ^= inside
    if quotes & within & ~((ends | quotes) &<< 1 | before) != 0 { isIrregular = true }
    inside = UInt64(bitPattern: Int64(bitPattern: within) &>> 63)
    return (ends & ~within, rowEnds & ~within)
  }
}

/// The state behind a byte, in the plain reading.
enum CSVPlace {
  case fieldStart, unquoted, quoted, behindQuote

  /// Takes a byte in; true where it ends a field.
  @inline(__always)
  mutating func take(_ byte: UInt8, _ delimiter: UInt8, _ lineEnd: UInt8) -> Bool {
    if self == .quoted {
      if byte == UInt8(ascii: "\"") { self = .behindQuote }
      return false
    }
    if byte == delimiter || byte == lineEnd {
      self = .fieldStart
      return true
    }
    let isQuote = byte == UInt8(ascii: "\"")
    self = isQuote && self != .unquoted ? .quoted : .unquoted
    return false
  }
}

/// The ends of all fields of a text.
struct CSVIndex {
  /// -1, and then the place of each delimiter and line end that is not in quotes.
  let ends: [Int32]
  /// How many of them are line ends.
  let rowCount: Int
  let isASCII: Bool
  /// Whether the text ends amid a quoted field.
  let isUnfinished: Bool

  /// Looks through a text that has padding behind it and fits 31 bits.
  ///
  /// Complexity: linear.
  init(_ text: UnsafeRawBufferPointer, _ dialect: CSVDialect) {
    var marks = CSVMarks(dialect)
    var rows = 0
    let ends = [Int32](unsafeUninitializedCapacity: text.count + 65) { room, used in
      room[0] = -1
      var count = 1
      marks.forEachBlock(of: text) { place, ends, rowEnds in
        var ends = ends
        rows &+= rowEnds.nonzeroBitCount
        while ends != 0 {
          room[count] = Int32(truncatingIfNeeded: place &+ ends.trailingZeroBitCount)
          count &+= 1
          ends &= ends &- 1
        }
      }
      used = count
    }
    if marks.isIrregular {
      self.init(plainly: text, dialect, isASCII: marks.high == 0)
    } else {
      self.init(
        ends: ends, rowCount: rows, isASCII: marks.high == 0, isUnfinished: marks.inside != 0)
    }
  }

  /// The same byte by byte.
  init(plainly text: UnsafeRawBufferPointer, _ dialect: CSVDialect, isASCII: Bool) {
    var ends: [Int32] = [-1]
    var rows = 0
    var state = CSVPlace.fieldStart
    for (place, byte) in text.enumerated()
    where state.take(byte, dialect.delimiter, dialect.lineEnd) {
      ends.append(Int32(truncatingIfNeeded: place))
      if byte == dialect.lineEnd { rows += 1 }
    }
    self.init(ends: ends, rowCount: rows, isASCII: isASCII, isUnfinished: state == .quoted)
  }

  private init(ends: [Int32], rowCount: Int, isASCII: Bool, isUnfinished: Bool) {
    self.ends = ends
    self.rowCount = rowCount
    self.isASCII = isASCII
    self.isUnfinished = isUnfinished
  }
}
