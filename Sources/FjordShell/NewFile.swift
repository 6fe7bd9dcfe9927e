import FjordDiagnostic
import FjordEngine

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that comes to be whole or not at all: written beside its place, then moved there.
final class NewFile {
  private let path: String
  private let draft: String
  private let descriptor: Int32
  private var isOpen = true

  /// Opens a draft.
  ///
  /// Errors: `run.output`.
  init(path: String) throws(Diagnostics) {
    self.path = path
    draft = path + ".\(getpid()).part"
    descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Self.fault(path) }
  }

  deinit { discard() }

  /// Writes all bytes.
  ///
  /// Errors: `run.output`, as on a full disk.
  func write(_ bytes: [UInt8]) throws(Diagnostics) {
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

  /// Moves the draft to its place.
  ///
  /// Errors: `run.output`.
  func keep() throws(Diagnostics) {
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw Self.fault(path) }
    isOpen = false
    guard rename(draft, path) == 0 else {
      let fault = Self.fault(path)
      unlink(draft)
      throw fault
    }
  }

  /// Takes the draft away; what was at the place before is untouched.
  func discard() {
    guard isOpen else { return }
    isOpen = false
    close(descriptor)
    unlink(draft)
  }

  private static func fault(_ path: String) -> Diagnostics {
    let code = errno
    return Diagnostics(
      RunFault.output(
        what: "`\(path)`", reason: String(cString: strerror(code)),
        isFolderMissing: code == ENOENT
      ).diagnostic)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
