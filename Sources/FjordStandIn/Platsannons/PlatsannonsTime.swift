/// Times as the service writes and reads them: on Sweden's clock, which is Norway's too.
enum PlatsannonsTime {
  /// `2018-09-03T17:07:49.883+02:00`, with as many digits of the fraction as it has.
  static func text(microseconds: Int64) -> String {
    var bytes = JSONBytes(capacity: 32)
    bytes.time(microseconds)
    return String(decoding: bytes.bytes, as: UTF8.self)
  }

  /// `2018-09-03T17:07:49+02:00`.
  static func text(seconds: Int64) -> String { text(microseconds: seconds * 1_000_000) }

  /// `2018-09-03`.
  static func day(seconds: Int64) -> String { String(text(seconds: seconds).prefix(10)) }

  /// Seconds since 1970 of `2018-09-03 17:07`; nil for anything else.
  static func seconds(_ text: String) -> Int64? {
    guard text.utf8.count == 16, text.utf8.dropFirst(10).first == UInt8(ascii: " ") else {
      return nil
    }
    return StandInTime(text)?.seconds
  }
}
