import FjordDiagnostic

/// The comments of a text, gathered as the parser passes them.
struct CommentList {
  /// Where they stand, `#` included, line ends not.
  private(set) var spans: [Span] = []
  private var collectedTo = 0

  /// Takes the comments between what was read so far and `start`, and reads on to `end`.
  mutating func collect(from bytes: [UInt8], upTo start: Int, readTo end: Int) {
    var index = collectedTo
    while index < start {
      if bytes[index] == UInt8(ascii: "#") {
        let commentStart = index
        while index < start, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        spans.append(Span(commentStart, index))
      }
      index += 1
    }
    collectedTo = max(collectedTo, end)
  }

  /// Passes over text that holds no comments.
  mutating func skip(to end: Int) {
    collectedTo = max(collectedTo, end)
  }
}
