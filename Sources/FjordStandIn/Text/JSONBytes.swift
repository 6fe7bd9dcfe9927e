/// JSON text that is being written, as bytes.
///
/// Pages of a thousand lines are built with every request, so the writer knows nothing of values:
/// callers give the punctuation.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  private var scratch = [UInt8](repeating: 0, count: 36)

  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends text that is JSON already.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes that are JSON already.
  mutating func raw(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  /// Appends a string without its quotes.
  mutating func text(_ text: some StringProtocol) {
    for byte in text.utf8 { append(escaping: byte) }
  }

  /// Appends a quoted string.
  mutating func string(_ string: some StringProtocol) {
    bytes.append(UInt8(ascii: "\""))
    text(string)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a quoted string or `null`.
  mutating func string(orNull string: String?) {
    if let string { self.string(string) } else { raw("null") }
  }

  /// Appends a UUID's characters and gives their place, to be repeated.
  mutating func id(_ id: UniqueID) {
    id.write(over: &scratch)
    bytes.append(contentsOf: scratch)
  }

  /// Appends the UUID that was written last once more.
  mutating func lastIDAgain() {
    bytes.append(contentsOf: scratch)
  }

  /// Appends what stands at a place of the text once more.
  mutating func again(_ range: Range<Int>) {
    for place in range { bytes.append(bytes[place]) }
  }

  /// Appends a moment with Oslo's offset, as `2026-10-05T09:01:02.54+02:00`: seconds always, zeros
  /// at the end of the fraction never.
  mutating func time(_ microseconds: Int64) {
    let seconds = floorDivide(microseconds, 1_000_000)
    let offset = OsloZone.offset(atUTC: seconds)
    let local = seconds + offset
    let dayNumber = Int(floorDivide(local, 86_400))
    let date = CivilDate(dayNumber: dayNumber)
    let time = Int(local - Int64(dayNumber) * 86_400)
    twoDigits(date.year / 100)
    twoDigits(date.year % 100)
    after("-", date.month)
    after("-", date.day)
    after("T", time / 3600)
    after(":", time / 60 % 60)
    after(":", time % 60)
    fraction(Int(microseconds - seconds * 1_000_000))
    raw(offset == 7200 ? "+02:00" : "+01:00")
  }

  private mutating func fraction(_ microseconds: Int) {
    guard microseconds > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var rest = microseconds
    var scale = 100_000
    while rest > 0 {
      bytes.append(48 &+ UInt8(truncatingIfNeeded: rest / scale))
      rest %= scale
      scale /= 10
    }
  }

  private mutating func after(_ separator: Unicode.Scalar, _ value: Int) {
    bytes.append(UInt8(truncatingIfNeeded: separator.value))
    twoDigits(value)
  }

  private mutating func twoDigits(_ value: Int) {
    bytes.append(48 &+ UInt8(truncatingIfNeeded: value / 10))
    bytes.append(48 &+ UInt8(truncatingIfNeeded: value % 10))
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 10: raw("\\n")
    case 13: raw("\\r")
    case 9: raw("\\t")
    case 0..<32:
      raw("\\u00")
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
}
