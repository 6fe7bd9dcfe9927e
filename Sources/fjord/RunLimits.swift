import FjordDiagnostic
import Foundation

/// What a run may use of the machine, as the command line and the environment say it.
enum RunLimits {
  /// How many cores there are.
  static var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// The folder that `TMPDIR` names; else `/var/tmp`, which lies on a disk where `/tmp` may not.
  static func temporaryFolder(_ environment: [String: String]) -> String {
    if let folder = environment["TMPDIR"], !folder.isEmpty { return folder }
    return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
  }

  /// The value of `--threads`.
  static func threads(_ text: String) throws(Diagnostics) -> Int {
    if let count = Int(text), 1...1024 ~= count { return count }
    throw Invocation.usage(
      "threads", "`--threads` expected a whole number from 1, found `\(text)`",
      fix: "write it as `--threads 4`")
  }

  /// The value of `--max-requests`.
  static func requests(_ text: String) throws(Diagnostics) -> Int {
    if let count = Int(text), count >= 0 { return count }
    throw Invocation.usage(
      "max-requests", "`--max-requests` expected a whole number from 0, found `\(text)`",
      fix: "write it as `--max-requests 10`")
  }

  /// The value of `--memory` in bytes: a number and a unit, thousands or with an `i` powers of two.
  static func byteCount(_ text: String) throws(Diagnostics) -> Int {
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).lowercased().filter { $0 != " " }
    let factors: [String: Double] = [
      "": 1, "b": 1, "k": 1e3, "kb": 1e3, "kib": 1024, "m": 1e6, "mb": 1e6, "mib": 1_048_576,
      "g": 1e9, "gb": 1e9, "gib": 1_073_741_824, "t": 1e12, "tb": 1e12, "tib": 1_099_511_627_776,
    ]
    guard let value = Double(number), let factor = factors[unit], value * factor >= 1,
      value * factor < 1e18
    else {
      throw Invocation.usage(
        "memory", "`--memory` expected a size, found `\(text)`",
        fix: "write it as 512MB, 2GB or 1.5GiB")
    }
    return Int(value * factor)
  }
}
