#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The machine's clock.
enum SystemTime {
  /// Seconds since 1970.
  @Sendable static func seconds() -> Int64 { Int64(now.tv_sec) }

  /// Microseconds since 1970.
  @Sendable static func microseconds() -> Int64 {
    let now = now
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
  }

  private static var now: timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return now
  }
}
