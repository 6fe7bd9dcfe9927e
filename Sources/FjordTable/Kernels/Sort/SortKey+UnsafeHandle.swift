// One key column of one chunk, as pointers: comparing two rows of any two chunks must not retain,
// check or branch on layouts more than it has to. Numbers are turned into words that compare as the
// values do, once a chunk; text stays where it is and gives words of eight bytes when asked.
//
// The pointers go into buffers that `SortChunk` holds on to and that are never changed, so that they
// are good as long as the chunk is. Arrays keep their elements in one place on the heap.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A key column of a chunk.
struct SortKey: BitwiseCopyable, @unchecked Sendable {
  private let kind: Kind
  /// `.max` where larger values come first, else 0.
  private let turn: UInt64
  private let mask: UnsafePointer<UInt64>
  private let maskStart: Int
  let hasMask: Bool
  private let words: UnsafePointer<UInt64>
  private let offsets: UnsafePointer<Int64>
  private let codes: UnsafePointer<Int32>
  private let bytes: UnsafePointer<UInt8>
  private let byteCount: Int

  private enum Kind: UInt8, BitwiseCopyable { case words, text, codes }

  /// Creates the key of a column that is neither list nor record; `words` are those of its values
  /// where it is no text. The column and the words must outlive the key.
  init(_ column: Column, words: UnsafePointer<UInt64>, isDescending: Bool) {
    self.words = words
    turn = isDescending ? .max : 0
    hasMask = column.validity != nil
    mask = pointer(column.validity?.words[...] ?? [])
    maskStart = column.validity?.offset ?? 0
    var text = Column.Text(offsets: [], bytes: [])
    switch column.storage {
    case .text(let runs):
      (kind, text) = (.text, runs)
      codes = pointer([])
    case .dictionary(let places, let values):
      (kind, text) = (.codes, values)
      codes = pointer(places)
    default:
      kind = .words
      codes = pointer([])
    }
    offsets = pointer(text.offsets)
    bytes = pointer(text.bytes[...])
    byteCount = text.bytes.count
  }

  /// Whether one word says it all.
  var isFixed: Bool { kind == .words }

  @inline(__always)
  func isNull(_ row: Int) -> Bool {
    guard hasMask else { return false }
    let bit = maskStart &+ row
    return mask[bit &>> 6] & (1 &<< UInt64(truncatingIfNeeded: bit & 63)) == 0
  }

  /// The first word, or all ones for null: what comes last either way. A value may give all ones too.
  @inline(__always)
  func prefix(_ row: Int) -> UInt64 { isNull(row) ? .max : word(row, 0) }

  /// The word at a level of a row that is not null.
  @inline(__always)
  func word(_ row: Int, _ level: Int) -> UInt64 {
    if kind == .words { return words[row] }
    let run = run(row)
    let start = run.lowerBound &+ level &* 8
    let length = run.upperBound &- start
    if length <= 0 { return turn }
    if start &+ 8 <= byteCount {
      let word = UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self).bigEndian
      let keep: UInt64 = length >= 8 ? .max : ~(.max &>> UInt64(truncatingIfNeeded: 8 &* length))
      return (word & keep) ^ turn
    }
    var word: UInt64 = 0
    for place in 0..<Swift.min(8, length) {
      word |= UInt64(bytes[start &+ place]) &<< UInt64(truncatingIfNeeded: 56 &- 8 &* place)
    }
    return word ^ turn
  }

  /// How much of the text is left at a level, nine standing for more than the eight bytes of its
  /// word, turned over where larger values come first.
  func rest(_ row: Int, _ level: Int) -> UInt64 {
    let left = Swift.min(9, run(row).count - level * 8)
    return UInt64(turn == 0 ? left : 9 - left)
  }

  /// What `rest` gives where the text goes on.
  var goesOn: UInt64 { turn == 0 ? 9 : 0 }

  /// The order of two rows, of this chunk or another, whose words before a level are equal: negative
  /// where `a` comes first. Nulls come last either way.
  @inline(__always)
  static func order(
    _ a: SortKey, _ i: Int, _ b: SortKey, _ j: Int, from level: Int = 0
  ) -> Int {
    if a.hasMask || b.hasMask {
      let (x, y) = (a.isNull(i), b.isNull(j))
      if x || y { return x == y ? 0 : x ? 1 : -1 }
    }
    if a.kind == .words {
      let (x, y) = (a.words[i], b.words[j])
      return x == y ? 0 : x < y ? -1 : 1
    }
    let (x, y) = (a.run(i), b.run(j))
    let done = level &* 8
    let shorter = Swift.min(x.count, y.count) &- done
    var order = 0
    if shorter > 0 {
      order = Int(memcmp(a.bytes + x.lowerBound + done, b.bytes + y.lowerBound + done, shorter))
    }
    if order == 0 { order = x.count &- y.count }
    return a.turn == 0 ? order : 0 &- order
  }

  @inline(__always)
  private func run(_ row: Int) -> Range<Int> {
    let place = kind == .codes ? Int(codes[row]) : row
    return Range(
      uncheckedBounds: (
        Int(truncatingIfNeeded: offsets[place]), Int(truncatingIfNeeded: offsets[place &+ 1])
      ))
  }
}

/// The keys of all rows of some chunks, and the place of each row in the input.
struct SortKeyTable: BitwiseCopyable, @unchecked Sendable {
  /// Those of a chunk lie behind each other.
  let keys: UnsafePointer<SortKey>
  let keyCount: Int
  let sequences: UnsafePointer<RowSequence>

  /// The order of two rows; equal ones are ordered by their place in the input.
  @inline(__always)
  func order(_ a: SortEntry, _ b: SortEntry) -> Int {
    let order = order(a, b, from: 0, level: 0)
    if order != 0 { return order }
    let (x, y) = (sequence(a), sequence(b))
    return x == y ? 0 : x < y ? -1 : 1
  }

  /// The order of two rows by a key from a level on and the keys behind it.
  @inline(__always)
  func order(_ a: SortEntry, _ b: SortEntry, from first: Int, level: Int) -> Int {
    var place = first
    var level = level
    while place < keyCount {
      let order = SortKey.order(
        key(place, a), Int(a.row), key(place, b), Int(b.row), from: level)
      if order != 0 { return order }
      place &+= 1
      level = 0
    }
    return 0
  }

  /// The place of a row in the input; not negative.
  @inline(__always)
  func sequence(_ entry: SortEntry) -> Int64 { sequences[Int(entry.chunk)][Int(entry.row)] }

  @inline(__always)
  func key(_ place: Int, _ entry: SortEntry) -> SortKey {
    keys[Int(entry.chunk) &* keyCount &+ place]
  }
}

/// The places of a chunk's rows in the input: counted from the first one, or one by one.
struct RowSequence: BitwiseCopyable, @unchecked Sendable {
  let first: Int64
  let each: UnsafePointer<Int64>?

  @inline(__always)
  subscript(row: Int) -> Int64 { each?[row] ?? first &+ Int64(truncatingIfNeeded: row) }
}

/// Where the elements of an array lie; good while somebody holds the array, which nobody changes.
func pointer<Element: BitwiseCopyable>(_ array: ArraySlice<Element>) -> UnsafePointer<Element> {
  array.withUnsafeBufferPointer { $0.baseAddress }
    ?? UnsafePointer(nothing.assumingMemoryBound(to: Element.self))
}

/// What empty arrays point to; never read.
private nonisolated(unsafe) let nothing = UnsafeMutableRawPointer.allocate(
  byteCount: 16, alignment: 16)
