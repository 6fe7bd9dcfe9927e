import FjordDiagnostic
import Testing

@Suite struct TerminalWidthTests {
  @Test(
    "A text takes the cells of its grapheme clusters",
    arguments: [
      ("", 0), ("abc", 3), ("æøå", 3), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("ﾊﾝ", 2), ("ＡＢ", 4),
      ("😀", 2), ("👨‍👩‍👧", 2), ("🇳🇴", 2), ("👍🏽", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("a😀b", 4),
      ("\u{200b}", 0), ("\t", 0), ("\u{1b}", 0), ("й", 1), ("…", 1), ("~", 1), ("\u{301}", 0),
    ])
  func widths(text: String, width: Int) {
    #expect(text.terminalWidth == width)
  }

  @Test(
    "Characters that steer a terminal or turn text around become escapes",
    arguments: [
      ("abc", "abc"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{1b}[31m", "\\u{1b}[31m"),
      ("\u{7f}\u{80}\u{9b}", "\\u{7f}\\u{80}\\u{9b}"), ("\u{202e}x\u{2069}", "\\u{202e}x\\u{2069}"),
      ("\u{200e}\u{61c}", "\\u{200e}\\u{61c}"), ("\u{2028}\u{feff}", "\\u{2028}\\u{feff}"),
      ("\u{0}", "\\u{0}"), ("é😀日", "é😀日"),
    ])
  func escapes(text: String, escaped: String) {
    #expect(text.escapingControls() == escaped)
    let steering = escaped.unicodeScalars.filter { $0.steersTerminal }
    #expect(steering.isEmpty)
  }
}
