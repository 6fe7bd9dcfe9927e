#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The rate of one host over all processes of a person: a small file that each locks, reads and
/// writes before it asks.
///
/// The file holds the instant at which the bucket is full again. Where it can't be had, as in a home
/// that can't be written to, this process keeps to the rate by itself.
struct SharedRate: Sendable {
  /// How often a lock that another process holds is tried for, a millisecond apart.
  private static let attempts = 200

  private let folder: String
  private let path: String
  private let clock: @Sendable () -> Int64

  /// Names the file of a host; nothing is opened yet.
  ///
  /// `clock` gives microseconds since 1970.
  init(
    folder: String, host: HTTPOrigin,
    clock: @escaping @Sendable () -> Int64 = SystemTime.microseconds
  ) {
    self.folder = folder
    path = "\(folder)/\(host.host.replacing(":", with: "_"))_\(host.port).rate"
    self.clock = clock
  }

  /// Takes a token; how long to wait before it may be used.
  func take(burst: Int, interval: Duration) -> Duration {
    let interval = interval.wholeMicroseconds
    // With no rate to keep the file matters only where a host has asked all to wait.
    guard interval > 0 || access(path, F_OK) == 0 else { return .zero }
    var wait: Int64 = 0
    change(burst, interval) { bucket in wait = bucket.take(at: clock()) }
    return .microseconds(wait)
  }

  /// Lets nothing through for so long, in any process.
  func hold(for duration: Duration, burst: Int, interval: Duration) {
    change(burst, interval.wholeMicroseconds) { bucket in
      bucket.hold(until: clock() + duration.wholeMicroseconds)
    }
  }

  private func change(_ burst: Int, _ interval: Int64, _ work: (inout RateBucket) -> Void) {
    guard let file = locked() else { return }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    var bucket = RateBucket(
      burst: burst, interval: interval, fullAt: Int64(text.trimmingBlanks()) ?? 0)
    work(&bucket)
    let line = Array("\(bucket.fullAt)\n".utf8)
    guard ftruncate(file, 0) == 0 else { return }
    _ = pwrite(file, line, line.count, 0)
  }

  /// The file, locked by this process until it is closed; nil where it can't be had.
  private func locked() -> Int32? {
    var file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if file < 0, errno == ENOENT {
      PrivateFolder.make(folder)
      file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }
    guard file >= 0 else { return nil }
    for _ in 0..<Self.attempts {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return file }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      usleep(1_000)
    }
    close(file)
    return nil
  }
}
