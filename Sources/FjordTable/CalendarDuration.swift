/// A length of time: calendar months and exact microseconds, which may both be negative.
///
/// Months have no fixed length, so the two parts stay apart; for order and equality a month counts
/// as thirty days, as in DuckDB.
public struct CalendarDuration: Sendable, BitwiseCopyable {
  /// Whole calendar months.
  public var months: Int64
  /// Exact microseconds.
  public var microseconds: Int64

  /// Creates a duration.
  public init(months: Int64 = 0, microseconds: Int64) {
    self.months = months
    self.microseconds = microseconds
  }

  /// The length for comparisons, in microseconds, a month as thirty days; kept in bounds.
  public var ordinal: Int64 {
    let (product, overflow) = months.multipliedReportingOverflow(by: 30 * 86_400_000_000)
    let (sum, overflow2) = product.addingReportingOverflow(microseconds)
    guard overflow || overflow2 else { return sum }
    return months < 0 || (months == 0 && microseconds < 0) ? .min : .max
  }
}

extension CalendarDuration: Hashable, Comparable {
  /// Whether both are as long, a month counted as thirty days.
  public static func == (a: Self, b: Self) -> Bool { a.ordinal == b.ordinal }

  /// Whether one is shorter, a month counted as thirty days.
  public static func < (a: Self, b: Self) -> Bool { a.ordinal < b.ordinal }

  /// Hashes the length.
  public func hash(into hasher: inout Hasher) { hasher.combine(ordinal) }
}
