/// The keywords of a search: alternatives, each of words that must all be found.
struct PlatsannonsWords: Sendable {
  private struct Word {
    var text: String
    /// What the service takes for near.
    var groups: Set<Int> = []
    var municipalities: Set<Int> = []
  }

  private let alternatives: [[Word]]

  /// The relevance of what is found by nearness alone.
  static let nearby = 71

  init(_ text: String, _ generation: PlatsannonsGeneration) {
    var alternatives: [[Word]] = [[]]
    for token in Self.tokens(text) {
      switch token {
      case "AND": break
      case "OR": alternatives.append([])
      default:
        let lower = token.lowercased().trimmed
        guard !lower.isEmpty else { continue }
        var word = Word(text: lower)
        if generation == .first {
          word.groups = PlatsannonsOccupations.all.groups(near: lower)
          word.municipalities = PlatsannonsPlaces.all.neighbours(ofMunicipality: lower)
        }
        alternatives[alternatives.count - 1].append(word)
      }
    }
    self.alternatives = alternatives.filter { !$0.isEmpty }
  }

  /// Whether there is no word at all.
  var isEmpty: Bool { alternatives.isEmpty }

  /// 100 where all words of an alternative are in a text of small letters, less where some are but
  /// near, nil where the ad is not found.
  func relevance(of ad: PlatsannonsAd, _ text: String) -> Int? {
    alternatives.compactMap { words -> Int? in
      var near = 0
      for word in words where !Self.has(word.text, in: text) {
        let isNear =
          word.groups.contains(ad.occupation.group)
          || (ad.municipality.map(word.municipalities.contains) ?? false)
        guard isNear else { return nil }
        near += 1
      }
      return 100 - (100 - Self.nearby) * near / words.count
    }.max()
  }

  /// Words between spaces; quotes, which the second generation reads, keep phrases together and
  /// mean `OR` where they meet.
  private static func tokens(_ text: String) -> [String] {
    guard text.contains("\"") else { return text.split(separator: " ").map(String.init) }
    var tokens: [String] = []
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    for (place, part) in parts.enumerated() {
      if place % 2 == 1 {
        tokens.append(String(part))
      } else if part.isEmpty, place > 0, place < parts.count - 1 {
        tokens.append("OR")
      } else {
        tokens += part.split(separator: " ").map(String.init)
      }
    }
    return tokens
  }

  private static func has(_ word: String, in text: String) -> Bool {
    var (rest, wanted) = (text.utf8[...], word.utf8)
    func isOfWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard let first = wanted.first else { return true }
    while let start = rest.firstIndex(of: first) {
      let tail = rest[start...]
      if tail.starts(with: wanted) {
        let before = start == text.utf8.startIndex ? nil : text.utf8[text.utf8.index(before: start)]
        let after = tail.dropFirst(wanted.count).first
        if !(before.map(isOfWord) ?? false), !(after.map(isOfWord) ?? false) { return true }
      }
      rest = tail.dropFirst()
    }
    return false
  }
}

extension String {
  /// Without marks at its ends.
  fileprivate var trimmed: String {
    let marks: Set<Character> = [".", ",", ":", "-"]
    return String(drop { marks.contains($0) }.reversed().drop { marks.contains($0) }.reversed())
  }
}
