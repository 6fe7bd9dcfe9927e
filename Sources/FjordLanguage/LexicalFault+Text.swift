/// The wording of faults within a piece of text.
extension LexicalFault {
  var text: FaultText {
    switch self {
    case .unexpectedCharacter(let character):
      FaultText(
        "lex.unexpected-character", "unexpected character `\(character)`",
        why: character == "\u{FFFD}" ? "here the text is not UTF-8" : nil,
        fix: character == "~" ? "`=~` matches a pattern, `!~` does not" : nil)
    case .smartQuotes, .unterminatedText, .escape, .escapedScalar: quotesText
    case .unterminatedName, .emptyName: nameText
    case .unterminatedRegex, .regexFlag, .slashComment: slashText
    case .loneDollar:
      FaultText(
        "lex.dollar", "expected a name after `$`",
        why: "`$name` is a variable; a column stands without `$`, and `${...}` only inside \"...\"")
    case .loneDashes:
      FaultText(
        "lex.option-name", "expected the name of an option after `--`",
        fix: "a comment begins with `#`")
    case .integerRange, .floatRange, .digitSeparator, .exponentWithUnit: numberText
    case .unknownUnit, .calendarFraction, .durationRange, .durationTooFine: durationText
    case .dateRange, .looseDate, .yearMonth, .periodCode, .timeShape, .timeRange: dateText
    }
  }

  private var quotesText: FaultText {
    switch self {
    case .smartQuotes(let quote, let content):
      FaultText(
        "lex.smart-quote", "expected a straight quote, found `\(quote)`",
        why: "strings stand in \"...\" or '...'; programs for letters and slides change the quotes",
        fix: content.map { "`\"\($0)\"`" })
    case .escape(let written):
      FaultText(
        "lex.escape", "unknown escape `\(written)`",
        why: "the escapes are \\n \\t \\r \\\" \\\\ \\$ and \\u{1F600}",
        fix: "a backslash itself is `\\\\`; in '...' it needs no doubling")
    case .escapedScalar(let written):
      FaultText(
        "lex.escape", "`\(written)` is no character",
        why: "characters run from \\u{0} to \\u{10FFFF}, without \\u{D800} to \\u{DFFF}")
    default:
      FaultText("lex.unterminated-string", "the string that begins here has no closing quote")
    }
  }

  private var nameText: FaultText {
    if self == .emptyName {
      return FaultText("lex.empty-name", "expected a name between the backticks, found nothing")
    }
    return FaultText(
      "lex.unterminated-name", "the name that begins here has no closing backtick on its line")
  }

  private var slashText: FaultText {
    switch self {
    case .regexFlag(let flag):
      FaultText(
        "lex.regex-flag", "unknown flag `\(flag)` after the regex", why: "the flags are i, m and s")
    case .slashComment:
      FaultText(
        "lex.comment", "expected a value, found a comment of another language",
        fix: "a comment begins with `#`")
    default:
      FaultText(
        "lex.unterminated-regex", "the regex that begins here has no closing `/` on its line",
        why: "where a value may begin, `/` begins a regex")
    }
  }

  private var numberText: FaultText {
    switch self {
    case .integerRange(let written):
      FaultText(
        "lex.number-range", "`\(written)` does not fit in 64 bits",
        why: "whole numbers end at 9223372036854775807", fix: "`\(written).0` is a float")
    case .floatRange(let written):
      FaultText(
        "lex.number-range", "`\(written)` is too large for a float", why: "floats end at 1.8e308")
    case .digitSeparator(let written):
      FaultText(
        "lex.number", "a `_` in `\(written)` does not stand between two digits",
        fix: "`\(grouped(written))`")
    case .exponentWithUnit(let written):
      FaultText(
        "lex.number", "expected a number, found `\(written)`",
        fix: "a number with an exponent takes no letters after it")
    default: FaultText("lex.number", "expected a number")
    }
  }

  private func grouped(_ written: String) -> String {
    written.split(separator: "_").joined(separator: "_")
      .split(separator: ".").map { $0.trimming("_") }.joined(separator: ".")
  }

  private var durationText: FaultText {
    switch self {
    case .unknownUnit(let number, let unit): unitText(number, unit)
    case .calendarFraction(let written):
      FaultText(
        "lex.duration", "`\(written)` is no whole number of months",
        why: "months and years are calendar ones, of no fixed length")
    case .durationTooFine(let written):
      FaultText("lex.duration", "`\(written)` is no whole number of microseconds")
    case .durationRange(let written):
      FaultText(
        "lex.duration", "the duration `\(written)` is too long",
        why: "durations are counted in microseconds of 64 bits: 292000 years")
    default: FaultText("lex.duration", "expected a duration")
    }
  }

  private func unitText(_ number: String, _ unit: String) -> FaultText {
    let known = "durations are 90s, 15m, 2h, 7d, 3w, 6mo, 1y"
    if let meant = DurationUnit.meant(by: unit) {
      return FaultText(
        "lex.unit", "unknown unit `\(unit)` after the number \(number)", why: known,
        fix: "`\(number)\(meant.rawValue)`")
    }
    if unit.lowercased() == "ms" || unit.lowercased() == "us" {
      return FaultText(
        "lex.unit", "unknown unit `\(unit)` after the number \(number)", why: known,
        fix: "less than a second is a part of one: `0.25s`")
    }
    if number == "0", unit.lowercased().hasPrefix("x") || unit.lowercased().hasPrefix("b") {
      return FaultText(
        "lex.number", "expected a decimal number, found `\(number)\(unit)`",
        why: "numbers are written in base ten")
    }
    return FaultText(
      "lex.unit", "unknown unit `\(unit)` after the number \(number)",
      why: known + "; a name does not begin with a digit",
      fix: "a string stands in quotes, a column of this name in backticks")
  }
}
