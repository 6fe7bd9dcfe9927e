/// A piece of source text with the name it is shown under.
///
/// The name is a file's path, `-c`, `stdin`, or `prompt`. Offsets everywhere are UTF-8 byte
/// offsets into `text`.
public struct SourceText: Sendable, Hashable {
  /// What the text is called in messages.
  public let name: String
  /// The whole text.
  public let text: String

  /// Creates a source text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// Where an offset lies: the 1-based line and the range of that line without its line end.
  ///
  /// An offset past the end counts as the end. Complexity: linear in the text.
  public func line(containing offset: Int) -> (number: Int, range: Range<Int>) {
    let bytes = Array(text.utf8)
    let target = min(max(offset, 0), bytes.count)
    var number = 1
    var start = 0
    for index in 0..<target where bytes[index] == UInt8(ascii: "\n") {
      number += 1
      start = index + 1
    }
    var end = bytes[target...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return (number, start..<max(end, start))
  }

  /// The text of a range of bytes, mended where the range cuts a character.
  public func text(in range: Range<Int>) -> String {
    let count = text.utf8.count
    let lower = min(max(range.lowerBound, 0), count)
    let upper = min(max(range.upperBound, lower), count)
    return String(decoding: text.utf8.dropFirst(lower).prefix(upper - lower), as: UTF8.self)
  }
}
