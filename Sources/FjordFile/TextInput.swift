import FjordFormat

/// Where a text comes from: a file can be opened again and again, standard input once.
struct TextInput: Sendable {
  /// What it is called in messages.
  let name: String
  /// The beginning of the text, at most so many bytes, and whether that is all of it.
  let sample: @Sendable (_ byteCount: Int) throws -> (bytes: PaddedBytes, isWhole: Bool)
  /// Opens it at its beginning, decompressed.
  let open: @Sendable () throws -> any ByteStream

  /// Creates an input that can be opened again.
  init(name: String, open: @escaping @Sendable () throws -> any ByteStream) {
    self.init(name: name, open: open) { byteCount in
      let head = try open().head(byteCount)
      return (PaddedBytes(head), head.count < byteCount)
    }
  }

  /// Creates an input that is looked at otherwise than it is opened.
  init(
    name: String, open: @escaping @Sendable () throws -> any ByteStream,
    sample: @escaping @Sendable (Int) throws -> (bytes: PaddedBytes, isWhole: Bool)
  ) {
    self.name = name
    self.open = open
    self.sample = sample
  }
}
