/// An image as its first bytes tell it.
struct LogoImage: Hashable, Sendable {
  /// The media type, as `image/gif`.
  let type: String
  let bytes: [UInt8]

  private static let signatures: [(type: String, bytes: [UInt8])] = [
    ("image/gif", Array("GIF87a".utf8)), ("image/gif", Array("GIF89a".utf8)),
    ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    ("image/jpeg", [0xFF, 0xD8, 0xFF]),
  ]

  /// Takes the bytes of an image; nil where they are none.
  init?(_ bytes: [UInt8]) {
    guard let type = Self.signatures.first(where: { bytes.starts(with: $0.bytes) })?.type else {
      return nil
    }
    self.type = type
    self.bytes = bytes
  }

  /// Whether it is the PNG of one pixel that the server of 2019 sends where there is no logo.
  var standsForNone: Bool {
    // Behind the signature: the first chunk's length and name, then width and height.
    type == "image/png" && bytes.count >= 24 && Array(bytes[16..<24]) == [0, 0, 0, 1, 0, 0, 0, 1]
  }
}
