import Foundation

@testable import FjordFile

/// A folder of its own for one test's files; gone when the value is.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fjord-files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  /// What a file holds; nil where there is none.
  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path + "/" + name).map { [UInt8]($0) }
  }

  /// What a file holds, as text.
  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// The names of all files.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// Bytes in memory as a stream that gives at most so many at once.
final class MemoryStream: ByteStream {
  private var bytes: ArraySlice<UInt8>
  private let step: Int

  init(_ bytes: [UInt8], step: Int = .max) {
    self.bytes = bytes[...]
    self.step = step
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(room.count, bytes.count, step)
    room.copyBytes(from: bytes.prefix(count))
    bytes = bytes.dropFirst(count)
    return count
  }
}

/// Bytes, compressed.
func compressed(_ bytes: [UInt8], _ compression: Compression) throws -> [UInt8] {
  try compression.makeCompressor(name: "test").finish(bytes)
}
