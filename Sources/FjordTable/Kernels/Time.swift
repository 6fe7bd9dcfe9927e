// Arithmetic on dates, timestamps and durations: months first by the calendar, then exact time.

extension Column {
  /// Dates or timestamps moved by durations; also how many fell out of range and became null.
  package func moved(
    by durations: Column, backwards: Bool, zone: ZoneOffsets
  ) -> (column: Column, faults: Int) {
    guard case .int64(let times) = storage, case .duration(let lengths) = durations.storage else {
      preconditionFailure("\(type) moved by \(durations.type)")
    }
    let isDate = type == .date
    var failed: [Int] = []
    var values: [Int64] = []
    values.reserveCapacity(count)
    for (time, length) in zip(times, lengths) {
      let months = backwards ? 0 &- length.months : length.months
      let exact = backwards ? 0 &- length.microseconds : length.microseconds
      let result =
        isDate ? Self.day(time, months, exact) : Self.instant(time, months, exact, zone)
      if result == nil { failed.append(values.count) }
      values.append(result ?? 0)
    }
    return Column.masking(
      type, .int64(values[...]), count: count,
      mask: Bitmap.intersection(validity, durations.validity), failed: failed)
  }

  private static func day(_ day: Int64, _ months: Int64, _ exact: Int64) -> Int64? {
    let moved = months == 0 ? day : CivilTime(days: day).adding(months: months).days
    let (sum, overflow) = moved.addingReportingOverflow(
      exact.floorDivided(by: CivilTime.microsecondsPerDay).quotient)
    return overflow || sum.magnitude > 106_000_000 ? nil : sum
  }

  private static func instant(
    _ instant: Int64, _ months: Int64, _ exact: Int64, _ zone: ZoneOffsets
  ) -> Int64? {
    var moved = instant
    if months != 0 {
      moved = zone.instant(ofLocal: zone.civil(instant).adding(months: months).microseconds)
    }
    let (sum, overflow) = moved.addingReportingOverflow(exact)
    return overflow ? nil : sum
  }

  /// The exact time from another column's dates or timestamps to this one's.
  package func timeBetween(_ other: Column) -> (column: Column, faults: Int) {
    let (difference, faults) = asInts().intArithmetic(.subtract, other.asInts())
    guard case .int64(let values) = difference.storage else { return (difference, faults) }
    let unit = type == .date ? CivilTime.microsecondsPerDay : 1
    let lengths = values.map {
      CalendarDuration(microseconds: $0.multipliedReportingOverflow(by: unit).partialValue)
    }
    return (
      Column(.duration, count: count, validity: difference.validity, .duration(lengths[...])),
      faults
    )
  }

  /// Sum or difference of durations.
  package func durationSum(_ other: Column, negated: Bool) -> (column: Column, faults: Int) {
    guard case .duration(let a) = storage, case .duration(let b) = other.storage else {
      preconditionFailure("a sum of \(type) and \(other.type)")
    }
    return durations(
      zip(a, b).map { x, y in
        let months =
          negated
          ? x.months.subtractingReportingOverflow(y.months)
          : x.months.addingReportingOverflow(y.months)
        let exact =
          negated
          ? x.microseconds.subtractingReportingOverflow(y.microseconds)
          : x.microseconds.addingReportingOverflow(y.microseconds)
        return (months, exact)
      }, mask: Bitmap.intersection(validity, other.validity))
  }

  /// Durations times ints.
  package func durationProduct(_ factors: Column) -> (column: Column, faults: Int) {
    guard case .duration(let a) = storage, case .int64(let b) = factors.storage else {
      preconditionFailure("a product of \(type) and \(factors.type)")
    }
    return durations(
      zip(a, b).map { length, factor in
        (
          length.months.multipliedReportingOverflow(by: factor),
          length.microseconds.multipliedReportingOverflow(by: factor)
        )
      }, mask: Bitmap.intersection(validity, factors.validity))
  }

  /// Durations times floats; the part of a month that is left counts as of thirty days.
  package func durationScaled(by factors: Column) -> (column: Column, faults: Int) {
    guard case .duration(let a) = storage, case .float64(let b) = factors.storage else {
      preconditionFailure("a product of \(type) and \(factors.type)")
    }
    let scaled = zip(a, b).map { length, factor -> CalendarDuration? in
      let months = (Double(length.months) * factor).rounded(.towardZero)
      let rest = (Double(length.months) * factor - months) * 30 * 86_400_000_000
      let exact = (Double(length.microseconds) * factor + rest).rounded()
      guard let months = Int64(exactly: months), let exact = Int64(exactly: exact) else {
        return nil
      }
      return CalendarDuration(months: months, microseconds: exact)
    }
    let nothing = CalendarDuration(microseconds: 0)
    return Column.masking(
      .duration, .duration(scaled.map { $0 ?? nothing }[...]), count: count,
      mask: Bitmap.intersection(validity, factors.validity),
      failed: scaled.indices.filter { scaled[$0] == nil })
  }

  /// How many times one duration holds another, a month counted as thirty days where days stand
  /// beside it; one of no length gives a counted null.
  package func durationRatio(_ other: Column) -> (column: Column, faults: Int) {
    guard case .duration(let a) = storage, case .duration(let b) = other.storage else {
      preconditionFailure("a ratio of \(type) and \(other.type)")
    }
    let ratios = zip(a, b).map { x, y in
      x.microseconds == 0 && y.microseconds == 0
        ? Double(x.months) / Double(y.months) : Double(x.ordinal) / Double(y.ordinal)
    }
    return Column.masking(
      .float, .float64(ratios[...]), count: count,
      mask: Bitmap.intersection(validity, other.validity),
      failed: ratios.indices.filter { !ratios[$0].isFinite })
  }

  private func durations(
    _ parts: [((partialValue: Int64, overflow: Bool), (partialValue: Int64, overflow: Bool))],
    mask: Bitmap?
  ) -> (column: Column, faults: Int) {
    let failed = parts.indices.filter { parts[$0].0.overflow || parts[$0].1.overflow }
    let values = parts.map {
      CalendarDuration(months: $0.0.partialValue, microseconds: $0.1.partialValue)
    }
    return Column.masking(
      .duration, .duration(values[...]), count: count, mask: mask, failed: failed)
  }

  /// The integers under dates and timestamps.
  private func asInts() -> Column { Column(.int, count: count, validity: validity, storage) }

  /// The column as a wider type: int as float, date as the timestamp of its midnight in a zone,
  /// records and lists part by part.
  ///
  /// A type that does not fit gives nulls.
  package func widened(to wanted: DataType, zone: ZoneOffsets) -> Column {
    if type == wanted { return self }
    switch (storage, type, wanted) {
    case (.int64, .int, .float): return floats()
    case (.int64(let days), .date, .timestamp):
      let instants = days.map {
        zone.instant(ofLocal: CivilTime(days: $0).microseconds)
      }
      return Column(.timestamp, count: count, validity: validity, .int64(instants[...]))
    case (.list(let offsets, let child), _, .list(let element)):
      return Column(
        wanted, count: count, validity: validity,
        .list(offsets: offsets, child: child.widened(to: element, zone: zone)))
    case (.record(let parts), .record(let names), .record(let fields)):
      let children = fields.map { field in
        names.firstIndex { $0.name == field.name }
          .map { parts[$0].widened(to: field.type, zone: zone) }
          ?? .nulls(field.type, count: count)
      }
      return Column(wanted, count: count, validity: validity, .record(children))
    default: return .nulls(wanted, count: count)
    }
  }
}
