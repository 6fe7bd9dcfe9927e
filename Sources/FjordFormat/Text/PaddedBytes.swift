/// A piece of a text with room behind it, so that loops that look at 64 bytes at once may read past
/// its end.
///
/// The bytes past `count` are not part of the text. Shared, never copied.
package struct PaddedBytes: Sendable {
  /// How many bytes there are at least behind the text.
  package static let padding = 64

  /// How many bytes the text has.
  package let count: Int
  private let storage: [UInt8]

  /// Takes bytes over that have the padding behind the first `count`.
  package init(padded storage: [UInt8], count: Int) {
    precondition(count >= 0 && storage.count >= count + Self.padding, "bytes without padding")
    self.storage = storage
    self.count = count
  }

  /// Copies bytes.
  package init(_ bytes: some Collection<UInt8>) {
    storage = Array(bytes) + [UInt8](repeating: 0, count: Self.padding)
    count = bytes.count
  }

  /// The first bytes of the same text.
  package func prefix(_ length: Int) -> PaddedBytes {
    PaddedBytes(padded: storage, count: min(length, count))
  }

  /// The bytes without the padding; for edges and tests.
  package var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// Calls a body with the text's bytes; it may read as many more as the padding has.
  @inline(__always)
  package func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}
