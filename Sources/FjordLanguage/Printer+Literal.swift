import FjordDiagnostic

/// Literals as text.
extension Printer {
  static func text(of literal: Literal) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .float(let value): value.isFinite ? "\(value)" : "(0.0 / 0.0)"
    case .string(let value): stringLiteral(value)
    case .date(let days): CalendarDay(daysSinceEpoch: days).text
    case .timestamp(let microseconds): timestampText(microseconds) + "Z"
    case .localTimestamp(let microseconds): timestampText(microseconds)
    case .duration(let months, let microseconds): durationText(months, microseconds)
    case .regex(let pattern, let flags): regexText(pattern) + flags
    }
  }

  /// `2024-06-01T10:30:00`, with the fraction of the second where there is one.
  private static func timestampText(_ microseconds: Int64) -> String {
    let days = microseconds.flooredQuotient(DurationUnit.day.microseconds)
    let time = microseconds &- days &* DurationUnit.day.microseconds
    let seconds = time / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(2) }
    let fraction = fractionText(time % 1_000_000)
    return CalendarDay(daysSinceEpoch: days).text + "T" + clock.joined(separator: ":") + fraction
  }

  /// The largest unit of which the duration is a whole number, weeks apart.
  private static func durationText(_ months: Int64, _ microseconds: Int64) -> String {
    if months != 0, microseconds != 0 {
      return "(\(durationText(months, 0)) + \(durationText(0, microseconds)))"
    }
    if months != 0 {
      let isYears = months % 12 == 0
      return "\(isYears ? months / 12 : months)\(isYears ? "y" : "mo")"
    }
    let units: [DurationUnit] = [.day, .hour, .minute, .second]
    for unit in units where microseconds != 0 && microseconds % unit.microseconds == 0 {
      return "\(microseconds / unit.microseconds)\(unit.rawValue)"
    }
    let sign = microseconds < 0 ? "-" : ""
    let whole = microseconds.magnitude / 1_000_000
    return "\(sign)\(whole)\(fractionText(Int64(microseconds.magnitude % 1_000_000)))s"
  }

  /// A part of a second, `.25`, or nothing.
  private static func fractionText(_ microseconds: Int64) -> String {
    guard microseconds > 0 else { return "" }
    var digits = microseconds.padded(6)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }

  /// The pattern between slashes; escapes stay as they are.
  private static func regexText(_ pattern: String) -> String {
    if pattern.isEmpty { return "/(?:)/" }
    var text = "/"
    var isEscaped = false
    for character in pattern.unicodeScalars {
      if character == "/", !isEscaped { text += "\\" }
      if character == "\n" {
        text += isEscaped ? "n" : "\\n"
      } else {
        text.unicodeScalars.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return text + "/"
  }

  /// The text with what can't stand in double quotes as escapes.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isAfterDollar = false
    for scalar in text.unicodeScalars {
      if scalar == "{", isAfterDollar {
        result.removeLast()
        result.append(contentsOf: "\\${".unicodeScalars)
      } else {
        result.append(contentsOf: escape(scalar).unicodeScalars)
      }
      isAfterDollar = scalar == "$"
    }
    return String(result)
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case _ where scalar.steersTerminal: "\\u{" + String(scalar.value, radix: 16) + "}"
    default: String(scalar)
    }
  }
}

extension Literal {
  /// Whether the literal's text begins with a minus.
  var isNegative: Bool {
    switch self {
    case .int(let value): value < 0
    case .float(let value): value.sign == .minus
    case .duration(let months, let microseconds):
      months < 0 && microseconds == 0 || microseconds < 0 && months == 0
    default: false
    }
  }

  /// Whether a dot or bracket behind the literal would not be taken as one of its own.
  var takesNoDot: Bool {
    switch self {
    case .timestamp, .localTimestamp: true
    default: isNegative
    }
  }

  /// Whether the literal is a number or duration without a minus.
  var isUnsignedNumber: Bool {
    switch self {
    case .int, .float, .duration: !isNegative
    default: false
    }
  }
}
