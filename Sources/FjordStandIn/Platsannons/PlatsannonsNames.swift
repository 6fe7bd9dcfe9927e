/// The order of Swedish names: å, ä and ö after z, capitals as small letters.
enum PlatsannonsNames {
  /// A key by whose bytes names are in order.
  static func key(_ name: String) -> String {
    var key = ""
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case "å": key.append("{")
      case "ä", "æ": key.append("|")
      case "ö", "ø": key.append("}")
      default: key.unicodeScalars.append(scalar)
      }
    }
    return key
  }

  /// Values in the order of their names.
  static func sorted<Value>(_ values: [Value], by name: (Value) -> String) -> [Value] {
    let keyed = values.map { (key: key(name($0)), value: $0) }
    return keyed.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }

  /// Whether a text has the characters that the service allows in names and keywords.
  ///
  /// What was no UTF-8 is let through: it finds nothing.
  static func isAllowed(_ text: String, besides more: Set<Character>) -> Bool {
    text.lowercased().allSatisfy { character in
      ("a"..."z").contains(character) || ("0"..."9").contains(character)
        || "åäö:,- \u{FFFD}".contains(character) || more.contains(character)
    }
  }
}
