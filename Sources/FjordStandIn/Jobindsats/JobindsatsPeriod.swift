/// The kinds of period.
enum JobindsatsPeriodType: String, Sendable, CaseIterable {
  case month = "M"
  case quarter = "Q"
  /// Twelve months up to the end of a quarter.
  case rollingYear = "QMAT"
  case year = "Y"
  /// The months of a year up to one of them.
  case yearToDate = "MYTD"
}

/// A period: a code, and the months in it.
///
/// Units: months since the beginning of our era, 2026M01 being 2026 * 12.
struct JobindsatsPeriod: Sendable, Hashable {
  let type: JobindsatsPeriodType
  let months: ClosedRange<Int>

  /// The period of a type that ends with a month; nil where none does.
  init?(_ type: JobindsatsPeriodType, endingWith month: Int) {
    self.type = type
    switch type {
    case .month: months = month...month
    case .quarter:
      guard month % 3 == 2 else { return nil }
      months = month - 2...month
    case .rollingYear:
      guard month % 3 == 2 else { return nil }
      months = month - 11...month
    case .year:
      guard month % 12 == 11 else { return nil }
      months = month - 11...month
    case .yearToDate: months = month - month % 12...month
    }
  }

  /// Its code, as `2026M06`, `2026Q02`, `2026QMAT02`, `2025Y01`, `2026MYTD06`.
  var id: String {
    let month = months.upperBound % 12
    let number =
      switch type {
      case .month, .yearToDate: month + 1
      case .quarter, .rollingYear: month / 3 + 1
      case .year: 1
      }
    return "\(months.upperBound / 12)\(type.rawValue)" + (number < 10 ? "0" : "") + "\(number)"
  }

  /// All periods of a type within some months, in their order.
  static func all(
    _ type: JobindsatsPeriodType, in months: ClosedRange<Int>
  ) -> [JobindsatsPeriod] {
    months.compactMap { month in
      guard let period = JobindsatsPeriod(type, endingWith: month),
        period.months.lowerBound >= months.lowerBound
      else { return nil }
      return period
    }
  }
}
