import FjordPlugin
import FjordTable

/// A filter of dates in the older feed's own grammar: one date, or two of them in brackets.
///
///     filter = date | ("[" | "(") date "," date ("]" | ")")      `[`, `]` inclusive, `(`, `)` exclusive
struct PublicDates: Sendable, Hashable {
  /// An end of a range.
  struct End: Sendable, Hashable {
    var text: String
    var isInclusive: Bool
  }

  /// The date that stands alone, where the filter is no range.
  private let single: String?
  let low: End
  let high: End

  /// Everything.
  static let all = PublicDates(
    low: End(text: "*", isInclusive: true), high: End(text: "*", isInclusive: true))

  init(low: End, high: End) {
    single = nil
    self.low = low
    self.high = high
  }

  /// Reads a filter; nil where the service would refuse it.
  init?(_ text: String) {
    let bare = text.filter { $0 != " " }
    guard let first = bare.first, let last = bare.last else { return nil }
    if first != "[" && first != "(" {
      guard Self.isDate(bare) else { return nil }
      single = bare == "*" ? nil : bare
      (low, high) = (End(text: bare, isInclusive: true), End(text: bare, isInclusive: true))
      return
    }
    let parts = bare.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard last == "]" || last == ")", parts.count == 2, parts.allSatisfy(Self.isDate) else {
      return nil
    }
    single = nil
    low = End(text: String(parts[0]), isInclusive: first == "[")
    high = End(text: String(parts[1]), isInclusive: last == "]")
  }

  /// What a constant means; nil where it means no date.
  ///
  /// A text is in the grammar itself, where no offset is UTC; a day is one in Oslo; an instant is its
  /// second; a length of time means since then.
  init?(_ value: Value, _ clock: SessionClock) {
    switch value {
    case .string(let text):
      guard let dates = PublicDates(text) else { return nil }
      self = dates
    case .date(let day):
      let ends = [day, day + 1].map {
        Self.text(NAV.zone.instant(ofLocal: CivilTime(days: $0).microseconds))
      }
      self.init(
        low: End(text: ends[0], isInclusive: true), high: End(text: ends[1], isInclusive: false))
    case .timestamp(let instant): self.init(Self.text(instant))
    case .duration(let length):
      let start = clock.instant(length, before: clock.now, in: NAV.zone)
      self.init(
        low: End(text: Self.text(start), isInclusive: true),
        high: End(text: "*", isInclusive: true))
    default: return nil
    }
    guard Self.isDate(low.text), Self.isDate(high.text) else { return nil }
  }

  /// The filter as it is sent; nil for everything.
  var text: String? {
    if let single { return single }
    guard low.text != "*" || high.text != "*" else { return nil }
    return (low.isInclusive ? "[" : "(") + low.text + "," + high.text
      + (high.isInclusive ? "]" : ")")
  }

  /// The same from below, up to another end.
  func upTo(_ end: End) -> PublicDates { PublicDates(low: low, high: end) }

  private static func text(_ instant: Int64) -> String {
    var bytes: [UInt8] = []
    ValueText.append(timestamp: instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isDate(_ text: some StringProtocol) -> Bool {
    if ["*", "now", "today", "yesterday", "tomorrow"].contains(String(text)) { return true }
    let day = #/\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?(Z|[+-]\d\d:\d\d)?/#
    return String(text).wholeMatch(of: day) != nil
  }
}
