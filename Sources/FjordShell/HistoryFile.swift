import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A private file of lines that several processes append to.
///
/// Directory 0700, file 0600. Who writes holds a lock on the file; a rewrite goes to a new file
/// that takes the old one's name, so that at any moment one whole file stands there.
struct HistoryFile {
  private let path: String

  init(path: String) {
    // A link stays a link: the file behind it is the one to replace.
    if let resolved = realpath(path, nil) {
      self.path = String(cString: resolved)
      free(resolved)
    } else {
      self.path = path
    }
  }

  /// A statement as one line: line ends and backslashes escaped.
  static func line(for statement: String) -> String {
    var line = ""
    for scalar in statement.unicodeScalars {
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\0": break
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// The statement of a line; unknown escapes stand for themselves.
  static func statement(fromLine line: String) -> String {
    guard line.utf8.contains(UInt8(ascii: "\\")) else { return line }
    var statement = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      switch (isEscaped, scalar) {
      case (false, "\\"):
        isEscaped = true
        continue
      case (true, "n"): statement.append("\n")
      case (true, "r"): statement.append("\r")
      case (true, "\\"): statement.append("\\")
      case (true, _): statement.append(contentsOf: ["\\", scalar])
      case (false, _): statement.append(scalar)
      }
      isEscaped = false
    }
    return String(statement)
  }

  /// All lines; none where there is no file.
  func read() throws(Diagnostic) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw fault("read")
    }
    defer { close(descriptor) }
    return try lines(of: descriptor)
  }

  /// Appends a line, also after a line that was cut short by a crash.
  func append(_ line: String) throws(Diagnostic) {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    var last: UInt8 = UInt8(ascii: "\n")
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0 { _ = pread(descriptor, &last, 1, size - 1) }
    try write((last == UInt8(ascii: "\n") ? "" : "\n") + line + "\n", to: descriptor)
  }

  /// Replaces the lines by what `change` makes of them, and gives their number.
  func rewrite(_ change: ([String]) -> [String]) throws(Diagnostic) -> Int {
    let descriptor = try openLocked()
    defer { close(descriptor) }
    let changed = change(try lines(of: descriptor))
    let temporary = path + ".new"
    let new = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard new >= 0 else { throw fault("written") }
    defer { close(new) }
    do throws(Diagnostic) {
      fchmod(new, 0o600)
      try write(changed.map { $0 + "\n" }.joined(), to: new)
      guard fsync(new) == 0, rename(temporary, path) == 0 else { throw fault("written") }
    } catch {
      unlink(temporary)
      throw error
    }
    return changed.count
  }

  /// Opens the file, made where it is missing, and waits for its lock.
  private func openLocked() throws(Diagnostic) -> Int32 {
    makeDirectory()
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw fault("written") }
      while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
      // Another process may have put a new file in this one's place while the lock was awaited.
      var held = stat()
      var named = stat()
      guard fstat(descriptor, &held) == 0 else {
        defer { close(descriptor) }
        throw fault("written")
      }
      if stat(path, &named) == 0, held.st_ino == named.st_ino, held.st_dev == named.st_dev {
        if held.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        return descriptor
      }
      close(descriptor)
    }
  }

  private func makeDirectory() {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    var missing: [String] = []
    while !parts.isEmpty {
      let directory = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
      if access(directory, F_OK) == 0 { break }
      missing.append(directory)
      parts = parts.dropLast()
    }
    for directory in missing.reversed() { mkdir(directory, 0o700) }
  }

  private func lines(of descriptor: Int32) throws(Diagnostic) -> [String] {
    lseek(descriptor, 0, SEEK_SET)
    let source = PlainLineSource(descriptor: descriptor)
    var lines: [String] = []
    do {
      while let line = try source.next() { lines.append(line) }
    } catch {
      throw fault("read", because: error.reason)
    }
    return lines
  }

  private func write(_ text: String, to descriptor: Int32) throws(Diagnostic) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw fault("written") }
      bytes = bytes.dropFirst(written)
    }
  }

  private func fault(_ work: String, because reason: String? = nil) -> Diagnostic {
    let reason = reason ?? String(cString: strerror(errno))
    return Diagnostic(
      .warning, code: "shell.history", "the history file could not be \(work)",
      reason: "\(path): \(reason)", fix: "statements are kept until this shell ends")
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
