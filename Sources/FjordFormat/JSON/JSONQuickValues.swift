// Ends of values found many bytes at a time, in a body with padding behind it. What is not right at
// first sight is left to the scanner, which says what is wrong with it: a quick answer is always the
// scanner's answer. The tests hold them against each other.

/// Values of a padded body.
struct JSONQuickValues {
  let scanner: JSONScanner

  private var bytes: JSONBytes { scanner.bytes }

  init(_ scanner: JSONScanner) {
    precondition(scanner.bytes.isPadded, "quick values need padding behind the body")
    self.scanner = scanner
  }

  /// The value at a place; nil where the scanner has to look.
  @inline(__always)
  func value(_ place: Int, depth: Int) -> JSONToken? {
    switch bytes[place] {
    case UInt8(ascii: "\""):
      let (end, isEscaped) = string(place)
      return end < 0 ? nil : JSONToken(isEscaped ? .escapedString : .string, place, end)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let (end, isInteger) = number(place)
      return end < 0 ? nil : JSONToken(isInteger ? .integer : .number, place, end)
    case UInt8(ascii: "t") where bytes.paddedWord(place) & 0xFFFF_FFFF == 0x6575_7274:
      return JSONToken(.true, place, place &+ 4)
    case UInt8(ascii: "f") where bytes.paddedWord(place) & 0xFF_FFFF_FFFF == 0x65_736C_6166:
      return JSONToken(.false, place, place &+ 5)
    case UInt8(ascii: "n") where isNull(place): return JSONToken(.null, place, place &+ 4)
    default: return rare(place, depth: depth)
    }
  }

  /// Whether `null` stands at a place.
  @inline(__always)
  func isNull(_ place: Int) -> Bool { bytes.paddedWord(place) & 0xFFFF_FFFF == 0x6C6C_756E }

  @inline(never)
  private func rare(_ place: Int, depth: Int) -> JSONToken? {
    try? scanner.value(place, depth: depth)
  }

  /// The place behind a string that begins at a place, -1 where the scanner has to look; and whether
  /// it has escapes.
  @inline(__always)
  private func string(_ start: Int) -> (end: Int, isEscaped: Bool) {
    let stop = bytes.paddedStop(start &+ 1)
    if bytes[stop] == UInt8(ascii: "\"") { return (stop &+ 1, false) }
    return escapedString(stop)
  }

  @inline(never)
  private func escapedString(_ first: Int) -> (end: Int, isEscaped: Bool) {
    var stop = first
    while bytes[stop] == UInt8(ascii: "\\"), let end = escapeEnd(stop) {
      stop = bytes.paddedStop(end)
      if bytes[stop] == UInt8(ascii: "\"") { return (stop &+ 1, true) }
    }
    return (-1, true)
  }

  /// The place behind the escape whose backslash is at a place.
  @inline(__always)
  private func escapeEnd(_ place: Int) -> Int? {
    switch bytes[place &+ 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      place &+ 2
    default: try? JSONEscape(bytes, at: place).end
    }
  }

  /// The place behind a number, -1 where there is none; and whether it is whole.
  @inline(__always)
  private func number(_ start: Int) -> (end: Int, isInteger: Bool) {
    var place = bytes[start] == UInt8(ascii: "-") ? start &+ 1 : start
    let whole = digits(place)
    if whole == 0 || (whole > 1 && bytes[place] == UInt8(ascii: "0")) { return (-1, true) }
    place &+= whole
    let next = bytes[place]
    guard next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") else {
      return (place, true)
    }
    return (fractionEnd(place), false)
  }

  @inline(__always)
  private func fractionEnd(_ start: Int) -> Int {
    var place = start
    if bytes[place] == UInt8(ascii: ".") {
      let count = digits(place &+ 1)
      if count == 0 { return -1 }
      place &+= 1 &+ count
    }
    guard bytes[place] | 0x20 == UInt8(ascii: "e") else { return place }
    let sign = bytes[place &+ 1]
    place &+= sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") ? 2 : 1
    let count = place < bytes.count ? digits(place) : 0
    return count == 0 ? -1 : place &+ count
  }

  /// How many digits stand from a place on; eight are looked at together.
  @inline(__always)
  private func digits(_ start: Int) -> Int {
    var place = start
    while place <= bytes.count {
      // A digit is 0x30 with at most nine added: what is left of another byte reaches the high bit.
      let rest = bytes.paddedWord(place) ^ 0x3030_3030_3030_3030
      let others = ((rest &+ 0x7676_7676_7676_7676) | rest) & 0x8080_8080_8080_8080
      if others != 0 { return place &- start &+ others.trailingZeroBitCount &>> 3 }
      place &+= 8
    }
    return 0
  }
}
