import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lines of a file or pipe, as statements come where nobody sits at a terminal.
///
/// Lines end in LF or CRLF, the last one may lack its end. Bytes that are no UTF-8 become U+FFFD;
/// a byte order mark before the first line is dropped. Memory: one line and 64 KiB.
package final class PlainLineSource {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var isFirst = true

  /// Creates a source of lines; the descriptor stays the caller's to close.
  package init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  /// The next line without its end; nil after the last one.
  ///
  /// Errors: `shell.input`.
  package func next() throws(Diagnostic) -> String? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return text(upTo: end)
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return text(upTo: buffer.count)
      }
      let moved = start
      try fill()
      searched -= moved
    }
  }

  private func text(upTo end: Int) -> String {
    var end = end
    if end > start, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    var line = buffer[start..<end]
    if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    isFirst = false
    return String(decoding: line, as: UTF8.self)
  }

  /// Drops what was handed out and reads on.
  private func fill() throws(Diagnostic) {
    buffer.removeFirst(start)
    start = 0
    let piece = 65_536
    var failure: Int32 = 0
    let added = [UInt8](unsafeUninitializedCapacity: piece) { bytes, count in
      var read: Int
      repeat {
        read = systemRead(descriptor, bytes.baseAddress, piece)
      } while read < 0 && errno == EINTR
      if read < 0 { failure = errno }
      count = max(read, 0)
    }
    guard failure == 0 else {
      throw Diagnostic(
        code: "shell.input", "standard input could not be read",
        reason: String(cString: strerror(failure)))
    }
    isAtEnd = added.isEmpty
    buffer += added
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, bytes, count)
}
