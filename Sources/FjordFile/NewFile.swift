import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that comes to be whole or not at all: written beside its place, then moved there.
///
/// A device, a pipe or a socket is no file to take the place of: it gets the bytes as they come.
package final class NewFile {
  private let path: String
  private let draft: String
  private let file: WritableFile
  private let isStream: Bool
  private var isOpen = true

  /// Opens a draft.
  ///
  /// Errors: `run.output`.
  package init(path: String) throws(Diagnostics) {
    self.path = Self.behindLinks(FilePath(path).expanded)
    let mode = Self.mode(of: self.path)
    let kind = mode.map { $0 & S_IFMT }
    isStream = kind != nil && kind != S_IFREG && kind != S_IFDIR
    draft = isStream ? self.path : self.path + ".\(getpid()).part"
    file = try WritableFile(
      path: draft, shownAs: path, flags: isStream ? 0 : O_TRUNC,
      mode: mode.map { $0 & 0o777 } ?? 0o644)
  }

  deinit { discard() }

  /// Writes all bytes.
  ///
  /// Errors: `run.output`, as on a full disk.
  package func write(_ bytes: [UInt8]) throws(Diagnostics) { try file.write(bytes) }

  /// Moves the draft to its place.
  ///
  /// Errors: `run.output`.
  package func keep() throws(Diagnostics) {
    if isStream {
      isOpen = false
      return try file.finish(isSynced: false)
    }
    // What was there before must not be lost to a power cut; a file that is new has nothing to lose,
    // and waiting for the disk would cost more than writing.
    try file.finish(isSynced: access(path, F_OK) == 0)
    isOpen = false
    guard rename(draft, path) == 0 else {
      let fault = WritableFile.fault(path)
      unlink(draft)
      throw fault
    }
  }

  /// The file that a symbolic link leads to, so that the link stays one.
  private static func behindLinks(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  /// The kind of what is there, and who may read and write it.
  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }

  /// Takes the draft away; what was at the place before is untouched.
  package func discard() {
    guard isOpen else { return }
    isOpen = false
    if !isStream { unlink(draft) }
  }
}
