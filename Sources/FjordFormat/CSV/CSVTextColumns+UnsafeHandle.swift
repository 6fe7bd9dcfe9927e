import FjordTable

// Columns of text from CSV. Fields are copied behind each other in one go; quotes that are doubled
// and characters that are not UTF-8 go a slower way, field by field.
//
// Short runs are copied as sixteen bytes whatever their length, which is safe because the text and
// the target have padding behind them, and three times as fast as a call a field.

extension CSVFields {
  /// Text with the rows that are null, and the rows at fault.
  struct ReadText {
    var column: Column
    var misquoted: [Int] = []
  }

  /// Every field as text.
  ///
  /// An empty field without quotes is null, `""` is empty.
  func textColumn(_ encoding: TextEncoding, isASCII: Bool, mayRepeat: Bool) -> ReadText {
    let isPlain = isASCII || encoding == .utf8
    if mayRepeat, isPlain, let codes = dictionaryColumn() { return ReadText(column: codes) }
    return isPlain ? copied() : transcoded(encoding)
  }

  /// Where a field's text lies without its quotes; nil for null.
  ///
  /// `isSimple` says that it can be taken as it stands.
  @inline(__always)
  func textRange(_ row: Int) -> (range: Range<Int>, isSimple: Bool)? {
    let (start, end) = self[row]
    if start == end { return nil }
    guard byte(start) == UInt8(ascii: "\"") else {
      return hasNullTexts && isNullText(start, end) ? nil : (start..<end, true)
    }
    guard end &- start >= 2, byte(end &- 1) == UInt8(ascii: "\"") else {
      return (start..<end, false)
    }
    let inner = (start &+ 1)..<(end &- 1)
    return (inner, ByteMask.firstPlace(of: UInt8(ascii: "\""), in: slice(inner)) == nil)
  }

  private func copied() -> ReadText {
    var misquoted: [Int] = []
    var nulls = 0
    var validity = [UInt64](repeating: .max, count: (count + 63) / 64)
    var offsets = [Int64](repeating: 0, count: count + 1)
    var total = 0
    for row in 0..<count {
      let (start, end) = self[row]
      total &+= end &- start
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: total + 16) { room, used in
      for row in 0..<count {
        if let (range, isSimple) = textRange(row) {
          let target = UnsafeMutableRawBufferPointer(room)
          if isSimple {
            copy(range, to: target, at: used)
            used &+= range.count
          } else if let length = unquote(row, to: target, at: used) {
            used &+= length
          } else {
            misquoted.append(row)
          }
        } else {
          nulls &+= 1
          validity[row >> 6] &= ~(1 &<< UInt64(row & 63))
        }
        offsets[row &+ 1] = Int64(truncatingIfNeeded: used)
      }
    }
    let text = Column.Text(offsets: offsets[...], bytes: bytes)
    let mask = nulls == 0 ? nil : Bitmap(words: validity, count: count)
    return ReadText(
      column: Column(.string, count: count, validity: mask, .text(text)), misquoted: misquoted)
  }

  @inline(__always)
  private func copy(_ range: Range<Int>, to room: UnsafeMutableRawBufferPointer, at place: Int) {
    if range.count <= 16, place &+ 16 <= room.count {
      let run = text.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD16<UInt8>.self)
      room.storeBytes(of: run, toByteOffset: place, as: SIMD16<UInt8>.self)
    } else {
      UnsafeMutableRawBufferPointer(rebasing: room[place..<(place + range.count)])
        .copyMemory(from: slice(range))
    }
  }

  /// Copies a field in quotes with doubled quotes made single; nil where its quotes are broken.
  private func unquote(_ row: Int, to room: UnsafeMutableRawBufferPointer, at place: Int) -> Int? {
    let (start, end) = self[row]
    guard end - start >= 2, byte(end - 1) == UInt8(ascii: "\"") else { return nil }
    var (at, length) = (start + 1, 0)
    while at < end - 1 {
      if byte(at) == UInt8(ascii: "\"") {
        guard at + 1 < end - 1, byte(at + 1) == UInt8(ascii: "\"") else { return nil }
        at += 1
      }
      room[place + length] = byte(at)
      (at, length) = (at + 1, length + 1)
    }
    return length
  }

  /// A field's bytes with its quotes taken off; nil for null and where quotes are broken.
  func plainText(_ row: Int) -> [UInt8]? {
    guard let (range, isSimple) = textRange(row) else { return nil }
    guard !isSimple else { return Array(slice(range)) }
    let field = self[row]
    var bytes = [UInt8](repeating: 0, count: field.end - field.start)
    guard let length = bytes.withUnsafeMutableBytes({ unquote(row, to: $0, at: 0) }) else {
      return nil
    }
    bytes.removeLast(bytes.count - length)
    return bytes
  }

  /// The same for encodings in which a byte above 127 becomes several.
  private func transcoded(_ encoding: TextEncoding) -> ReadText {
    let builder = TextBuilder()
    var misquoted: [Int] = []
    for row in 0..<count {
      guard textRange(row) != nil else {
        builder.appendNull()
        continue
      }
      let raw = plainText(row)
      if raw == nil { misquoted.append(row) }
      var converted: [UInt8] = []
      for byte in raw ?? [] { encoding.append(byte, to: &converted) }
      builder.append(bytes: converted)
    }
    return ReadText(column: builder.finish(), misquoted: misquoted)
  }
}
