import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that comes to be whole or not at all: written beside its place, then moved there.
package final class NewFile {
  private let path: String
  private let draft: String
  private let file: WritableFile
  private var isOpen = true

  /// Opens a draft.
  ///
  /// Errors: `run.output`.
  package init(path: String) throws(Diagnostics) {
    self.path = Self.behindLinks(FilePath(path).expanded)
    draft = self.path + ".\(getpid()).part"
    file = try WritableFile(
      path: draft, shownAs: path, flags: O_TRUNC, mode: Self.mode(of: self.path) ?? 0o644)
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

  /// Who may read and write the file that is there.
  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  /// Takes the draft away; what was at the place before is untouched.
  package func discard() {
    guard isOpen else { return }
    isOpen = false
    unlink(draft)
  }
}
