import FjordDiagnostic
import FjordTable

// One value as a person reads it in a table. Null is the bare word `null`; a text that could be
// taken for it, for the empty string, or for a quoted text is shown in quotes, so that the three
// differ without colour too.

/// A cell as it is shown: harmless text of one line.
struct CellText {
  let text: String
  let width: Int
  let isNull: Bool

  private init(_ text: String, isNull: Bool = false) {
    self.text = text
    self.isNull = isNull
    width = text.terminalWidth
  }

  /// Bytes of a text that are looked at for a cell of a cut table: more than any line shows.
  private static let byteLimit = 16_384

  /// The cell of a row.
  init(_ column: Column, row: Int, style: TableStyle) {
    guard !column.isNull(row) else {
      self.init("null", isNull: true)
      return
    }
    switch (column.storage, column.type) {
    case (.int64(let values), .timestamp):
      self.init(Self.timestamp(values[values.startIndex + row], style.zone))
    case (.duration(let values), _): self.init(Self.duration(values[values.startIndex + row]))
    case (.text(let runs), .string): self.init(Self.string(runs.bytes(row), style))
    case (.dictionary(let codes, let runs), _):
      self.init(Self.string(runs.bytes(Int(codes[codes.startIndex + row])), style))
    case (.text(let runs), .binary): self.init(BinaryLabel.text(of: runs.bytes(row)))
    case (.list, _), (.record, _):
      var json: [UInt8] = []
      JSONText.append(column, row: row, to: &json)
      self.init(Self.harmless(json[...], style))
    default:
      self.init(column.slice(row..<(row + 1)).texts().plainText.string(0))
    }
  }

  /// Text in quotes where it would be mistaken otherwise.
  private static func string(_ bytes: ArraySlice<UInt8>, _ style: TableStyle) -> String {
    let text = harmless(bytes, style)
    let isMistakable =
      text.isEmpty || text == "null" || text.hasPrefix("\"") || text.hasPrefix(" ")
      || text.hasSuffix(" ")
    return isMistakable ? "\"\(text)\"" : text
  }

  private static func harmless(_ bytes: ArraySlice<UInt8>, _ style: TableStyle) -> String {
    guard style.width != nil, bytes.count > byteLimit else {
      return String(decoding: bytes, as: UTF8.self).escapingControls()
    }
    let text = String(decoding: bytes.prefix(byteLimit), as: UTF8.self).escapingControls()
    return text + String(style.ellipsis)
  }

  /// A timestamp on the zone's clock, which the footer names: `2024-06-01 10:30:00`.
  private static func timestamp(_ instant: Int64, _ zone: ZoneOffsets) -> String {
    var text: [UInt8] = []
    ValueText.append(local: zone.civil(instant), separator: UInt8(ascii: " "), to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A duration in the units of the language: `1y 2mo`, `7d`, `2h 30m`, `-1.5s`.
  private static func duration(_ value: CalendarDuration) -> String {
    var parts: [String] = []
    func add(_ amount: UInt64, _ unit: String, _ isNegative: Bool) {
      if amount > 0 { parts.append("\(isNegative ? "-" : "")\(amount)\(unit)") }
    }
    add(value.months.magnitude / 12, "y", value.months < 0)
    add(value.months.magnitude % 12, "mo", value.months < 0)
    let (isNegative, time) = (value.microseconds < 0, value.microseconds.magnitude)
    add(time / 86_400_000_000, "d", isNegative)
    add(time / 3_600_000_000 % 24, "h", isNegative)
    add(time / 60_000_000 % 60, "m", isNegative)
    let (seconds, fraction) = (time / 1_000_000 % 60, time % 1_000_000)
    if fraction > 0 {
      var digits = String(fraction + 1_000_000).dropFirst()
      while digits.last == "0" { digits.removeLast() }
      parts.append("\(isNegative ? "-" : "")\(seconds).\(digits)s")
    } else {
      add(seconds, "s", isNegative)
    }
    return parts.isEmpty ? "0s" : parts.joined(separator: " ")
  }
}

extension String {
  /// The text cut to a width, with a mark of one cell at its end where something is missing.
  func cut(to width: Int, mark: Character) -> String {
    if utf8.count <= width || terminalWidth <= width { return self }
    guard width > 0 else { return "" }
    var result = ""
    var room = width - 1
    for character in self {
      room -= character.terminalWidth
      guard room >= 0 else { break }
      result.append(character)
    }
    result.append(mark)
    return result
  }

  /// The text filled with spaces to a width, on its left where it is to stand at the right.
  func padded(to width: Int, atRight: Bool) -> String {
    let missing = max(0, width - terminalWidth)
    let space = String(repeating: " ", count: missing)
    return atRight ? space + self : self + space
  }
}
