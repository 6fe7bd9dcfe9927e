import FjordDiagnostic

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of an open file, pipe or terminal.
final class DescriptorStream: ByteStream {
  /// How long a pipe is waited for before it is asked whether the run was cancelled.
  private static let patience: Int32 = 100

  private let descriptor: Int32
  private let name: String
  private let isOwned: Bool
  private let mayBlock: Bool
  /// How much of a file is left to read, to where it ended when it was opened.
  ///
  /// Rows that are added to it meanwhile are not read, also by a pipeline that adds them. Files of
  /// the kernel say that they hold nothing, and have no such end.
  private var left = Int.max

  /// Opens a file.
  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path, doing: "open") }
    name = path
    isOwned = true
    mayBlock = !Self.isRegular(descriptor)
    if !mayBlock, let size = Self.size(of: descriptor), size > 0 { left = size }
  }

  /// Takes standard input.
  init(standardInput name: String) {
    descriptor = STDIN_FILENO
    self.name = name
    isOwned = false
    mayBlock = !Self.isRegular(descriptor)
  }

  deinit { if isOwned { close(descriptor) } }

  func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      if mayBlock { try awaitBytes() }
      let count = systemRead(descriptor, room.baseAddress, min(room.count, left))
      if count >= 0 {
        left -= count
        return count
      }
      guard errno == EINTR || errno == EAGAIN else { throw Self.fault(name, doing: "read") }
    }
  }

  var isIdle: Bool {
    guard mayBlock else { return false }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 0
  }

  /// Waits until there is something to read, or the task is cancelled.
  private func awaitBytes() throws {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      try Task.checkCancellation()
      let ready = poll(&entry, 1, Self.patience)
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
    }
  }

  private static func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  private static func fault(_ path: String, doing: String) -> Diagnostics {
    let reason = String(cString: strerror(errno))
    return Diagnostics(FileFault.system(path, doing: doing, reason: reason).diagnostic())
  }
}

private func systemRead(_ descriptor: Int32, _ room: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, room, count)
}
