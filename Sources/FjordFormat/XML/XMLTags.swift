// The library compares each attribute of a tag with all before it, so that a tag of a few megabytes
// takes minutes. Data has short ones.

/// The tags of a text, before it is read.
enum XMLTags {
  /// Bytes of one tag, its name and attributes.
  static let longest = 2048

  /// Whether no tag is longer than `longest`; comments, instructions and CDATA may be.
  ///
  /// Complexity: linear in the text.
  static func areShort(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[open...]
      if rest.starts(with: comment) {
        rest = behind("-->", in: rest.dropFirst(4))
      } else if rest.starts(with: data) {
        rest = behind("]]>", in: rest.dropFirst(9))
      } else if rest.starts(with: instruction) {
        rest = behind("?>", in: rest.dropFirst(2))
      } else {
        guard let close = end(of: rest.prefix(longest)) else { return rest.count < longest }
        rest = rest[(close + 1)...]
      }
    }
    return true
  }

  private static let comment = Array("<!--".utf8)
  private static let data = Array("<![CDATA[".utf8)
  private static let instruction = Array("<?".utf8)

  /// The `>` of a tag, none of those within its values; nil where there is none.
  private static func end(of tag: ArraySlice<UInt8>) -> Int? {
    var quote: UInt8?
    for place in tag.indices {
      let byte = tag[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return place
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return nil
  }

  /// What stands behind the first occurrence of a text.
  static func behind(_ end: String, in text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = Array(end.utf8)
    var place = text.startIndex
    while place + end.count <= text.endIndex {
      if text[place] == end[0], text[place...].starts(with: end) {
        return text[(place + end.count)...]
      }
      place += 1
    }
    return []
  }
}
