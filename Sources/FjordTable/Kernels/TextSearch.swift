// Substring, prefix and suffix tests that ignore letter case by Unicode simple folding: one scalar
// folds to one scalar, so ø and o differ and ß stays ß. ASCII rows against an ASCII needle are
// compared a byte at a time without decoding.

/// Where a needle has to stand.
package enum TextPosition: Sendable {
  case anywhere
  case start
  case end
}

extension Column {
  /// Whether each text holds the needle, letter case ignored; null stays null.
  package func searched(_ needle: String, _ position: TextPosition) -> Column {
    let folded = CaseFolding.fold(needle)
    if case .dictionary(let codes, let values) = storage {
      let hits = values.searched(folded, position)
      let bits = Bitmap(fillingRows: count) { hits[Int(codes[codes.startIndex &+ $0])] }
      return Column(.bool, count: count, validity: validity, .bits(bits))
    }
    return Column(
      .bool, count: count, validity: validity, .bits(plainText.searched(folded, position)))
  }

  /// Whether each text holds the text of the same row.
  package func searched(_ needles: Column, _ position: TextPosition) -> Column {
    let (texts, others) = (plainText, needles.plainText)
    let bits = Bitmap(
      (0..<count).map { row in
        CaseFolding.matches(
          CaseFolding.fold(texts.string(row)), CaseFolding.fold(others.string(row)), position)
      })
    let mask = Bitmap.intersection(validity, needles.validity)
    return Column(.bool, count: count, validity: mask, .bits(bits))
  }
}

extension Column.Text {
  fileprivate func searched(_ needle: [UInt32], _ position: TextPosition) -> Bitmap {
    let ascii = needle.allSatisfy { $0 < 0x80 } ? needle.map { UInt8($0) } : nil
    return withRuns { run in
      Bitmap(fillingRows: count) { row in
        let run = run(row)
        if let ascii, run.allSatisfy({ $0 < 0x80 }) {
          return CaseFolding.matchesASCII(run, ascii, position)
        }
        let text = String(decoding: run, as: UTF8.self)
        return CaseFolding.matches(CaseFolding.fold(text), needle, position)
      }
    }
  }
}

/// Simple case folding.
package enum CaseFolding {
  /// The scalars of a text, folded.
  package static func fold(_ text: String) -> [UInt32] { text.unicodeScalars.map(fold) }

  /// One scalar folded: its lower-case mapping where that is one scalar, else itself.
  package static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    if scalar.isASCII {
      return (65...90).contains(scalar.value) ? scalar.value | 0x20 : scalar.value
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    guard lower.count == 1, let only = lower.first else { return scalar.value }
    return only.value == 0x3C2 ? 0x3C3 : only.value
  }

  fileprivate static func matches(
    _ text: [UInt32], _ needle: [UInt32], _ position: TextPosition
  ) -> Bool {
    let last = text.count - needle.count
    guard last >= 0 else { return false }
    switch position {
    case .start: return text.starts(with: needle)
    case .end: return text[last...].elementsEqual(needle)
    case .anywhere:
      return (0...last).contains { text[$0..<($0 + needle.count)].elementsEqual(needle) }
    }
  }

  @inline(__always)
  fileprivate static func matchesASCII(
    _ run: UnsafeRawBufferPointer, _ needle: [UInt8], _ position: TextPosition
  ) -> Bool {
    let last = run.count - needle.count
    guard last >= 0 else { return false }
    let starts =
      switch position {
      case .start: 0...0
      case .end: last...last
      case .anywhere: 0...last
      }
    for start in starts {
      var place = 0
      while place < needle.count {
        let byte = run[start &+ place]
        let lower = byte &- 65 < 26 ? byte | 0x20 : byte
        if lower != needle[place] { break }
        place &+= 1
      }
      if place == needle.count { return true }
    }
    return false
  }
}
