import CCompression
import FjordDiagnostic

// zlib keeps its state behind a pointer and refers to the stream by address, so the stream stands in
// memory of its own. Why it is safe: the input buffer lives as long as the object, and zlib is told
// how many bytes each side has.

/// The bytes of a gzip file, of all its members one behind the other.
final class GzipStream: ByteStream {
  private static let inputSize = 131_072

  private let source: any ByteStream
  private let name: String
  private let state: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  /// Whether a member has ended and none has begun.
  private var isBetween = false
  private var isFinished = false
  /// Whether zlib may hold bytes back because the room was full.
  private var mayHoldBack = false

  init(_ source: any ByteStream, name: String) throws {
    self.source = source
    self.name = name
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    input = .allocate(byteCount: Self.inputSize, alignment: 16)
    guard gzip_inflate_start(state) == Z_OK else { throw fault("zlib could not be started") }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    input.deallocate()
  }

  var isIdle: Bool { state.pointee.avail_in == 0 && source.isIdle }

  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: room.prefix(1 << 30))
    while !isFinished, !room.isEmpty {
      if state.pointee.avail_in == 0, !mayHoldBack, try !refill() { return 0 }
      if isBetween, try !beginMember() { return 0 }
      let stream = state
      stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room.count)
      let status = inflate(stream, Z_NO_FLUSH)
      let count = room.count - Int(stream.pointee.avail_out)
      mayHoldBack = count == room.count && status == Z_OK
      if status == Z_STREAM_END {
        isBetween = true
      } else if status != Z_OK, status != Z_BUF_ERROR {
        throw fault(stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)")
      }
      if count > 0 { return count }
    }
    return 0
  }

  /// Reads more; false at the end, which must not come amid a member.
  private func refill() throws -> Bool {
    let count = try source.read(into: input)
    guard count > 0 else {
      isFinished = true
      if !isBetween { throw fault("the file ends early") }
      return false
    }
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
    return true
  }

  /// Begins the next member; false where only zeros stand behind the last, as on tapes.
  private func beginMember() throws -> Bool {
    while state.pointee.avail_in > 0, state.pointee.next_in?.pointee == 0 {
      state.pointee.next_in += 1
      state.pointee.avail_in -= 1
    }
    guard state.pointee.avail_in > 0 else { return try refill() && beginMember() }
    isBetween = false
    inflateReset(state)
    return true
  }

  private func fault(_ reason: String) -> Diagnostics {
    Diagnostics(FileFault.compression(name, kind: "gzip", reason: reason).diagnostic())
  }
}
