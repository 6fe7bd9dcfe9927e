#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Thrown where the reader of standard output has gone away: fjord then ends quietly.
package struct OutputClosed: Error {
  package init() {}
}

/// Thrown where standard output can't take more, as on a full disk.
package struct OutputFailed: Error {
  /// What the system said.
  package let reason: String
}

/// A file descriptor written to whole, without a buffer of its own.
package struct OutputDescriptor: Sendable {
  let number: Int32

  /// Standard output.
  package static let standardOutput = OutputDescriptor(number: STDOUT_FILENO)
  /// Standard error.
  package static let standardError = OutputDescriptor(number: STDERR_FILENO)

  /// Whether it is a terminal.
  package var isTerminal: Bool { isatty(number) == 1 }

  /// Cells a line, where it is a terminal that tells.
  package var columns: Int? {
    var size = winsize()
    guard ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes; throws `OutputClosed` or `OutputFailed`.
  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = systemWrite(number, part.baseAddress, part.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EPIPE {
          throw OutputClosed()
        } else if errno == EAGAIN {
          var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
          _ = poll(&wait, 1, 1_000)
        } else if errno != EINTR {
          throw OutputFailed(reason: String(cString: strerror(errno)))
        }
      }
    }
  }

  /// Writes text and a line end, whatever becomes of it.
  package func say(_ line: String) { try? write(Array((line + "\n").utf8)) }
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
