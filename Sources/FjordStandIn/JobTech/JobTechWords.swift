/// The words of `q`: any of them must be there, all with `+`, none with `-`; phrases stand in quotes.
struct JobTechWords: Sendable {
  private struct Word {
    enum Need {
      case one
      case must
      case mustNot
    }
    var text: String
    var isPrefix: Bool
    var need: Need
  }

  private let words: [Word]
  private let wantsAll: Bool

  /// Reads `q`; `method` is `and` or `or`.
  init(_ query: String, method: String?) {
    wantsAll = method == "and"
    words = Self.parts(query.lowercased()).compactMap { part in
      var text = part[...]
      var need = Word.Need.one
      if text.hasPrefix("+") { need = .must }
      if text.hasPrefix("-") { need = .mustNot }
      if need != .one { text = text.dropFirst() }
      let isPrefix = text.hasSuffix("*")
      if isPrefix { text = text.dropLast() }
      return text.isEmpty ? nil : Word(text: String(text), isPrefix: isPrefix, need: need)
    }
  }

  /// Whether there is no word, so that every text fits.
  var isEmpty: Bool { words.isEmpty }

  /// The words that are looked for.
  var wanted: [String] { words.filter { $0.need != .mustNot }.map(\.text) }

  /// Which share of the words a text has; nil where it does not fit.
  func relevance(of text: String) -> Double? {
    if words.isEmpty { return 1 }
    let tokens = text.lowercased()
    let found = words.map { Self.has($0, in: tokens) }
    for (word, isFound) in zip(words, found) {
      if word.need == .must, !isFound { return nil }
      if word.need == .mustNot, isFound { return nil }
    }
    let asked = words.indices.filter { words[$0].need != .mustNot }
    guard !asked.isEmpty else { return 1 }
    let count = asked.count { found[$0] }
    if wantsAll ? count < asked.count : count == 0 { return nil }
    return Double(count) / Double(asked.count)
  }

  private static func has(_ word: Word, in text: String) -> Bool {
    var rest = text[...]
    while let range = rest.firstRange(of: word.text) {
      let before =
        range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : nil
      let begins = before.map { !$0.isLetter && !$0.isNumber } ?? true
      let ends = word.isPrefix || (after.map { !$0.isLetter && !$0.isNumber } ?? true)
      if begins, ends { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  /// Words and phrases, with what stands before them.
  private static func parts(_ query: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    for character in query {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).filter { !$0.isEmpty }
  }
}
