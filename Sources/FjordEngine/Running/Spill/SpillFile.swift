// The file below rows that do not fit in memory: bytes behind each other, no name, gone with the
// process. The file is opened without a name where the system can do that, else its name is removed
// at once, so that nothing is left behind however the process ends, and nobody else can open it.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A temporary file without a name, gone with its last reference.
final class SpillFile: Sendable {
  private let descriptor: Int32
  private let folder: String

  /// Creates a file that only this process can see.
  ///
  /// Errors: `SpillFault`.
  init(in folder: String) throws(SpillFault) {
    self.folder = folder
    descriptor = Self.nameless(in: folder)
    if descriptor < 0 { throw fault(.create, errno) }
  }

  deinit { close(descriptor) }

  /// Writes bytes at a place.
  func write(_ bytes: UnsafeRawBufferPointer, at place: Int) throws(SpillFault) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(place + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault(.write, count < 0 ? errno : ENOSPC) }
      done += count
    }
  }

  /// Fills a buffer with the bytes from a place on, all of which were written.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at place: Int) throws(SpillFault) {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(place + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault(.read, count < 0 ? errno : EIO) }
      done += count
    }
  }

  private func fault(_ deed: SpillFault.Deed, _ number: Int32) -> SpillFault {
    SpillFault(deed: deed, folder: folder, reason: String(cString: strerror(number)))
  }

  private static func nameless(in folder: String) -> Int32 {
    #if os(Linux)
      // O_TMPFILE, which the module hides; the number is that of x86 and ARM.
      let direct = open(folder, O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o600)
      if direct >= 0 { return direct }
    #endif
    var name = Array("\(folder)/fjord-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    if descriptor >= 0 {
      unlink(name)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    return descriptor
  }
}
