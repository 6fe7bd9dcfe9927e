/// Dates as Java's `DateTimeFormatter.RFC_1123_DATE_TIME` reads and writes them.
///
/// Read: an optional weekday that must be right, a day of one or two digits, an English month, a
/// year of four digits, `HH:mm` or `HH:mm:ss`, then `GMT`, `+HHmm` or `+HH`, letter case free.
/// Everything else is refused: `UTC`, `Z`, `+02:00`, fractions, ISO dates, RFC 850, asctime.
/// As in Java a day past the end of a 30-day month or of February is its last day, and 24:00 is
/// midnight of the next day.
/// Written: no zero before a one-digit day, and Oslo's numeric offset.
enum JavaDate {
  static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Microseconds since 1970, or nil where Java would refuse the text.
  static func parse(_ text: String) -> Int64? {
    var reader = ByteReader(text)
    let weekday = reader.index(of: weekdays)
    if weekday != nil {
      guard reader.skip(","), reader.skip(" ") else { return nil }
    }
    guard let dayNumber = day(&reader), reader.skip(" "), let seconds = timeOfDay(&reader),
      reader.skip(" "), let offset = offset(&reader), reader.isAtEnd
    else { return nil }
    if let weekday, weekday != CivilDate.weekday(dayNumber: dayNumber) { return nil }
    return (Int64(dayNumber) * 86_400 + seconds - offset) * 1_000_000
  }

  /// A moment in Oslo, as `Mon, 5 Oct 2026 09:01:02 +0200`.
  static func text(microseconds: Int64) -> String {
    let seconds = floorDivide(microseconds, 1_000_000)
    let offset = OsloZone.offset(atUTC: seconds)
    let local = seconds + offset
    let dayNumber = Int(floorDivide(local, 86_400))
    let date = CivilDate(dayNumber: dayNumber)
    let time = Int(local - Int64(dayNumber) * 86_400)
    let clock = [time / 3600, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(weekdays[CivilDate.weekday(dayNumber: dayNumber)].capitalizedWord), \(date.day) "
      + "\(months[date.month - 1].capitalizedWord) \(date.year) "
      + "\(clock.joined(separator: ":")) +0\(offset / 3600)00"
  }

  private static func day(_ reader: inout ByteReader) -> Int? {
    guard var day = reader.oneOrTwoDigits(), (1...31).contains(day), reader.skip(" "),
      let month = reader.index(of: months), reader.skip(" "), let year = reader.digits(4)
    else { return nil }
    day = min(day, CivilDate.length(ofMonth: month + 1, year: year))
    return CivilDate(year: year, month: month + 1, day: day).dayNumber
  }

  private static func timeOfDay(_ reader: inout ByteReader) -> Int64? {
    guard let hour = reader.digits(2), hour <= 24, reader.skip(":"), let minute = reader.digits(2),
      minute < 60
    else { return nil }
    var second = 0
    if reader.skip(":") {
      guard let read = reader.digits(2), read < 60 else { return nil }
      second = read
    }
    if hour == 24, minute + second > 0 { return nil }
    return Int64(hour * 3600 + minute * 60 + second)
  }

  private static func offset(_ reader: inout ByteReader) -> Int64? {
    if reader.skip(word: "gmt") { return 0 }
    let isNegative = reader.skip("-")
    guard isNegative || reader.skip("+"), let hour = reader.digits(2) else { return nil }
    let minute = reader.isAtEnd ? 0 : reader.digits(2)
    guard let minute, minute < 60, hour * 60 + minute <= 1080 else { return nil }
    let magnitude = Int64(hour * 3600 + minute * 60)
    return isNegative ? -magnitude : magnitude
  }
}

extension String {
  /// The word with its first letter in upper case; ASCII.
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
