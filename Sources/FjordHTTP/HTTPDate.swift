/// Dates as HTTP headers write them.
public enum HTTPDate {
  /// Seconds since 1970 (UTC) of a date, or nil.
  ///
  /// Read are `Sun, 06 Nov 1994 08:49:37 GMT`, the same with a one-digit day or a numeric offset
  /// (`+0100`), and the two old forms of RFC 9110 section 5.6.7. The name of the weekday counts
  /// for nothing.
  public static func seconds(_ text: String) -> Int64? {
    var words = text.split { $0 == " " || $0 == "," || $0 == "\t" }
    if let first = words.first, first.allSatisfy(\.isLetter) { words.removeFirst() }
    if words.count == 4, month(words[0]) != nil {
      words = [words[1], words[0], words[3], words[2], "GMT"]
    }
    if words.first?.contains("-") ?? false {
      words = words[0].split(separator: "-") + words.dropFirst()
    }
    guard words.count == 5, let day = Int(words[0]), (1...31).contains(day),
      let month = month(words[1]), let year = year(words[2]), let time = time(words[3]),
      let offset = offset(words[4])
    else { return nil }
    return days(year, month, day) * 86_400 + time - offset
  }

  /// The date as RFC 9110 wants it: `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// Seconds outside the years 0 to 9999 are taken to the nearest end.
  public static func text(_ seconds: Int64) -> String {
    let (date, time, weekday) = parts(seconds)
    return "\(weekdays[weekday]), \(two(date.day)) \(months[date.month - 1]) "
      + "\(four(date.year)) \(clock(time)) GMT"
  }

  /// A time for people: `2026-11-02 12:00:05 UTC`.
  static func plainText(_ seconds: Int64) -> String {
    let (date, time, _) = parts(seconds)
    return "\(four(date.year))-\(two(date.month))-\(two(date.day)) \(clock(time)) UTC"
  }

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func month(_ word: Substring) -> Int? {
    months.firstIndex { $0.lowercased() == word.lowercased() }.map { $0 + 1 }
  }

  /// Two digits are taken as 1970 to 2069.
  private static func year(_ word: Substring) -> Int? {
    guard let number = Int(word), (0...9999).contains(number) else { return nil }
    return word.count == 2 ? number + (number < 70 ? 2000 : 1900) : number
  }

  private static func time(_ word: Substring) -> Int64? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private static func offset(_ word: Substring) -> Int64? {
    if ["GMT", "UTC", "UT", "Z"].contains(word.uppercased()) { return 0 }
    guard let sign = word.first, sign == "+" || sign == "-", word.count == 5,
      let number = Int64(word.dropFirst()), number >= 0
    else { return nil }
    let seconds = number / 100 * 3600 + number % 100 * 60
    return sign == "-" ? -seconds : seconds
  }

  /// Days since 1970 of a date in the Gregorian calendar, counted in years that begin in March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = Int64(month <= 2 ? year - 1 : year)
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func parts(
    _ seconds: Int64
  ) -> (date: (year: Int, month: Int, day: Int), time: Int, weekday: Int) {
    let bounded = min(max(seconds, -62_167_219_200), 253_402_300_799)
    let day = bounded >= 0 ? bounded / 86_400 : (bounded - 86_399) / 86_400
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    return (date, Int(bounded - day * 86_400), Int(((day % 7) + 7) % 7))
  }

  private static func clock(_ time: Int) -> String {
    "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func four(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
  }
}
