import Foundation

/// The file on disk: its folder is the owner's alone (0700), and so is the file (0600).
///
/// SQLite gives the log and the shared memory beside the file the same permissions.
enum StoreFile {
  /// Whether there is a file with something in it.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && (status.st_size > 0 || !isFile(status))
  }

  /// Makes the file and the folders that are missing; takes the rights of others from a file.
  static func prepare(_ path: String) throws(StoreFault) {
    try makeFolder(of: path)
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw fault(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw fault(path) }
    if isFile(status), status.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
  }

  private static func makeFolder(of path: String) throws(StoreFault) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in parts {
      folder += part
      if mkdir(folder, 0o700) != 0, errno != EEXIST, !isFolder(folder) { throw fault(path) }
      folder += "/"
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func isFile(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  private static func fault(_ path: String) -> StoreFault {
    .cannotCreate(path: path, cause: String(cString: strerror(errno)))
  }
}
