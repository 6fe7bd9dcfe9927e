extension Unicode.Scalar {
  /// Whether a name can begin with the scalar: a letter or `_`.
  var beginsIdentifier: Bool {
    if isASCII { return isASCIILetter || self == "_" }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default:
      return false
    }
  }

  /// Whether a name can go on with the scalar: a letter, a digit, `_`, or a mark on a letter.
  var continuesIdentifier: Bool {
    if isASCII { return isASCIILetter || ("0"..."9").contains(self) || self == "_" }
    switch properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return beginsIdentifier
    }
  }

  private var isASCIILetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
  }
}

extension String {
  /// Whether the text is an identifier: a letter or `_`, then letters, digits, `_`.
  var isIdentifier: Bool {
    guard let first = unicodeScalars.first, first.beginsIdentifier else { return false }
    return unicodeScalars.dropFirst().allSatisfy(\.continuesIdentifier)
  }
}
