/// A range of a source text, in UTF-8 byte offsets: `start` inclusive, `end` exclusive.
public struct Span: Sendable, Hashable {
  /// The first byte.
  public var start: Int
  /// One past the last byte; equal to `start` for a place between two characters.
  public var end: Int

  /// Creates a span.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that holds both.
  public func joined(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }

  /// The span as a range.
  public var range: Range<Int> { start..<end }
}
