import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that is open for writing.
final class WritableFile: @unchecked Sendable {
  // Why this is safe: the descriptor never changes, and the kernel orders writes; callers that
  // write from several tasks hold a lock of their own.
  private let descriptor: Int32
  private let path: String
  private var isOpen = true

  /// Opens a file.
  ///
  /// Errors: `run.output`.
  init(path: String, shownAs name: String, flags: Int32, mode: mode_t = 0o644) throws(Diagnostics) {
    self.path = name
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw Self.fault(name) }
  }

  deinit { if isOpen { close(descriptor) } }

  /// Writes all bytes.
  ///
  /// Errors: `run.output`, as on a full disk.
  func write(_ bytes: some Collection<UInt8>) throws(Diagnostics) {
    let bytes = Array(bytes)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        systemWrite(descriptor, all.baseAddress?.advanced(by: written), all.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw Self.fault(path)
      }
    }
  }

  /// How many bytes the file has.
  var byteCount: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Cuts the file to a length that it had before.
  func truncate(to byteCount: Int) { ftruncate(descriptor, off_t(byteCount)) }

  /// Closes; `isSynced` sees first that all is on the disk.
  ///
  /// Errors: `run.output`.
  func finish(isSynced: Bool) throws(Diagnostics) {
    isOpen = false
    // A pipe or a device knows no sync, and needs none.
    let isSafe = !isSynced || fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS
    guard close(descriptor) == 0, isSafe else { throw Self.fault(path) }
  }

  static func fault(_ path: String) -> Diagnostics {
    let code = errno
    let fault = FileFault.unwritable(
      path, reason: String(cString: strerror(code)), isFolderMissing: code == ENOENT)
    return Diagnostics(fault.diagnostic())
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
