// Where rows end in a JSON text that is no NDJSON: the elements of its array, or values one behind
// the other. Strings are jumped over sixteen bytes at a time; everything else goes byte by byte.

/// Cuts JSON between its rows, never within one.
///
/// The array's own brackets stay with the first and the last piece. Complexity: linear.
package struct JSONSplitter: RowSplitter {
  private let isArray: Bool
  private var isBegun = false

  /// Creates a splitter for the elements of one array, or for values one behind the other.
  package init(isArray: Bool) { self.isArray = isArray }

  package mutating func split(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> RowSplit? {
    guard let end = isLast ? piece.count : lastRowEnd(JSONBytes(piece)) else { return nil }
    isBegun = true
    let rows = UnsafeRawBufferPointer(rebasing: piece[..<end])
    return RowSplit(end: end, lineCount: ByteMask.count(of: UInt8(ascii: "\n"), in: rows))
  }

  private func lastRowEnd(_ bytes: JSONBytes) -> Int? {
    var place = 0
    if isArray, !isBegun {
      place = JSONScanner(bytes).skipSpace(0)
      guard bytes[place] == UInt8(ascii: "[") else { return nil }
      place += 1
    }
    var depth = 0
    var last: Int?
    // A number or word has no end of its own: what stands behind it ends it.
    var isAmidWord = false
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(bytes, place) else { return last }
        place = end
        if depth == 0 { last = end }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth &-= 1
        // The end of the array: nothing behind it is a row, so all of it makes the last piece.
        if depth < 0 { return last }
        if depth == 0 { last = place &+ 1 }
        isAmidWord = false
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
        if depth == 0, isAmidWord { last = place }
        isAmidWord = false
      default: isAmidWord = true
      }
      place &+= 1
    }
    return last
  }

  private func stringEnd(_ bytes: JSONBytes, _ start: Int) -> Int? {
    var stop = bytes.stringStop(from: start &+ 1)
    while stop < bytes.count {
      if bytes[stop] == UInt8(ascii: "\"") { return stop &+ 1 }
      stop = bytes.stringStop(from: stop &+ (bytes[stop] == UInt8(ascii: "\\") ? 2 : 1))
    }
    return nil
  }
}
