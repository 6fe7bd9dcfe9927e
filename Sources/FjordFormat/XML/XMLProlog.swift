// A document type is refused before the library sees a byte of it: entities that only say others,
// ten times each, hold its parser up for hours while it reads their declarations. To know what
// stands before the root, the bytes must mean what they seem to; so they are UTF-8 or ISO 8859-1,
// and the library is told so whatever the text says.

/// What stands before the root element.
enum XMLProlog {
  /// The text in UTF-8, without a mark of byte order.
  ///
  /// Errors: `documentType`, `encoding`, `notUTF8`, `longTag`. Complexity: linear in the text.
  static func checked(_ body: [UInt8]) throws(XMLFault) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var text = body.starts(with: mark) ? Array(body.dropFirst(3)) : body
    guard !text.starts(with: [0xFE, 0xFF]), !text.starts(with: [0xFF, 0xFE]),
      !text.prefix(4).contains(0)
    else { throw .encoding("UTF-16") }
    switch declaredEncoding(text)?.uppercased() {
    case nil, "UTF-8", "UTF8", "US-ASCII", "ASCII": break
    case "ISO-8859-1", "LATIN1": text = latin(text)
    case let name?: throw .encoding(name)
    }
    if declaresType(text[...]) { throw .documentType }
    guard String(validating: text, as: UTF8.self) != nil else { throw .notUTF8 }
    guard XMLTags.areShort(text) else { throw .longTag(limit: XMLTags.longest) }
    return text
  }

  /// The encoding that the first line names.
  private static func declaredEncoding(_ text: [UInt8]) -> String? {
    guard text.starts(with: Array("<?xml".utf8)),
      let end = text.prefix(512).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let line = String(decoding: text[..<end], as: UTF8.self)
    guard let name = line.firstRange(of: "encoding")?.upperBound else { return nil }
    let quoted = line[name...].drop { $0 == " " || $0 == "=" }
    guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
    return String(quoted.dropFirst().prefix { $0 != quote })
  }

  private static func latin(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(0xC0 | byte >> 6)
        text.append(0x80 | byte & 0x3F)
      }
    }
    return text
  }

  /// Whether a document type comes before the root, behind instructions and comments.
  private static func declaresType(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while true {
      rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
      if rest.starts(with: Array("<?".utf8)) {
        rest = XMLTags.behind("?>", in: rest.dropFirst(2))
      } else if rest.starts(with: Array("<!--".utf8)) {
        rest = XMLTags.behind("-->", in: rest.dropFirst(4))
      } else {
        // Of what may stand here nothing else begins so.
        return rest.starts(with: Array("<!".utf8))
      }
    }
  }
}
