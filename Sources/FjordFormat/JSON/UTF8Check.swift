extension JSONBytes {
  /// The place of the first byte that is not part of valid UTF-8; nil where all are.
  ///
  /// Complexity: linear; runs of ASCII are passed 32 bytes at a time. Source: Unicode Standard 16,
  /// table 3-7 (well-formed byte sequences).
  func firstInvalidUTF8() -> Int? {
    var place = asciiEnd(from: 0)
    while place < count {
      let length = sequenceLength(place)
      if length == 0 { return place }
      place &+= length
      if self[place] >= 0x80 || place >= count { continue }
      place = asciiEnd(from: place)
    }
    return nil
  }

  /// The number of bytes of the sequence at a place, which is not ASCII; 0 where it is broken.
  @inline(__always)
  private func sequenceLength(_ place: Int) -> Int {
    let second = self[place &+ 1]
    switch self[place] {
    case 0xC2...0xDF: return isTail(second) ? 2 : 0
    case 0xE0: return second >= 0xA0 && second <= 0xBF && isTail(self[place &+ 2]) ? 3 : 0
    case 0xED: return second >= 0x80 && second <= 0x9F && isTail(self[place &+ 2]) ? 3 : 0
    case 0xE1...0xEF: return isTail(second) && isTail(self[place &+ 2]) ? 3 : 0
    case 0xF0: return second >= 0x90 && second <= 0xBF && isLongTail(place) ? 4 : 0
    case 0xF1...0xF3: return isTail(second) && isLongTail(place) ? 4 : 0
    case 0xF4: return second >= 0x80 && second <= 0x8F && isLongTail(place) ? 4 : 0
    default: return 0
    }
  }

  @inline(__always)
  private func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  @inline(__always)
  private func isLongTail(_ place: Int) -> Bool {
    isTail(self[place &+ 2]) && isTail(self[place &+ 3])
  }
}
