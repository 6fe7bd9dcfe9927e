/// What can be wrong with a piece of text by itself; facts only, worded in `text`.
enum LexicalFault: Error, Equatable {
  /// A character that begins nothing.
  case unexpectedCharacter(String)
  /// A typographic quote; the content where it is closed on the line.
  case smartQuotes(String, content: String?)
  /// A text without its closing quote.
  case unterminatedText
  /// A backtick without its partner on the line.
  case unterminatedName
  /// Two backticks with nothing between.
  case emptyName
  /// A regex without its closing slash on the line.
  case unterminatedRegex
  /// A letter after a regex that is no flag.
  case regexFlag(String)
  /// `//` or `/*` where an operand may begin.
  case slashComment
  /// A backslash with something unknown after it.
  case escape(String)
  /// `\u{...}` of a number that is no character.
  case escapedScalar(String)
  /// `$` without a name.
  case loneDollar
  /// `--` without a name.
  case loneDashes
  /// A whole number of more than 64 bits.
  case integerRange(String)
  /// A number too large for a float.
  case floatRange(String)
  /// A `_` that does not stand between two digits.
  case digitSeparator(String)
  /// Letters after an exponent.
  case exponentWithUnit(String)
  /// Letters after a number that are no unit of time.
  case unknownUnit(number: String, unit: String)
  /// A part of a month or year.
  case calendarFraction(String)
  /// A duration of more than 64 bits of microseconds.
  case durationRange(String)
  /// A duration that is no whole number of microseconds.
  case durationTooFine(String)
  /// A date that is not on the calendar.
  case dateRange(String, month: Int64, lastDay: Int64)
  /// A date in another form; the right one where there is such a day.
  case looseDate(String, meant: String?)
  /// A year and a month.
  case yearMonth(String)
  /// A code of a period, as `2026M05`.
  case periodCode(String)
  /// A timestamp in another form.
  case timeShape(String)
  /// A time of day that is not on the clock.
  case timeRange(String)
}
