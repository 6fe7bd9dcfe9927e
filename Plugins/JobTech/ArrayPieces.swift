import FjordFormat

/// Cuts a long JSON array, as it comes, into short ones of whole elements.
///
/// A body has been cut off within its array with a clean end of the stream, so only the closing
/// bracket says that all of it came. Of the two forms that the service has, lines have no such end:
/// that is why the array is asked for. Complexity: holds a piece and a row.
struct ArrayPieces: Sendable {
  /// Bytes that make a piece.
  private static let pieceSize = 1 << 20

  private var buffer: [UInt8] = []
  /// Bytes without the end of a row, which are not looked at again until as many more have come.
  private var lookedAt = 0
  private var splitter = JSONSplitter(isArray: true)
  private var isBegun = false

  /// Whether the bytes so far begin as an array; nil while that can't be said.
  private(set) var isArray: Bool?

  /// Adds bytes.
  mutating func add(_ bytes: [UInt8]) {
    buffer += bytes
    if isArray == nil, let first = buffer.first(where: { !Self.isSpace($0) }) {
      isArray = first == UInt8(ascii: "[")
    }
  }

  /// A short array of whole elements, where enough bytes have come.
  mutating func next() -> [UInt8]? {
    guard buffer.count >= max(Self.pieceSize, lookedAt) else { return nil }
    return cut()
  }

  /// The last elements, or nil where the array did not end.
  mutating func finish() -> [UInt8]? {
    let body = cut()
    let rest = buffer.filter { !Self.isSpace($0) }
    if isBegun { return rest == [UInt8(ascii: "]")] ? body ?? Array("[]".utf8) : nil }
    return isArray == true && rest.last == UInt8(ascii: "]") ? rest : nil
  }

  private mutating func cut() -> [UInt8]? {
    let split = buffer.withUnsafeBytes { splitter.split($0, isLast: false) }
    guard let end = split?.end else {
      lookedAt = buffer.count * 2
      return nil
    }
    var rows = buffer[..<end].drop(while: Self.isSpace)
    // The first piece begins with the array's bracket, the others with a comma.
    if rows.first == UInt8(ascii: isBegun ? "," : "[") { rows = rows.dropFirst() }
    isBegun = true
    lookedAt = 0
    let piece = [UInt8(ascii: "[")] + rows + [UInt8(ascii: "]")]
    buffer.removeSubrange(..<end)
    return piece
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
