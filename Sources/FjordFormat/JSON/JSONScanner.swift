// Steps over JSON and checks it whole (RFC 8259), without building anything. UTF-8 is checked for
// the whole body beforehand, so that strings are only searched for their end.

/// Knows where values end.
///
/// All places are byte offsets into the body.
struct JSONScanner {
  /// How many lists and objects may stand inside each other.
  static let depthLimit = 256

  let bytes: JSONBytes

  init(_ bytes: JSONBytes) { self.bytes = bytes }

  /// Checks the UTF-8 of the body and gives the place where its text begins, past a byte order mark.
  func begin() throws(JSONFault) -> Int {
    if let place = bytes.firstInvalidUTF8() { throw JSONFault(.badUTF8, at: place) }
    return bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// The first place at or behind `place` that is no white space.
  @inline(__always)
  func skipSpace(_ place: Int) -> Int {
    var place = place
    while true {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place &+= 1
      default: return place
      }
    }
  }

  /// The place behind a value that begins at `place`, with what it is.
  @inline(__always)
  func value(_ place: Int, depth: Int) throws(JSONFault) -> JSONToken {
    switch bytes[place] {
    case UInt8(ascii: "\""): return try string(place)
    case UInt8(ascii: "{"):
      return JSONToken(.object, place, try skipObject(place, depth: depth))
    case UInt8(ascii: "["):
      return JSONToken(.array, place, try skipArray(place, depth: depth))
    case UInt8(ascii: "t"): return try word("true", .true, place)
    case UInt8(ascii: "f"): return try word("false", .false, place)
    case UInt8(ascii: "n"): return try word("null", .null, place)
    default: return try number(place)
    }
  }

  /// A string whose opening quote is at `place`.
  @inline(__always)
  func string(_ place: Int) throws(JSONFault) -> JSONToken {
    let stop = bytes.stringStop(from: place &+ 1)
    if bytes[stop] == UInt8(ascii: "\"") { return JSONToken(.string, place, stop &+ 1) }
    return try stringWithEscapes(place, stop)
  }

  /// An object's next key: its token, and the place of the value behind the colon.
  @inline(__always)
  func key(_ place: Int) throws(JSONFault) -> (key: JSONToken, value: Int) {
    guard bytes[place] == UInt8(ascii: "\"") else {
      throw JSONFault(.expected("a key in quotes"), at: place)
    }
    let key = try string(place)
    let colon = bytes[key.end] == UInt8(ascii: ":") ? key.end : skipSpace(key.end)
    guard bytes[colon] == UInt8(ascii: ":") else { throw JSONFault(.expected("`:`"), at: colon) }
    return (key, skipSpace(colon &+ 1))
  }

  /// Behind a value: the place of the next element or key, or the place behind the closing bracket.
  @inline(__always)
  func next(_ place: Int, closing: UInt8) throws(JSONFault) -> (place: Int, isEnd: Bool) {
    let place = skipSpace(place)
    let byte = bytes[place]
    if byte == UInt8(ascii: ",") { return (skipSpace(place &+ 1), false) }
    if byte == closing { return (place &+ 1, true) }
    throw JSONFault(.expected("`,` or `\(Character(Unicode.Scalar(closing)))`"), at: place)
  }

  func checkDepth(_ depth: Int, _ place: Int) throws(JSONFault) {
    if depth >= Self.depthLimit { throw JSONFault(.tooDeep(limit: Self.depthLimit), at: place) }
  }

  private func skipObject(_ start: Int, depth: Int) throws(JSONFault) -> Int {
    try checkDepth(depth, start)
    var place = skipSpace(start &+ 1)
    if bytes[place] == UInt8(ascii: "}") { return place &+ 1 }
    while true {
      let value = try key(place).value
      let end = try self.value(value, depth: depth &+ 1).end
      let (next, isEnd) = try next(end, closing: UInt8(ascii: "}"))
      if isEnd { return next }
      place = next
    }
  }

  private func skipArray(_ start: Int, depth: Int) throws(JSONFault) -> Int {
    try checkDepth(depth, start)
    var place = skipSpace(start &+ 1)
    if bytes[place] == UInt8(ascii: "]") { return place &+ 1 }
    while true {
      let end = try value(place, depth: depth &+ 1).end
      let (next, isEnd) = try next(end, closing: UInt8(ascii: "]"))
      if isEnd { return next }
      place = next
    }
  }

  private func stringWithEscapes(_ start: Int, _ firstStop: Int) throws(JSONFault) -> JSONToken {
    var stop = firstStop
    while true {
      guard stop < bytes.count else { throw JSONFault(.unfinishedString, at: bytes.count) }
      switch bytes[stop] {
      case UInt8(ascii: "\""): return JSONToken(.escapedString, start, stop + 1)
      case UInt8(ascii: "\\"):
        // Nearly all escapes are two bytes long, and only their end counts here.
        let end =
          JSONEscape.isShort(bytes[stop + 1]) ? stop + 2 : try JSONEscape(bytes, at: stop).end
        stop = bytes.stringStop(from: end)
      default: throw JSONFault(.controlInString, at: stop)
      }
    }
  }

  private func word(
    _ word: StaticString, _ kind: JSONToken.Kind, _ place: Int
  ) throws(JSONFault) -> JSONToken {
    for step in 0..<word.utf8CodeUnitCount where bytes[place + step] != word.utf8Start[step] {
      throw JSONFault(.expected("`\(word)`"), at: place)
    }
    return JSONToken(kind, place, place &+ word.utf8CodeUnitCount)
  }

  private func number(_ start: Int) throws(JSONFault) -> JSONToken {
    var place = start
    if bytes[place] == UInt8(ascii: "-") { place &+= 1 }
    let whole = digits(&place)
    if whole == 0 {
      throw JSONFault(place == start ? .expected("a value") : .badNumber, at: place)
    }
    if whole > 1, bytes[place &- whole] == UInt8(ascii: "0") {
      throw JSONFault(.badNumber, at: place - whole)
    }
    var kind = JSONToken.Kind.integer
    if bytes[place] == UInt8(ascii: ".") {
      kind = .number
      place &+= 1
      if digits(&place) == 0 { throw JSONFault(.badNumber, at: place) }
    }
    if bytes[place] | 0x20 == UInt8(ascii: "e") {
      kind = .number
      place &+= 1
      if bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") { place &+= 1 }
      if digits(&place) == 0 { throw JSONFault(.badNumber, at: place) }
    }
    return JSONToken(kind, start, place)
  }

  @inline(__always)
  private func digits(_ place: inout Int) -> Int {
    let start = place
    while bytes[place] &- 48 < 10 { place &+= 1 }
    return place &- start
  }
}

/// What a value is and where it stands; strings with their quotes.
struct JSONToken {
  enum Kind: UInt8 {
    case absent, null, `true`, `false`, integer, number, string, escapedString, array, object,
      misplaced
  }

  var kind: Kind
  var start: Int
  var end: Int

  @inline(__always)
  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
  }

  /// Nothing.
  static let absent = JSONToken(.absent, 0, 0)

  /// A value where something with parts was wanted.
  static let misplaced = JSONToken(.misplaced, 0, 0)

  /// The bytes between a string's quotes, or of another value all.
  @inline(__always)
  var content: Range<Int> {
    kind == .string || kind == .escapedString ? (start &+ 1)..<(end &- 1) : start..<end
  }
}
