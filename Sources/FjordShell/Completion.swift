import FjordDiagnostic

/// What may stand where the cursor is.
package struct Completion: Sendable, Equatable {
  /// One thing that may stand there.
  package struct Candidate: Sendable, Equatable {
    /// The text that takes the place of what was typed.
    package var text: String
    /// What it is, in one line.
    package var meaning: String?
    /// Whether a space follows when it is the only one.
    package var endsWord: Bool

    /// Creates a candidate.
    package init(_ text: String, meaning: String? = nil, endsWord: Bool = true) {
      self.text = text
      self.meaning = meaning
      self.endsWord = endsWord
    }
  }

  /// Where the text to be replaced begins, as a UTF-8 offset; it ends at the cursor.
  package var start: Int
  /// What may stand there, in the order it is to be shown in.
  package var candidates: [Candidate]

  /// Creates a completion.
  package init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// Nothing is known.
  package static let none = Completion(start: 0, candidates: [])
}

extension Completion {
  /// What a press of TAB does.
  enum Step: Equatable {
    case nothing
    /// Puts text in place of that many Unicode scalars before the cursor.
    case replace(scalars: Int, with: String)
    case list([Candidate])
  }

  /// The step for an entry: the only candidate is put in; what all have in common is put in where
  /// that is more than was typed; otherwise the candidates are listed.
  ///
  /// Control characters in candidates are escaped.
  func step(in text: String, cursor: Int) -> Step {
    let typedBytes = text.utf8.prefix(max(cursor, 0)).dropFirst(max(start, 0))
    guard let typed = String(typedBytes) else { return .nothing }
    var seen: Set<String> = []
    let cleaned = candidates.map { candidate in
      Candidate(
        candidate.text.escapingControls(), meaning: candidate.meaning?.escapingControls(),
        endsWord: candidate.endsWord)
    }.filter { seen.insert($0.text).inserted }
    guard let first = cleaned.first else { return .nothing }

    let scalars = typed.unicodeScalars.count
    if cleaned.count == 1 {
      let isBeforeSpace = text.utf8.dropFirst(cursor).first == UInt8(ascii: " ")
      let whole = first.text + (first.endsWord && !isBeforeSpace ? " " : "")
      return whole == typed ? .nothing : .replace(scalars: scalars, with: whole)
    }
    let common = cleaned.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    let isLonger = common.count >= typed.count && common.utf8.count > 0
    if isLonger, common != typed, common.lowercased().hasPrefix(typed.lowercased()) {
      return .replace(scalars: scalars, with: common)
    }
    return .list(cleaned)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
