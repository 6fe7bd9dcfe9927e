/// A filter of dates in the older feed's grammar: one date, or a range of two.
///
/// A date stands for all of its day, a time for all of its second: an end that is included covers it,
/// and a start that is excluded begins behind it.
struct NAVPublicDates: Sendable {
  /// Included, in microseconds since 1970.
  let first: Int64
  /// Excluded, in microseconds since 1970.
  let end: Int64

  /// Reads a filter; nil where the service refuses it.
  init?(_ text: String, now: Int64) {
    guard let open = text.first, open == "[" || open == "(" else {
      guard let span = Self.span(text, now: now, isEnd: false) else { return nil }
      (first, end) = span
      return
    }
    guard let close = text.last, close == "]" || close == ")" else { return nil }
    let parts = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    guard parts.count == 2, let low = Self.span(parts[0], now: now, isEnd: false),
      let high = Self.span(parts[1], now: now, isEnd: true)
    else { return nil }
    first = open == "[" ? low.first : low.end
    end = close == "]" ? high.end : high.first
  }

  /// Whether a moment fits.
  func contains(_ moment: Int64) -> Bool { first <= moment && moment < end }

  private static let day: Int64 = 86_400_000_000
  private static let always: (first: Int64, end: Int64) = (.min, .max)

  /// What a date stands for: from when, and to when without it.
  private static func span(
    _ text: String, now: Int64, isEnd: Bool
  ) -> (first: Int64, end: Int64)? {
    let today = floorDivide(now, day) * day
    switch text {
    case "*": return isEnd ? (.max, .max) : always
    case "now": return (now, now + 1)
    case "today": return (today, today + day)
    case "yesterday": return (today - day, today)
    case "tomorrow": return (today + day, today + 2 * day)
    default: return written(text)
    }
  }

  /// `yyyy-MM-dd`, `yyyy-MM-ddTHH:mm`, seconds, a fraction, an offset; without one it is UTC.
  private static func written(_ text: String) -> (first: Int64, end: Int64)? {
    var reader = ByteReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2),
      reader.skip("-"), let dayOfMonth = reader.digits(2), (1...12).contains(month),
      dayOfMonth >= 1, dayOfMonth <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    var local = Int64(CivilDate(year: year, month: month, day: dayOfMonth).dayNumber) * day
    var width = day
    if reader.skip("T") {
      guard let hour = reader.digits(2), hour < 24, reader.skip(":"), let minute = reader.digits(2),
        minute < 60
      else { return nil }
      local += Int64(hour * 3600 + minute * 60) * 1_000_000
      width = 60_000_000
      if reader.skip(":") {
        guard let second = reader.digits(2), second < 60 else { return nil }
        local += Int64(second) * 1_000_000
        width = 1_000_000
        if reader.skip(".") {
          guard let fraction = reader.fraction() else { return nil }
          local += fraction
          width = 1
        }
      }
    }
    var offset: Int64?
    guard reader.offset(into: &offset), reader.isAtEnd else { return nil }
    let first = local - (offset ?? 0) * 1_000_000
    return (first, first + width)
  }
}
