import CCompression
import FjordDiagnostic

// Why it is safe: the input buffer lives as long as the object, and the library is told how many
// bytes each side has and how far it got.

/// The bytes of a zstd file, of all its frames one behind the other.
final class ZstdStream: ByteStream {
  private static let inputSize = 131_072

  private let source: any ByteStream
  private let name: String
  private let library: ZstdLibrary
  private let state: OpaquePointer?
  private let buffer: UnsafeMutableRawBufferPointer
  private var input: zstd_input
  /// Whether a frame has begun and not ended.
  private var isAmidFrame = false
  /// Whether the library may hold bytes back because the room was full.
  private var mayHoldBack = false

  init(_ source: any ByteStream, name: String) throws {
    self.source = source
    self.name = name
    library = try ZstdLibrary.load(for: name)
    state = library.createReader()
    buffer = .allocate(byteCount: Self.inputSize, alignment: 16)
    input = zstd_input(bytes: buffer.baseAddress, size: 0, place: 0)
  }

  deinit {
    _ = library.freeReader(state)
    buffer.deallocate()
  }

  var isIdle: Bool { input.place == input.size && source.isIdle }

  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    var output = zstd_output(bytes: room.baseAddress, size: room.count, place: 0)
    while output.place == 0, !room.isEmpty {
      if input.place == input.size, !mayHoldBack {
        input.size = try source.read(into: buffer)
        input.place = 0
        if input.size == 0 {
          if isAmidFrame { throw fault("the file ends early") }
          return 0
        }
      }
      let (taken, given) = (input.place, output.place)
      let result = library.decompress(state, &output, &input)
      if let failure = library.failure(result) { throw fault(failure) }
      // Asked between two frames without a byte, the library wants the next one's head.
      if input.place != taken || output.place != given { isAmidFrame = result != 0 }
      mayHoldBack = output.place == output.size
    }
    return output.place
  }

  private func fault(_ reason: String) -> Diagnostics {
    Diagnostics(FileFault.compression(name, kind: "zstd", reason: reason).diagnostic())
  }
}
