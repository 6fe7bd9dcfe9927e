extension String {
  /// The text with control and direction-changing characters shown as escapes.
  ///
  /// C0 and C1 controls, DEL, the bidirectional controls and the line separators become `\n`,
  /// `\t`, or `\u{..}`. Complexity: linear; text without such characters is returned as it is.
  public func escapingControls() -> String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.steersTerminal:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The number of terminal cells the text takes: the sum over its grapheme clusters.
  public var terminalWidth: Int {
    var ascii = 0
    for byte in utf8 {
      guard byte < 0x7F, byte >= 0x20 else { return reduce(0) { $0 + $1.terminalWidth } }
      ascii += 1
    }
    return ascii
  }
}

extension Character {
  /// The number of terminal cells the character takes: 0, 1 or 2.
  ///
  /// East Asian wide and fullwidth characters and emoji take two cells, combining marks alone
  /// none. Source: Unicode Standard Annex 11 (wide and fullwidth ranges), read 2026-11.
  public var terminalWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.properties.isEmojiPresentation { return 2 }
    if unicodeScalars.count > 1, unicodeScalars.contains("\u{FE0F}"), first.properties.isEmoji {
      return 2
    }
    return first.terminalWidth
  }
}

extension Unicode.Scalar {
  /// Whether the scalar can move the cursor, change modes, or reorder text.
  public var steersTerminal: Bool {
    switch value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      true
    default: false
    }
  }

  fileprivate var terminalWidth: Int {
    switch value {
    case 0x20..<0x7F: return 1
    case 0..<0x20, 0x7F..<0xA0: return 0
    case 0xAD: return 1
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      return 2
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
}
