/// Base64 with the alphabet of URLs and no padding, as tokens use it.
enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The text of some bytes.
  static func text(_ bytes: [UInt8]) -> String {
    var characters: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        characters.append(alphabet[Int(buffer >> bits & 63)])
      }
      buffer &= (1 << bits) - 1
    }
    if bits > 0 { characters.append(alphabet[Int(buffer << (6 - bits) & 63)]) }
    return String(decoding: characters, as: UTF8.self)
  }
}
