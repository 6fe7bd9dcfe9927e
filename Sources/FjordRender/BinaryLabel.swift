// What a table tells of bytes: nobody reads base64, and its length is not that of the value.

/// Bytes by their kind and number, as `GIF, 1,659 bytes`.
enum BinaryLabel {
  private static let signatures: [(name: String, bytes: [UInt8])] = [
    ("GIF", Array("GIF87a".utf8)), ("GIF", Array("GIF89a".utf8)),
    ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("JPEG", [0xFF, 0xD8, 0xFF]),
    ("PDF", Array("%PDF-".utf8)),
  ]

  /// The kind, where the first bytes tell one, and the number.
  static func text(of bytes: ArraySlice<UInt8>) -> String {
    let size = "\(bytes.count.grouped) byte\(bytes.count == 1 ? "" : "s")"
    let kind = signatures.first { bytes.starts(with: $0.bytes) }?.name
    return kind.map { "\($0), \(size)" } ?? size
  }
}
