#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders that nobody else may look into.
enum PrivateFolder {
  /// Makes a folder and those above it that are missing, for their owner alone.
  static func make(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if access(made, F_OK) != 0 { mkdir(made, 0o700) }
    }
  }
}
