// Bins of numbers and times. Every value has the whole number of its bin, so that gaps between bins
// are found by counting, also over months of different length and days of 23 hours.

/// Bins of one width: which bin a value falls in, and where each bin begins.
///
/// Months count from 2000-01-01, everything else in time from Monday 2000-01-03, so that bins of
/// seven days are weeks (as DuckDB's `time_bucket` has it); numbers count from 0. Days and longer are
/// those of the time zone's calendar.
package struct BinScale: Sendable {
  private enum Kind {
    case ints(Int64)
    /// bins of a width
    case floats(Double)
    /// so many bins to one: 10 for a width of 0.1, which no float is
    case fractions(Double)
    case days(Int64)
    case months(Int64)
    /// calendar months of instants
    case zonedMonths(Int64)
    /// microseconds on the zone's clock
    case zoned(Int64)
    /// microseconds that part an hour, so that the clock's jumps don't matter
    case exact(Int64, phase: Int64)
  }

  /// The type of what comes out: float where the width is no whole number.
  package let type: DataType
  private let kind: Kind
  private let zone: ZoneOffsets

  /// Creates the bins for values of a type; nil where the width does not fit it.
  package init?(_ type: DataType, by width: Value, zone: ZoneOffsets) {
    self.zone = zone
    switch (type, width) {
    case (.int, .int(let step)) where step > 0:
      (self.type, kind) = (.int, .ints(step))
    case (.float, .int(let step)) where step > 0:
      (self.type, kind) = (.float, .floats(Double(step)))
    case (.int, .float(let step)) where step > 0, (.float, .float(let step)) where step > 0:
      guard step.isFinite else { return nil }
      (self.type, kind) = (.float, Self.floats(step))
    case (.date, .duration(let step)), (.timestamp, .duration(let step)):
      guard let kind = Self.times(type, step, zone) else { return nil }
      (self.type, self.kind) = (type, kind)
    default: return nil
    }
  }

  private static func floats(_ step: Double) -> Kind {
    let parts = (1 / step).rounded()
    return step < 1 && abs(parts * step - 1) < 1e-12 ? .fractions(parts) : .floats(step)
  }

  private static func times(_ type: DataType, _ step: CalendarDuration, _ zone: ZoneOffsets)
    -> Kind?
  {
    guard step.months >= 0, step.microseconds >= 0, (step.months == 0) != (step.microseconds == 0)
    else { return nil }
    let day = CivilTime.microsecondsPerDay
    if type == .date {
      if step.months > 0 { return .months(step.months) }
      return step.microseconds % day == 0 ? .days(step.microseconds / day) : nil
    }
    if step.months > 0 { return .zonedMonths(step.months) }
    guard 3_600_000_000 % step.microseconds == 0 else { return .zoned(step.microseconds) }
    let offset = zone.offset(at: Self.firstMonday * day) * 1_000_000
    return .exact(step.microseconds, phase: offset.floorDivided(by: step.microseconds).remainder)
  }

  /// 2000-01-03.
  private static let firstMonday: Int64 = 10_959
  /// 2000-01 in months of the calendar.
  private static let firstMonth: Int64 = 24_000

  /// The bin of each value; also how many have none, and became null.
  ///
  /// Complexity: linear.
  package func bins(of column: Column) -> (column: Column, faults: Int) {
    switch kind {
    case .ints(let step): return column.mapInts(type: .int) { $0.floorDivided(by: step).quotient }
    case .floats(let step): return floats(column, { $0 / step }, { $0 * step })
    case .fractions(let parts): return floats(column, { $0 * parts }, { $0 / parts })
    case .days(let step):
      return column.mapInts(type: .int) {
        ($0 &- Self.firstMonday).floorDivided(by: step).quotient
      }
    case .months(let step):
      return column.mapInts(type: .int) { Self.month(CivilTime(days: $0), step) }
    case .zonedMonths(let step):
      return column.mapInts(type: .int) { Self.month(zone.civil($0), step) }
    case .zoned(let step):
      let origin = Self.firstMonday * CivilTime.microsecondsPerDay
      return column.mapInts(type: .int) {
        let (local, overflow) = zone.civil($0).microseconds.subtractingReportingOverflow(origin)
        return overflow ? nil : local.floorDivided(by: step).quotient
      }
    case .exact(let step, let phase):
      return column.mapInts(type: .int) {
        let (shifted, overflow) = $0.addingReportingOverflow(phase)
        return overflow ? nil : shifted.floorDivided(by: step).quotient
      }
    }
  }

  private static func month(_ time: CivilTime, _ step: Int64) -> Int64 {
    (time.year * 12 + time.month - 1 - firstMonth).floorDivided(by: step).quotient
  }

  /// The bins of floats: a quotient may be rounded past a bin's border, so the borders decide.
  private func floats(
    _ column: Column, _ quotient: (Double) -> Double, _ border: (Double) -> Double
  ) -> (column: Column, faults: Int) {
    guard case .float64(let values) = column.floats().storage else {
      preconditionFailure("\(column.type) is no number")
    }
    var failed: [Int] = []
    var bins: [Int64] = []
    bins.reserveCapacity(values.count)
    for value in values {
      var bin = quotient(value).rounded(.down)
      if border(bin) > value { bin -= 1 } else if border(bin + 1) <= value { bin += 1 }
      let number = Int64(exactly: bin)
      if number == nil { failed.append(bins.count) }
      bins.append(number ?? 0)
    }
    return Column.masking(
      .int, .int64(bins[...]), count: column.count, mask: column.validity, failed: failed)
  }

  /// Where bins begin; also how many begin where no value of the type can be.
  ///
  /// Complexity: linear.
  package func starts(of bins: Column) -> (column: Column, faults: Int) {
    switch kind {
    case .floats(let step): return starts(bins) { $0 * step }
    case .fractions(let parts): return starts(bins) { $0 / parts }
    default: return bins.mapInts(type: type, start)
    }
  }

  private func starts(_ bins: Column, _ start: (Double) -> Double) -> (column: Column, faults: Int)
  {
    guard case .float64(let numbers) = bins.floats().storage else {
      preconditionFailure("bins are whole numbers")
    }
    let values = numbers.map(start)
    return Column.masking(
      .float, .float64(values[...]), count: bins.count, mask: bins.validity,
      failed: values.indices.filter { !values[$0].isFinite })
  }

  private func start(_ bin: Int64) -> Int64? {
    func product(_ step: Int64, plus origin: Int64) -> Int64? {
      let (product, overflow) = bin.multipliedReportingOverflow(by: step)
      let (sum, overflow2) = product.addingReportingOverflow(origin)
      return overflow || overflow2 ? nil : sum
    }
    switch kind {
    case .floats, .fractions: return nil
    case .ints(let step): return product(step, plus: 0)
    case .days(let step): return product(step, plus: Self.firstMonday)
    case .months(let step): return product(step, plus: Self.firstMonth).map { Self.first($0).days }
    case .zonedMonths(let step):
      return product(step, plus: Self.firstMonth).map {
        zone.instant(ofLocal: Self.first($0).microseconds)
      }
    case .zoned(let step):
      return product(step, plus: Self.firstMonday * CivilTime.microsecondsPerDay).map {
        zone.instant(ofLocal: $0)
      }
    case .exact(let step, let phase): return product(step, plus: -phase)
    }
  }

  private static func first(_ month: Int64) -> CivilTime {
    let (year, index) = month.floorDivided(by: 12)
    return CivilTime(year: year, month: index + 1, day: 1)
  }
}
