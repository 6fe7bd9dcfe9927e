// Substring, prefix and suffix tests that ignore letter case by Unicode simple folding, and exact
// ones. The needle is prepared once; a column of codes is searched once a distinct text.

/// Where a needle has to stand.
package enum TextPosition: Sendable {
  case anywhere
  case start
  case end
}

extension Column {
  /// Whether each text holds the needle, letter case ignored; null stays null.
  package func searched(_ needle: String, _ position: TextPosition) -> Column {
    searched(TextNeedle(folding: needle), position)
  }

  /// Whether each text holds exactly these bytes; null stays null.
  package func containing(_ bytes: [UInt8]) -> Column {
    searched(TextNeedle(exactly: bytes), .anywhere)
  }

  private func searched(_ needle: TextNeedle, _ position: TextPosition) -> Column {
    mappingDistinct { texts in
      let runs = texts.plainText
      let bits =
        switch position {
        case .anywhere: runs.rows(holding: needle)
        case .start:
          runs.withRuns { run in
            Bitmap(fillingRows: runs.count) {
              needle.matches(run($0), at: 0, before: run($0).count)
            }
          }
        case .end:
          runs.withRuns { run in
            Bitmap(fillingRows: runs.count) { needle.ends(run($0)) }
          }
        }
      return Column(.bool, count: texts.count, validity: texts.validity, .bits(bits))
    }
  }

  /// Whether each text holds the text of the same row.
  package func searched(_ needles: Column, _ position: TextPosition) -> Column {
    let (texts, others) = (plainText, needles.plainText)
    let mask = Bitmap.intersection(validity, needles.validity)
    let bits = Bitmap(
      (0..<count).map { row in
        guard mask?[row] ?? true else { return false }
        return CaseFolding.fold(texts.string(row))
          .holds(CaseFolding.fold(others.string(row)), position)
      })
    return Column(.bool, count: count, validity: mask, .bits(bits))
  }

  /// Work on a text column done once a distinct text, where texts are kept as codes into fewer.
  ///
  /// The work gets a text column and gives one as long.
  package func mappingDistinct(_ work: (Column) throws -> Column) rethrows -> Column {
    guard case .dictionary(let codes, let words) = storage, words.count <= count else {
      return try work(self)
    }
    let distinct = Column(.string, count: words.count, validity: nil, .text(words))
    let result = try work(distinct).taking(Array(codes))
    guard let validity else { return result }
    return Column(
      result.type, count: count, validity: .intersection(validity, result.validity), result.storage)
  }
}

extension [UInt32] {
  fileprivate func holds(_ needle: [UInt32], _ position: TextPosition) -> Bool {
    let last = count - needle.count
    guard last >= 0 else { return false }
    switch position {
    case .start: return starts(with: needle)
    case .end: return self[last...].elementsEqual(needle)
    case .anywhere:
      return (0...last).contains { self[$0..<($0 + needle.count)].elementsEqual(needle) }
    }
  }
}
