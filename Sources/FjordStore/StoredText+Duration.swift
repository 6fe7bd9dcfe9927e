import FjordTable

extension StoredText {
  /// Appends a length of time: years and months of the calendar, then days of 24 hours and less.
  static func append(duration: CalendarDuration, to bytes: inout [UInt8]) {
    var text = "P"
    let (years, months) = duration.months.quotientAndRemainder(dividingBy: 12)
    if years != 0 { text += "\(years)Y" }
    if months != 0 { text += "\(months)M" }
    let day = CivilTime.microsecondsPerDay
    let (days, rest) = duration.microseconds.quotientAndRemainder(dividingBy: day)
    if days != 0 { text += "\(days)D" }
    if rest != 0 || text == "P" { text += "T" + clock(rest) }
    bytes.append(contentsOf: text.utf8)
  }

  private static func clock(_ microseconds: Int64) -> String {
    let sign = microseconds < 0 ? "-" : ""
    let (seconds, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var text = ""
    if seconds >= 3600 { text += "\(sign)\(seconds / 3600)H" }
    if seconds / 60 % 60 > 0 { text += "\(sign)\(seconds / 60 % 60)M" }
    guard seconds % 60 > 0 || fraction > 0 || text.isEmpty else { return text }
    text += "\(sign)\(seconds % 60)"
    if fraction > 0 {
      var digits = String(String(fraction + 1_000_000).dropFirst())
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "S"
  }

  /// The length of a duration's text; nil where it is none.
  static func duration(_ run: UnsafeRawBufferPointer) -> CalendarDuration? {
    var parser = DurationParser(rest: run[...])
    return parser.parse()
  }
}

/// Reads `P1Y2M3DT4H5M6.5S`, each part with its own sign.
private struct DurationParser {
  var rest: Slice<UnsafeRawBufferPointer>
  private var result = CalendarDuration(microseconds: 0)
  private var isOverflown = false

  init(rest: Slice<UnsafeRawBufferPointer>) { self.rest = rest }

  mutating func parse() -> CalendarDuration? {
    guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
    var isTime = false
    while let next = rest.first {
      if next == UInt8(ascii: "T"), !isTime {
        isTime = true
        rest.removeFirst()
        guard !rest.isEmpty else { return nil }
      } else {
        guard part(isTime: isTime) else { return nil }
      }
    }
    return isOverflown ? nil : result
  }

  /// A number and its unit.
  private mutating func part(isTime: Bool) -> Bool {
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    guard let whole = number() else { return false }
    var microseconds: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let count = rest.count
      guard let fraction = number(), count - rest.count <= 6, rest.first == UInt8(ascii: "S") else {
        return false
      }
      microseconds = fraction
      for _ in (count - rest.count)..<6 { microseconds *= 10 }
    }
    let sign: Int64 = isNegative ? -1 : 1
    guard let unit = rest.popFirst() else { return false }
    switch (Unicode.Scalar(unit), isTime) {
    case ("Y", false): add(whole, sign * 12, to: \.months)
    case ("M", false): add(whole, sign, to: \.months)
    case ("D", false): add(whole, sign * CivilTime.microsecondsPerDay, to: \.microseconds)
    case ("H", true): add(whole, sign * 3_600_000_000, to: \.microseconds)
    case ("M", true): add(whole, sign * 60_000_000, to: \.microseconds)
    case ("S", true):
      add(whole, sign * 1_000_000, to: \.microseconds)
      add(microseconds, sign, to: \.microseconds)
    default: return false
    }
    return true
  }

  private mutating func add(
    _ count: Int64, _ factor: Int64, to part: WritableKeyPath<CalendarDuration, Int64>
  ) {
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    let (sum, overflow2) = result[keyPath: part].addingReportingOverflow(product)
    result[keyPath: part] = sum
    if overflow || overflow2 { isOverflown = true }
  }

  private mutating func number() -> Int64? {
    var number: Int64 = 0
    var isEmpty = true
    while let byte = rest.first, byte &- UInt8(ascii: "0") < 10 {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !overflow, !overflow2 else { return nil }
      number = sum
      isEmpty = false
      rest.removeFirst()
    }
    return isEmpty ? nil : number
  }
}
