/// How a CSV text is written.
package struct CSVDialect: Sendable, Hashable {
  /// What parts fields: one byte of ASCII.
  package var delimiter: UInt8
  /// The last byte of a line: `\n`, before which a `\r` may stand, or `\r` alone.
  package var lineEnd: UInt8
  /// How bytes stand for characters.
  package var encoding: TextEncoding
  /// Whether fractions stand behind a comma.
  package var hasDecimalComma: Bool
  /// Texts without quotes that mean null, beside the empty one.
  package var nullTexts: [[UInt8]]
  /// Whether these mean null in columns of strings too.
  package var hasNullStrings: Bool

  /// Creates a dialect, by default that of RFC 4180 in UTF-8.
  package init(
    delimiter: UInt8 = UInt8(ascii: ","), lineEnd: UInt8 = UInt8(ascii: "\n"),
    encoding: TextEncoding = .utf8, hasDecimalComma: Bool = false, nullTexts: [[UInt8]] = [],
    hasNullStrings: Bool = false
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.encoding = encoding
    self.hasDecimalComma = hasDecimalComma
    self.nullTexts = nullTexts
    self.hasNullStrings = hasNullStrings
  }
}
