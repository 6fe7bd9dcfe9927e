/// The id of an event or of an ad: a UUID of 36 characters, in lower case.
///
/// The service takes shorter forms too, and answers 500 to what is none; neither is sent.
struct EventID: Hashable, Sendable {
  /// The 36 characters.
  let text: String

  /// Reads an id; nil where it is none.
  init?(_ text: String) {
    let bytes = text.utf8
    guard bytes.count == 36 else { return nil }
    for (place, byte) in bytes.enumerated() {
      let fits =
        [8, 13, 18, 23].contains(place)
        ? byte == UInt8(ascii: "-") : Character(Unicode.Scalar(byte)).isHexDigit
      guard fits else { return nil }
    }
    self.text = text.lowercased()
  }

  /// Reads an `ETag`, also one that something on the way has put in quotes.
  init?(tag: String) {
    let bare = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
    self.init(String(bare).replacing("\"", with: ""))
  }
}
