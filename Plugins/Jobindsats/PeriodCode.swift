import FjordTable

/// A period by its code: its type, first and last day.
///
/// Types overlap in time and don't mix in one series:
///
///     2026M06     month                       2020QMAT02  four quarters up to the second of 2020
///     2026Q02     quarter, also 2026Q2        2026MYTD06  January up to June
///     2024Y01     calendar year
struct PeriodCode: Sendable, Hashable {
  /// Types from the finest on.
  static let types = ["M", "Q", "QMAT", "Y", "MYTD"]

  let type: String
  /// Days since 1970-01-01.
  let first: Int64
  let last: Int64

  /// Reads a code; nil for what is none.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 6, let year = Self.number(bytes[..<4]) else { return nil }
    let letters = bytes[4...].prefix { !(48...57).contains($0) }
    let digits = bytes[(4 + letters.count)...]
    guard (1...2).contains(digits.count), let place = Self.number(digits) else { return nil }
    type = String(decoding: letters, as: UTF8.self)
    guard let (start, months) = Self.months(type, place) else { return nil }
    let begin = CivilTime(year: year, month: start, day: 1)
    first = begin.days
    last = begin.adding(months: months).days - 1
  }

  /// The first month from January of the year (also before it), and how many there are.
  private static func months(_ type: String, _ place: Int64) -> (start: Int64, count: Int64)? {
    switch type {
    case "M" where (1...12).contains(place): (place, 1)
    case "Q" where (1...4).contains(place): (3 * place - 2, 3)
    case "QMAT" where (1...4).contains(place): (3 * place - 11, 12)
    case "Y" where place == 1: (1, 12)
    case "MYTD" where (1...12).contains(place): (1, place)
    default: nil
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { 10 * $0 + Int64($1 - 48) }
  }

  /// What a type is called in messages.
  static func words(for type: String) -> String {
    switch type {
    case "M": "months"
    case "Q": "quarters"
    case "QMAT": "rolling years"
    case "Y": "years"
    case "MYTD": "years to date"
    default: "periods of type \(type)"
    }
  }
}
