import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions that cut and write dates and timestamps.
  package static let calendar: [FunctionDeclaration] = [truncate, format]

  private static let truncate = FunctionDeclaration(
    "truncate", ["truncate(time, unit)"],
    "The beginning of the year, quarter, month, week, day, hour, minute or second that a time lies in.",
    """
    A day stays a day, a timestamp a timestamp, cut on the clock of the session's time zone. Weeks \
    begin on Monday.
    """,
    words: [1: TimeUnit.allCases.map(\.rawValue)],
    examples: [
      Example("[{x: truncate(2024-06-09, month)}]", gives: "x\n2024-06-01\n"),
      Example("[{x: truncate(2024-06-09, week)}]", gives: "x\n2024-06-03\n"),
      Example(
        "[{t: 2024-06-09T10:45:00Z}] | select x = truncate(t, hour)",
        gives: "x\n2024-06-09T10:00:00Z\n"),
    ],
    resolve: { arguments in
      guard arguments.count == 2, arguments[0].fits(.timestamp) else { return .mismatch }
      let word: String
      switch arguments[1] {
      case .word(let text): word = text
      case .value(_, .string(let text)?): word = text
      default: return .mismatch
      }
      guard let unit = TimeUnit(rawValue: word) else {
        let known = TimeUnit.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return .refused(place: 1, expected: "one of \(known)", found: "`\(word)`")
      }
      // The unit is a word, or a constant that is not looked at again.
      let type: DataType = arguments[0].type == .date ? .date : .timestamp
      var parameters = [type]
      if case .value = arguments[1] { parameters.append(.string) }
      return .overload(
        Overload(parameters, type) { columns, _, context in
          columns[0].truncated(to: unit, zone: context.run.clock.zone)
        })
    })

  private static let format = FunctionDeclaration(
    "format", ["format(time, \"yyyy-MM-dd\")"],
    "A date or timestamp as text by a pattern.",
    """
    `yyyy yy` year, `YYYY` year of the ISO week, `Q` quarter, `M MM MMM MMMM` month, `w ww` ISO week, \
    `d dd` day, `D DDD` day of the year, `E EEEE` name and `e` number of the weekday, `H HH` hour, \
    `h hh` with `a` hour of half a day, `m mm` minute, `s ss` second, `S` to `SSSSSS` fraction, `x XXX` \
    distance from UTC (`XXX` with `Z`). Names are English; text stands in single quotes: `'uke' w`. \
    Timestamps are written on the clock of the session's time zone.
    """,
    examples: [
      Example("[{x: format(2024-06-09, \"yyyy-MM\")}]", gives: "x\n2024-06\n"),
      Example("[{x: format(2024-12-30, \"YYYY-'W'ww\")}]", gives: "x\n2025-W01\n"),
      Example("[{x: format(2024-06-09, \"EEEE d MMMM\")}]", gives: "x\nSunday 9 June\n"),
    ],
    resolve: { arguments in
      guard arguments.count == 2, arguments[0].fits(.timestamp), arguments[1].fits(.string) else {
        return .mismatch
      }
      guard let text = arguments[1].text else {
        return .refused(
          place: 1, expected: "a pattern known before the run", found: arguments[1].typeText)
      }
      return format(arguments[0], text)
    })

  private static func format(_ time: CallArgument, _ text: String) -> CallResolution {
    do {
      let pattern = try TimePattern(text)
      let type: DataType = time.type == .date && !pattern.tellsOffset ? .date : .timestamp
      return .overload(
        Overload([type, .string], .string) { columns, _, context in
          columns[0].formatted(pattern, zone: context.run.clock.zone)
        })
    } catch {
      return refused(error, text)
    }
  }

  private static func refused(_ fault: TimePattern.Fault, _ text: String) -> CallResolution {
    switch fault {
    case .openQuote:
      .refused(place: 1, expected: "a closing `'` in the pattern", found: "its end")
    case .unknown(let letters):
      .refused(
        place: 1, expected: "letters of a date pattern, as `yyyy-MM-dd HH:mm`",
        found: "`\(letters)`",
        fix: letters.hasPrefix("%")
          ? "`%Y-%m-%d` is written `yyyy-MM-dd`"
          : "text that stands for itself is put in single quotes: `'\(letters)'`")
    }
  }
}
