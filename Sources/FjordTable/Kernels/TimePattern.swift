/// How a date or time is written, as `yyyy-MM-dd HH:mm`; letters as in Unicode's date patterns.
///
/// Names of months and days are English. Text between `'` stands for itself, `''` is one `'`; what is
/// no letter stands for itself too.
package struct TimePattern: Sendable {
  /// What is wrong with a pattern.
  package enum Fault: Error, Hashable {
    /// A run of letters that says nothing.
    case unknown(String)
    /// A `'` that is not closed.
    case openQuote
  }

  enum Part: Sendable, Hashable {
    case text([UInt8])
    case field(Field, width: Int)
  }

  enum Field: UInt8, Sendable {
    case year = 0x79  // y
    case weekYear = 0x59  // Y
    case quarter = 0x51  // Q
    case month = 0x4D  // M
    case week = 0x77  // w
    case day = 0x64  // d
    case dayOfYear = 0x44  // D
    case weekday = 0x45  // E
    case weekdayNumber = 0x65  // e
    case half = 0x61  // a
    case hour = 0x48  // H
    case hourOfHalf = 0x68  // h
    case minute = 0x6D  // m
    case second = 0x73  // s
    case fraction = 0x53  // S
    case offset = 0x78  // x
    case offsetOrZ = 0x58  // X

    /// The most letters that mean something.
    fileprivate var longest: Int {
      switch self {
      case .year, .weekYear, .month, .weekday: 4
      case .dayOfYear, .offset, .offsetOrZ: 3
      case .fraction: 6
      case .quarter, .weekdayNumber, .half: 1
      default: 2
      }
    }
  }

  let parts: [Part]

  /// Reads a pattern.
  package init(_ text: String) throws(Fault) {
    var parts: [Part] = []
    var plain: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "'") {
        try Self.readQuoted(bytes, &place, into: &plain)
      } else if byte | 0x20 &- 97 < 26 {
        var end = place
        while end < bytes.count, bytes[end] == byte { end += 1 }
        let width = end - place
        guard let field = Field(rawValue: byte), width <= field.longest else {
          throw .unknown(String(decoding: bytes[place..<end], as: UTF8.self))
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = []
        parts.append(.field(field, width: width))
        place = end
      } else if byte == UInt8(ascii: "%"), place + 1 < bytes.count,
        bytes[place + 1] | 0x20 &- 97 < 26
      {
        // The patterns of `strftime`, of which only their signs would be left.
        throw .unknown(String(decoding: bytes[place...(place + 1)], as: UTF8.self))
      } else {
        plain.append(byte)
        place += 1
      }
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
  }

  private static func readQuoted(
    _ bytes: [UInt8], _ place: inout Int, into plain: inout [UInt8]
  ) throws(Fault) {
    place += 1
    let start = place
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "'") else {
        plain.append(bytes[place])
        place += 1
        continue
      }
      place += 1
      if place == start + 1 { return plain.append(UInt8(ascii: "'")) }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "'") else { return }
      plain.append(UInt8(ascii: "'"))
      place += 1
    }
    throw .openQuote
  }

  /// Whether it tells the distance from UTC, so that a day by itself is not enough.
  package var tellsOffset: Bool {
    parts.contains { part in
      if case .field(let field, _) = part { field == .offset || field == .offsetOrZ } else { false }
    }
  }
}

extension Column {
  /// Dates, or timestamps on the clock of a zone, as text by a pattern.
  package func formatted(_ pattern: TimePattern, zone: ZoneOffsets) -> Column {
    guard case .int64(let values) = storage else { preconditionFailure("\(type) is no time") }
    var clock = ZoneClock(zone)
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(count + 1)
    var text: [UInt8] = []
    for (row, value) in values.enumerated() {
      if !isNull(row) {
        if type == .date {
          pattern.append(CivilTime(days: value), offset: 0, to: &text)
        } else {
          let offset = clock.offset(at: value)
          pattern.append(clock.civil(value), offset: offset, to: &text)
        }
      }
      offsets.append(Int64(text.count))
    }
    return Column(
      .string, count: count, validity: validity,
      .text(Text(offsets: offsets[...], bytes: text)))
  }
}

extension TimePattern {
  func append(_ time: CivilTime, offset: Int64, to text: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let bytes): text.append(contentsOf: bytes)
      case .field(let field, let width):
        append(field, width, time, offset: offset, to: &text)
      }
    }
  }

  private func append(
    _ field: Field, _ width: Int, _ time: CivilTime, offset: Int64, to text: inout [UInt8]
  ) {
    let second = time.microsecondOfDay / 1_000_000
    switch field {
    case .year: put(year: time.year, width, to: &text)
    case .weekYear: put(year: time.isoWeek.year, width, to: &text)
    case .quarter: put((time.month - 1) / 3 + 1, width, to: &text)
    case .month where width == 4: text.append(contentsOf: Self.months[Int(time.month) - 1])
    case .month where width == 3:
      text.append(contentsOf: Self.months[Int(time.month) - 1].prefix(3))
    case .month: put(time.month, width, to: &text)
    case .week: put(time.isoWeek.week, width, to: &text)
    case .day: put(time.day, width, to: &text)
    case .dayOfYear: put(time.dayOfYear, width, to: &text)
    case .weekday where width == 4:
      text.append(contentsOf: Self.weekdays[Int(time.weekday) - 1])
    case .weekday: text.append(contentsOf: Self.weekdays[Int(time.weekday) - 1].prefix(3))
    case .weekdayNumber: put(time.weekday, width, to: &text)
    case .half: text.append(contentsOf: second < 43_200 ? Self.morning : Self.afternoon)
    case .hour: put(second / 3600, width, to: &text)
    case .hourOfHalf: put((second / 3600 + 11) % 12 + 1, width, to: &text)
    case .minute: put(second / 60 % 60, width, to: &text)
    case .second: put(second % 60, width, to: &text)
    case .fraction: put(fraction: time.microsecondOfDay % 1_000_000, width, to: &text)
    case .offset: put(offset: offset, width, to: &text)
    case .offsetOrZ where offset == 0: text.append(UInt8(ascii: "Z"))
    case .offsetOrZ: put(offset: offset, width, to: &text)
    }
  }

  private func put(_ number: Int64, _ width: Int, to text: inout [UInt8]) {
    appendDigits(to: &text) { $0.put(number.magnitude, width: width) }
  }

  /// `yy` is the last two digits; a year before 0 carries a sign.
  private func put(year: Int64, _ width: Int, to text: inout [UInt8]) {
    if width == 2 { return put(year.floorDivided(by: 100).remainder, 2, to: &text) }
    if year < 0 { text.append(UInt8(ascii: "-")) }
    put(year, width, to: &text)
  }

  private func put(fraction microseconds: Int64, _ width: Int, to text: inout [UInt8]) {
    var rest = microseconds
    for _ in width..<6 { rest /= 10 }
    put(rest, width, to: &text)
  }

  /// `+02`, with minutes where there are some; two letters `+0200`, three `+02:00`.
  private func put(offset: Int64, _ width: Int, to text: inout [UInt8]) {
    let minutes = Int64(offset.magnitude / 60)
    text.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    put(minutes / 60, 2, to: &text)
    if width == 1, minutes % 60 == 0 { return }
    if width == 3 { text.append(UInt8(ascii: ":")) }
    put(minutes % 60, 2, to: &text)
  }

  private static let morning = Array("AM".utf8)
  private static let afternoon = Array("PM".utf8)
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ].map { Array($0.utf8) }
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ].map { Array($0.utf8) }
}
