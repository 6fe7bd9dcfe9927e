/// A table as it is published at a moment: how far it goes, and when the next edition comes.
struct JobindsatsEdition: Sendable {
  let table: JobindsatsTable
  /// The months that are published; nil where there are none yet.
  let months: ClosedRange<Int>?
  /// Days of the latest and of the next edition, counted from 1970.
  let latest: Int
  let next: Int
  /// Months whose figures were revised, once for each time.
  let revised: [Int]

  /// - Parameters:
  ///   - day: The day in Denmark.
  ///   - revisions: The days on which older figures were revised.
  init(_ table: JobindsatsTable, on day: Int, revisions: [Int]) {
    self.table = table
    let last = Self.lastMonth(of: table, on: day)
    let first = table.window.map { last - $0 + 1 } ?? table.first
    months = last >= first ? first...last : nil
    let step = table.isQuarterly ? 3 : 1
    let published = Self.day(of: last, table)
    latest = max(published, revisions.filter { $0 <= day }.max() ?? published)
    next = Self.day(of: last + step, table)
    revised = revisions.map { Self.lastMonth(of: table, on: $0) - 12 }
  }

  /// The periods of a type; nil where the table has no such type.
  func periods(_ type: JobindsatsPeriodType) -> [JobindsatsPeriod]? {
    guard table.types.contains(type) else { return nil }
    return months.map { JobindsatsPeriod.all(type, in: $0) } ?? []
  }

  /// The periods of all types, one type after the other.
  var allPeriods: [JobindsatsPeriod] { table.types.flatMap { periods($0) ?? [] } }

  /// A day as `2026-08-27`.
  static func text(_ day: Int) -> String {
    let date = CivilDate(dayNumber: day)
    let parts = [date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(date.year)-" + parts.joined(separator: "-")
  }

  private static func lastMonth(of table: JobindsatsTable, on day: Int) -> Int {
    let date = CivilDate(dayNumber: day)
    var month = date.year * 12 + date.month - 1 - table.lag.months
    if table.isQuarterly { month -= (month + 1) % 3 }
    return self.day(of: month, table) > day ? month - (table.isQuarterly ? 3 : 1) : month
  }

  /// The day on which a month comes out: what falls on a weekend comes on Monday.
  private static func day(of month: Int, _ table: JobindsatsTable) -> Int {
    let out = month + table.lag.months
    let day = CivilDate(year: out / 12, month: out % 12 + 1, day: table.lag.day).dayNumber
    let weekday = CivilDate.weekday(dayNumber: day)
    return weekday > 4 ? day + 7 - weekday : day
  }
}
