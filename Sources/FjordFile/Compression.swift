import FjordDiagnostic

/// How a file is compressed.
enum Compression: String, Sendable {
  /// RFC 1952, through zlib.
  case gzip
  /// RFC 8878, through zstd's library.
  case zstd

  /// The compression that a file name's extension stands for.
  init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".gz") || name.hasSuffix(".gzip") {
      self = .gzip
    } else if name.hasSuffix(".zst") || name.hasSuffix(".zstd") {
      self = .zstd
    } else {
      return nil
    }
  }

  /// The compression that the first bytes of a file show.
  init?(magic bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// A stream's bytes, decompressed where they begin as compressed bytes do.
  static func decompressed(_ stream: any ByteStream, name: String) throws -> any ByteStream {
    let head = try stream.head(4)
    let whole = PrefixedStream(head, stream)
    return switch Compression(magic: head) {
    case .gzip: try GzipStream(whole, name: name)
    case .zstd: try ZstdStream(whole, name: name)
    case nil: whole
    }
  }
}
