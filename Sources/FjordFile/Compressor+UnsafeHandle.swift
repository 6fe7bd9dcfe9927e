import CCompression
import FjordDiagnostic

// Why it is safe: the state lives as long as its object, every call is told how many bytes each side
// has, and the output buffer is as large as it is told to be.

/// Compresses bytes that come one block after the other.
protocol Compressor: AnyObject {
  /// What comes out for some bytes by now.
  func compress(_ bytes: [UInt8]) throws -> [UInt8]
  /// What comes out for the last bytes and the end.
  func finish(_ bytes: [UInt8]) throws -> [UInt8]
}

extension Compression {
  /// A compressor of this kind.
  ///
  /// Errors: `file.no-library`, `file.compression`.
  func makeCompressor(name: String) throws -> any Compressor {
    switch self {
    case .gzip: try GzipCompressor(name: name)
    case .zstd: try ZstdCompressor(name: name)
    }
  }
}

/// Makes one gzip member.
private final class GzipCompressor: Compressor {
  private static let roomSize = 131_072

  private let name: String
  private let state: UnsafeMutablePointer<z_stream>

  init(name: String) throws {
    self.name = name
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    guard gzip_deflate_start(state, 6) == Z_OK else { throw fault("zlib could not be started") }
  }

  deinit {
    deflateEnd(state)
    state.deallocate()
  }

  func compress(_ bytes: [UInt8]) throws -> [UInt8] { try run(bytes, Z_NO_FLUSH) }

  func finish(_ bytes: [UInt8]) throws -> [UInt8] { try run(bytes, Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) throws -> [UInt8] {
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: Self.roomSize)
    var bytes = bytes
    try bytes.withUnsafeMutableBufferPointer { input in
      state.pointee.next_in = input.baseAddress
      state.pointee.avail_in = UInt32(input.count)
      var isFull = true
      while isFull {
        let count = try room.withUnsafeMutableBufferPointer { room in
          state.pointee.next_out = room.baseAddress
          state.pointee.avail_out = UInt32(room.count)
          let status = deflate(state, flush)
          guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw fault("status \(status)")
          }
          return room.count - Int(state.pointee.avail_out)
        }
        output += room[..<count]
        isFull = count == Self.roomSize
      }
    }
    return output
  }

  private func fault(_ reason: String) -> Diagnostics {
    Diagnostics(FileFault.compression(name, kind: "gzip", reason: reason).diagnostic())
  }
}

/// Makes one zstd frame.
private final class ZstdCompressor: Compressor {
  private static let roomSize = 131_072
  private static let goOn: Int32 = 0
  private static let end: Int32 = 2

  private let name: String
  private let library: ZstdLibrary
  private let state: OpaquePointer?

  init(name: String) throws {
    self.name = name
    library = try ZstdLibrary.load(for: name)
    state = library.createWriter()
  }

  deinit { _ = library.freeWriter(state) }

  func compress(_ bytes: [UInt8]) throws -> [UInt8] { try run(bytes, Self.goOn) }

  func finish(_ bytes: [UInt8]) throws -> [UInt8] { try run(bytes, Self.end) }

  private func run(_ bytes: [UInt8], _ mode: Int32) throws -> [UInt8] {
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: Self.roomSize)
    try bytes.withUnsafeBytes { source in
      var input = zstd_input(bytes: source.baseAddress, size: source.count, place: 0)
      while true {
        let (count, left) = try room.withUnsafeMutableBytes { room in
          var target = zstd_output(bytes: room.baseAddress, size: room.count, place: 0)
          let left = library.compress(state, &target, &input, mode)
          if let failure = library.failure(left) {
            throw Diagnostics(
              FileFault.compression(name, kind: "zstd", reason: failure).diagnostic())
          }
          return (target.place, left)
        }
        output += room[..<count]
        if mode == Self.end ? left == 0 : input.place == input.size { return }
      }
    }
    return output
  }
}
