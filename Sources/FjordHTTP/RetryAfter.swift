/// The header `Retry-After`: seconds, or a date.
enum RetryAfter {
  /// The longest wait that is told apart: about ten years.
  private static let longest: Int64 = 315_360_000

  /// How long the answer asks to wait, or nil where it does not say.
  ///
  /// A date is counted from the answer's own `Date`, so that a wrong clock here changes nothing;
  /// from `now` (seconds since 1970) where it has none. A date that is past gives zero.
  static func wait(_ headers: HTTPHeaderList, now: () -> Int64) -> Duration? {
    guard let text = headers["Retry-After"]?.trimmingBlanks() else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(text) ?? longest, longest))
    }
    guard let date = HTTPDate.seconds(text) else { return nil }
    let from = headers["Date"].flatMap(HTTPDate.seconds) ?? now()
    return .seconds(min(max(date - from, 0), longest))
  }
}

extension String {
  func trimmingBlanks() -> String {
    let start = utf8.drop(while: \.isBlank)
    return String(decoding: start.reversed().drop(while: \.isBlank).reversed(), as: UTF8.self)
  }
}
