/// Dates, timestamps, and what looks like one.
///
/// What looks like a date and is none is never computed: `2024-06` is no subtraction.
extension Lexer {
  /// A date, a timestamp or a fault about one; nil, with nothing consumed, for other numbers.
  mutating func scanDate() -> Token.Kind? {
    var digits = 0
    while digits < 5, isDigit(digits) { digits += 1 }
    if digits == 1 || digits == 2 { return scanDottedDate(digits) }
    guard digits == 4 else { return nil }
    switch byte(4) {
    case UInt8(ascii: "-"), UInt8(ascii: "/"): return scanParts(separator: byte(4))
    default: return scanPeriodCode(at: 4)
    }
  }

  /// Digits from `offset` on, at most two of them counted and no third there.
  private func shortNumber(_ offset: Int) -> (value: Int64, length: Int)? {
    guard isDigit(offset) else { return nil }
    let value = Int64(byte(offset) - 48)
    guard isDigit(offset + 1) else { return (value, 1) }
    guard !isDigit(offset + 2) else { return nil }
    return (value * 10 + Int64(byte(offset + 1) - 48), 2)
  }

  private func year(_ offset: Int = 0) -> Int64 {
    (0..<4).reduce(0) { $0 * 10 + Int64(byte(offset + $1) - 48) }
  }

  /// `2024-06-01` and its like; four digits and a separator stand here.
  private mutating func scanParts(separator: UInt8) -> Token.Kind? {
    let isDashed = separator == UInt8(ascii: "-")
    let isYear = (1000..<3000).contains(year())
    guard let month = shortNumber(5) else { return isDashed ? scanPeriodCode(at: 5) : nil }
    let monthEnd = 5 + month.length
    guard byte(monthEnd) == separator, let day = shortNumber(monthEnd + 1) else {
      guard isDashed, isYear, byte(monthEnd) != UInt8(ascii: ".") else { return nil }
      return take(monthEnd) { .yearMonth($0) }
    }
    let end = monthEnd + 1 + day.length
    let date = CalendarDay(year: year(), month: month.value, day: day.value)
    guard isDashed, month.length == 2, day.length == 2 else {
      guard isDashed || isYear else { return nil }
      return take(end) { .looseDate($0, meant: date.isOnCalendar ? date.text : nil) }
    }
    guard date.isOnCalendar else {
      return take(end) { .dateRange($0, month: date.month, lastDay: date.lastDayOfMonth) }
    }
    if byte(end) == UInt8(ascii: "T") { return scanTime(after: date, length: end) }
    return take(end) { _ in nil } ?? .literal(.date(date.daysSinceEpoch))
  }

  /// `2026M05`, `2024Q1`, `2024-W05`: codes that some sources use for periods.
  private mutating func scanPeriodCode(at offset: Int) -> Token.Kind? {
    guard (1000..<3000).contains(year()), "MQWKUHmqwkuh".utf8.contains(byte(offset)) else {
      return nil
    }
    guard let number = shortNumber(offset + 1) else { return nil }
    let end = offset + 1 + number.length
    guard !scalar(atOffset: end).continuesIdentifier else { return nil }
    return take(end) { .periodCode($0) }
  }

  /// `01.06.2024`.
  private mutating func scanDottedDate(_ digits: Int) -> Token.Kind? {
    let dot = UInt8(ascii: ".")
    guard let day = shortNumber(0), byte(digits) == dot, let month = shortNumber(digits + 1),
      byte(digits + 1 + month.length) == dot
    else { return nil }
    let yearStart = digits + 2 + month.length
    guard (0..<4).allSatisfy({ isDigit(yearStart + $0) }), !isDigit(yearStart + 4) else {
      return nil
    }
    let date = CalendarDay(year: year(yearStart), month: month.value, day: day.value)
    return take(yearStart + 4) { .looseDate($0, meant: date.isOnCalendar ? date.text : nil) }
  }

  /// Consumes `length` bytes and names that are glued to them; the fault that they are.
  private mutating func take(
    _ length: Int, _ fault: (String) -> LexicalFault?
  ) -> Token.Kind? {
    let start = position
    position += length
    let end = position
    skipIdentifier()
    if let found = fault(text(start, position)) { return .fault(found) }
    return position > end ? .fault(.looseDate(text(start, position), meant: nil)) : nil
  }

  private func scalar(atOffset offset: Int) -> Unicode.Scalar {
    position + offset < bytes.count ? scalar(at: position + offset).scalar : "\n"
  }

  /// `2024-06-01T10:30:00+02:00`; the date and the `T` stand here.
  private mutating func scanTime(after date: CalendarDay, length: Int) -> Token.Kind {
    let start = position
    position += length + 1
    let timeStart = position
    while isDigit() || "+-:.Zz".utf8.contains(byte()) { position += 1 }
    skipIdentifier()
    let written = text(start, position)
    guard let time = TimeOfDay(text(timeStart, position)) else {
      return .fault(.timeShape(written))
    }
    guard time.isOnClock else { return .fault(.timeRange(written)) }
    let local = date.daysSinceEpoch * DurationUnit.day.microseconds + time.microseconds
    guard let offset = time.offsetMinutes else { return .literal(.localTimestamp(local)) }
    return .literal(.timestamp(local - offset * DurationUnit.minute.microseconds))
  }
}

extension CalendarDay {
  /// Whether there is such a day, in the years 1 to 9999.
  var isOnCalendar: Bool {
    (1...9999).contains(year) && (1...12).contains(month) && (1...lastDayOfMonth).contains(day)
  }
}

/// A time as it stands in a timestamp: `10:30`, `10:30:00.25`, with or without `Z` or `+02:00`.
struct TimeOfDay {
  private var hour: Int64
  private var minute: Int64
  private var second: Int64 = 0
  private var fraction: Int64 = 0
  /// How far local time is ahead of UTC, where the text says it.
  private(set) var offsetMinutes: Int64?
  private var isOffsetOnClock = true

  /// The time that a text stands for; nil where the text has another shape.
  init?(_ text: String) {
    var rest = Substring(text)
    guard let hour = Self.twoDigits(&rest), Self.mark(":", &rest),
      let minute = Self.twoDigits(&rest)
    else { return nil }
    self.hour = hour
    self.minute = minute
    if Self.mark(":", &rest) {
      guard let second = Self.twoDigits(&rest) else { return nil }
      self.second = second
      if Self.mark(".", &rest) {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        // Instants are counted in microseconds: of nine digits, six count.
        guard (1...9).contains(digits.count), let value = Int64(digits.prefix(6)) else {
          return nil
        }
        fraction = (min(digits.count, 6)..<6).reduce(value) { scaled, _ in scaled * 10 }
      }
    }
    guard readOffset(&rest), rest.isEmpty else { return nil }
  }

  private mutating func readOffset(_ rest: inout Substring) -> Bool {
    if rest.isEmpty { return true }
    if Self.mark("Z", &rest) {
      offsetMinutes = 0
      return true
    }
    let sign: Int64 = rest.first == "-" ? -1 : 1
    guard Self.mark("+", &rest) || Self.mark("-", &rest) else { return false }
    guard let hours = Self.twoDigits(&rest), Self.mark(":", &rest),
      let minutes = Self.twoDigits(&rest)
    else { return false }
    isOffsetOnClock = hours <= 18 && minutes < 60
    offsetMinutes = sign * (hours * 60 + minutes)
    return true
  }

  /// Whether there is such a time of day.
  var isOnClock: Bool { hour < 24 && minute < 60 && second < 60 && isOffsetOnClock }

  /// Microseconds since midnight.
  var microseconds: Int64 { ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction }

  private static func twoDigits(_ rest: inout Substring) -> Int64? {
    let digits = rest.prefix(2)
    guard digits.utf8.count == 2, let value = Int64(digits), !digits.hasPrefix("+"),
      !digits.hasPrefix("-")
    else { return nil }
    rest = rest.dropFirst(2)
    return value
  }

  private static func mark(_ mark: Character, _ rest: inout Substring) -> Bool {
    guard rest.first == mark else { return false }
    rest = rest.dropFirst()
    return true
  }
}
