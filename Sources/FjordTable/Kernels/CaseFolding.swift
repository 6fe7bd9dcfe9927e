// Simple case folding (Unicode's CaseFolding.txt, statuses C and S): one scalar folds to one scalar,
// so ø and o differ and ß stays ß (ẞ folds to it). The dotted İ and the dotless ı of Turkish fold to
// themselves, and I to i, whatever the language.

/// Simple case folding.
package enum CaseFolding {
  /// The scalars of a text, folded.
  package static func fold(_ text: String) -> [UInt32] { text.unicodeScalars.map(fold) }

  /// One scalar folded: the small letter of its capital, where each is one scalar.
  package static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    if scalar.isASCII {
      return scalar.value &- 65 < 26 ? scalar.value | 0x20 : scalar.value
    }
    guard scalar.properties.changesWhenCaseMapped, scalar != "ı" else { return scalar.value }
    let capital = single(scalar.properties.uppercaseMapping) ?? scalar
    return (single(capital.properties.lowercaseMapping) ?? scalar).value
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first : nil
  }

  /// All scalars that fold to a folded one, itself among them.
  static func variants(of folded: Unicode.Scalar) -> [Unicode.Scalar] {
    let mapped = [
      folded.properties.uppercaseMapping, folded.properties.titlecaseMapping,
      folded.properties.lowercaseMapping,
    ].compactMap(single)
    var variants = [folded]
    for scalar in mapped + (strays[folded.value] ?? [])
    where !variants.contains(scalar) && fold(scalar) == folded.value {
      variants.append(scalar)
    }
    return variants
  }

  /// Scalars that fold to another one without being its capital.
  private static let strays: [UInt32: [Unicode.Scalar]] = [
    0x6B: ["\u{212A}"], 0x73: ["\u{17F}"], 0xE5: ["\u{212B}"], 0xDF: ["\u{1E9E}"],
    0x1C6: ["\u{1C5}"], 0x1C9: ["\u{1C8}"], 0x1CC: ["\u{1CB}"], 0x1F3: ["\u{1F2}"],
    0x3BC: ["\u{B5}"], 0x3B9: ["\u{345}", "\u{1FBE}"], 0x3B2: ["\u{3D0}"],
    0x3B8: ["\u{3D1}", "\u{3F4}"], 0x3C6: ["\u{3D5}"], 0x3C0: ["\u{3D6}"], 0x3BA: ["\u{3F0}"],
    0x3C1: ["\u{3F1}"], 0x3B5: ["\u{3F5}"], 0x3C3: ["\u{3C2}"], 0x3C9: ["\u{2126}"],
    0x1E61: ["\u{1E9B}"], 0x432: ["\u{1C80}"], 0x434: ["\u{1C81}"], 0x43E: ["\u{1C82}"],
    0x441: ["\u{1C83}"], 0x442: ["\u{1C84}", "\u{1C85}"], 0x44A: ["\u{1C86}"],
    0x463: ["\u{1C87}"], 0xA64B: ["\u{1C88}"],
  ]
}
