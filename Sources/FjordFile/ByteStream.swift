import FjordDiagnostic

/// Bytes that come one after the other, for one reader.
protocol ByteStream: AnyObject {
  /// Reads some bytes, as many as come at once; 0 only at the end.
  ///
  /// Errors: what is wrong with the file, and cancellation where bytes are waited for.
  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int
  /// Whether a read would have to wait for somebody to write.
  var isIdle: Bool { get }
}

extension ByteStream {
  var isIdle: Bool { false }

  /// Reads until the room is full or the bytes end.
  func fill(_ room: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < room.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Passes over bytes.
  func skip(_ count: Int) throws {
    var left = count
    var waste = [UInt8](repeating: 0, count: min(max(count, 1), 65_536))
    while left > 0 {
      let count = try waste.withUnsafeMutableBytes { room -> Int in
        try read(into: UnsafeMutableRawBufferPointer(rebasing: room[..<min(left, room.count)]))
      }
      if count == 0 { return }
      left -= count
    }
  }

  /// The first bytes, at most so many; fewer only where the stream ends.
  func head(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { room, used in
      used = try fill(UnsafeMutableRawBufferPointer(room))
    }
  }
}

/// Bytes that were read already, and then a stream.
final class PrefixedStream: ByteStream {
  private var prefix: ArraySlice<UInt8>
  private let rest: (any ByteStream)?

  init(_ prefix: [UInt8], _ rest: (any ByteStream)?) {
    self.prefix = prefix[...]
    self.rest = rest
  }

  var isIdle: Bool { prefix.isEmpty && (rest?.isIdle ?? false) }

  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !prefix.isEmpty else { return try rest?.read(into: room) ?? 0 }
    let count = min(room.count, prefix.count)
    room.copyBytes(from: prefix.prefix(count))
    prefix = prefix.dropFirst(count)
    if prefix.isEmpty { prefix = [] }
    return count
  }
}
