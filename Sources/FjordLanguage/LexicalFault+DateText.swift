/// The wording of faults in dates and times, and in what looks like one.
extension LexicalFault {
  var dateText: FaultText {
    switch self {
    case .dateRange(let written, let month, let lastDay):
      FaultText(
        "lex.date", "`\(written)` is not on the calendar", why: Self.reason(written, month, lastDay)
      )
    case .looseDate(let written, let meant):
      FaultText(
        "lex.date-like", "`\(written)` looks like a date and is none",
        why: "dates are written 2024-06-01, with four, two and two digits",
        fix: meant.map { "`\($0)`; with spaces around the signs it is computed" })
    case .yearMonth(let written):
      FaultText(
        "lex.date-like", "`\(written)` looks like a month and is none",
        why: "a date has a day, and a minus between two numbers has spaces around it",
        fix: "`\(written)-01` is a date, `\(written.replacing("-", with: " - "))` a difference")
    case .periodCode(let written):
      FaultText(
        "lex.date-like", "`\(written)` looks like the code of a period",
        why: "such codes are strings, and dates are written 2024-06-01", fix: "`\"\(written)\"`")
    case .timeRange(let written):
      FaultText(
        "lex.timestamp", "the time in `\(written)` is not on the clock",
        why: "hours run from 00 to 23, minutes and seconds from 00 to 59, offsets to 18:00")
    case .timeShape(let written):
      FaultText(
        "lex.timestamp", "`\(written)` is no timestamp",
        why: "timestamps are written 2024-06-01T10:30:00, then .25, then Z or +02:00")
    default: FaultText("lex.date", "expected a date")
    }
  }

  private static func reason(_ written: String, _ month: Int64, _ lastDay: Int64) -> String {
    guard (1...12).contains(month) else { return "months run from 01 to 12" }
    guard !written.hasPrefix("0000") else { return "years run from 0001 to 9999" }
    return "\(written.prefix(7)) has the days 01 to \(lastDay)"
  }
}

extension StringProtocol {
  /// The text without leading and trailing `character`s.
  func trimming(_ character: Character) -> String {
    guard let first = firstIndex(where: { $0 != character }),
      let last = lastIndex(where: { $0 != character })
    else { return "" }
    return String(self[first...last])
  }
}
