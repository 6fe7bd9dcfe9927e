extension String {
  /// The text with Latin letters and their combining marks as one scalar each.
  ///
  /// libedit keeps a combining mark and does not show it. Names copied from some file systems and
  /// documents hold `å` as `a` and a ring.
  func composingAccents() -> String {
    guard unicodeScalars.contains(where: { (0x300...0x36F).contains($0.value) }) else {
      return self
    }
    return String(map { ComposedLetters.byEquivalence[$0] ?? $0 })
  }
}

/// Characters compare by canonical equivalence, so that a letter with its marks finds its composed
/// form.
private enum ComposedLetters {
  static let byEquivalence: [Character: Character] = {
    let scalars = [0xC0...0x24F, 0x1E00...0x1EFF].joined().compactMap { Unicode.Scalar($0) }
    let letters = scalars.map { Character($0) }
    return Dictionary(zip(letters, letters)) { first, _ in first }
  }()
}
