/// A body before it is written: the same tree becomes JSON or XML.
indirect enum PlatsannonsValue: Sendable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([PlatsannonsValue])
  case object([(key: String, value: PlatsannonsValue)])

  /// An object of the parts that there are.
  static func parts(_ parts: [(String, PlatsannonsValue?)]) -> PlatsannonsValue {
    .object(parts.compactMap { key, value in value.map { (key, $0) } })
  }

  /// A text, or nil where there is none.
  static func text(orNone text: String?) -> PlatsannonsValue? { text.map { .text($0) } }

  /// A number, or nil where there is none.
  static func number(orNone number: Int?) -> PlatsannonsValue? { number.map { .number($0) } }

  /// The tree as compact JSON.
  var json: [UInt8] {
    var json = JSONBytes()
    write(&json)
    return json.bytes
  }

  /// The tree as XML: a list is its element again and again, an empty text an empty element.
  var xml: [UInt8] {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    write(&xml)
    return Array(xml.utf8)
  }

  private func write(_ json: inout JSONBytes) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let number): json.raw(Array("\(number)".utf8))
    case .truth(let isTrue): json.raw(isTrue ? "true" : "false")
    case .list(let items):
      json.raw("[")
      for (place, item) in items.enumerated() {
        if place > 0 { json.raw(",") }
        item.write(&json)
      }
      json.raw("]")
    case .object(let parts):
      json.raw("{")
      for (place, part) in parts.enumerated() {
        if place > 0 { json.raw(",") }
        json.string(part.key)
        json.raw(":")
        part.value.write(&json)
      }
      json.raw("}")
    }
  }

  private func write(_ xml: inout String) {
    switch self {
    case .text(let text): xml += Self.escaped(text)
    case .number(let number): xml += "\(number)"
    case .truth(let isTrue): xml += isTrue ? "true" : "false"
    case .list(let items): for item in items { item.write(&xml) }
    case .object(let parts): for part in parts { Self.write(part.key, part.value, &xml) }
    }
  }

  private static func write(_ name: String, _ value: PlatsannonsValue, _ xml: inout String) {
    if case .list(let items) = value {
      for item in items { write(name, item, &xml) }
    } else if case .text("") = value {
      xml += "<\(name)/>"
    } else {
      xml += "<\(name)>"
      value.write(&xml)
      xml += "</\(name)>"
    }
  }

  /// Text as markup shows it.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 32 || "&<>".utf8.contains($0) }) else { return text }
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\r": escaped += "&#13;"
      // XML has no way to write the other control characters.
      case "\u{0}"..<" " where character != "\n" && character != "\t": break
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
