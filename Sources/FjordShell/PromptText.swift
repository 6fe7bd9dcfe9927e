/// A prompt in the form that libedit counts right: escape sequences between pairs of U+0001.
///
/// libedit hangs a sequence on the visible character after it and loses one that has none, so a
/// space is added where the text ends in a sequence. Other control characters are dropped.
struct PromptText {
  let marked: String
  /// The text without its escape sequences.
  let plain: String

  init(_ text: String) {
    var result = String.UnicodeScalarView()
    var visible = String.UnicodeScalarView()
    var sequence = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if let end = Self.endOfStyle(in: scalars, from: index) {
        sequence.append(contentsOf: scalars[index..<end])
        index = end
        continue
      }
      let scalar = scalars[index]
      index += 1
      guard scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) else { continue }
      Self.flush(&sequence, into: &result)
      result.append(scalar)
      visible.append(scalar)
    }
    if !sequence.isEmpty {
      Self.flush(&sequence, into: &result)
      result.append(" ")
    }
    marked = String(result)
    plain = String(visible)
  }

  private static func flush(
    _ sequence: inout String.UnicodeScalarView, into result: inout String.UnicodeScalarView
  ) {
    guard !sequence.isEmpty else { return }
    result.append("\u{1}")
    result.append(contentsOf: sequence)
    result.append("\u{1}")
    sequence = String.UnicodeScalarView()
  }

  /// Where a sequence `ESC [ digits m` that begins at `start` ends.
  private static func endOfStyle(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    guard start + 2 < scalars.count, scalars[start] == "\u{1B}", scalars[start + 1] == "[" else {
      return nil
    }
    var index = start + 2
    while index < scalars.count, "0123456789;:".unicodeScalars.contains(scalars[index]) {
      index += 1
    }
    return index < scalars.count && scalars[index] == "m" ? index + 1 : nil
  }
}
