import FjordTable

// Tokens to values of any type, by way of builders. A block of rows is walked first and then turned
// into columns one by one, so that what differs by type is decided once a block, not once a value.

/// Appends tokens of one body to builders, and counts values that did not fit their type.
struct JSONTokenReader {
  let scanner: JSONScanner
  /// The zone of timestamps that carry none.
  let zone: ZoneOffsets
  /// Whether lists and objects are kept as JSON text where a text is wanted.
  let keepsNested: Bool
  private(set) var mismatches = 0

  private var bytes: JSONBytes { scanner.bytes }

  init(_ scanner: JSONScanner, zone: ZoneOffsets, keepsNested: Bool = false) {
    self.scanner = scanner
    self.zone = zone
    self.keepsNested = keepsNested
  }

  /// A reader like this one that has counted nothing.
  func anew() -> JSONTokenReader {
    JSONTokenReader(scanner, zone: zone, keepsNested: keepsNested)
  }

  /// Appends one value a row of the block.
  mutating func append(
    _ block: JSONTokenBlock, _ assembly: JSONAssembly, to builder: ColumnBuilder
  ) {
    switch (assembly, builder) {
    case (.scalar(let slot), let builder as TextBuilder):
      builder.type == .binary
        ? appendBinary(block, slot, to: builder) : appendText(block, slot, to: builder)
    case (.scalar(let slot), let builder as IntBuilder): appendInts(block, slot, to: builder)
    case (.scalar(let slot), let builder as FloatBuilder):
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        if let value = float(token) {
          builder.append(value)
        } else {
          appendNull(token, to: builder)
        }
      }
    case (.scalar(let slot), let builder as BoolBuilder):
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        switch token.kind {
        case .true: builder.append(true)
        case .false: builder.append(false)
        default: appendNull(token, to: builder)
        }
      }
    case (.scalar(let slot), let builder as DurationBuilder):
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        let value = withString(token) { ValueParsing.duration($0) }
        if let value { builder.append(value) } else { appendNull(token, to: builder) }
      }
    case (.record(let slot, let parts), let builder as RecordBuilder):
      appendRecords(block, slot, parts, to: builder)
    case (.list(let slot, let plan, let element), let builder as ListBuilder):
      appendLists(block, slot, plan, element, to: builder)
    default: preconditionFailure("a builder of \(builder.type) does not fit its plan")
    }
  }

  private mutating func appendText(_ block: JSONTokenBlock, _ slot: Int, to builder: TextBuilder) {
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      switch token.kind {
      case .string, .integer, .number, .true, .false:
        builder.append(utf8: bytes.slice(token.content))
      case .escapedString:
        var text: [UInt8] = []
        bytes.appendUnescaped(token.content, to: &text)
        builder.append(bytes: text)
      case .array where keepsNested, .object where keepsNested:
        builder.append(utf8: bytes.slice(token.content))
      default: appendNull(token, to: builder)
      }
    }
  }

  private mutating func appendBinary(
    _ block: JSONTokenBlock, _ slot: Int, to builder: TextBuilder
  ) {
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      let value = withString(token) { ValueParsing.binary($0) }
      if let value { builder.append(bytes: value) } else { appendNull(token, to: builder) }
    }
  }

  private mutating func appendInts(_ block: JSONTokenBlock, _ slot: Int, to builder: IntBuilder) {
    switch builder.type {
    case .date:
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        append(withString(token) { ValueParsing.date($0) }, token, to: builder)
      }
    case .timestamp:
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        append(withString(token) { ValueParsing.timestamp($0, local: zone) }, token, to: builder)
      }
    default:
      for row in 0..<block.rows {
        let token = block.slots(row)[slot]
        append(int(token), token, to: builder)
      }
    }
  }

  @inline(__always)
  private mutating func append(_ value: Int64?, _ token: JSONToken, to builder: IntBuilder) {
    if let value { builder.append(value) } else { appendNull(token, to: builder) }
  }

  private mutating func appendRecords(
    _ block: JSONTokenBlock, _ slot: Int, _ parts: [JSONAssembly], to builder: RecordBuilder
  ) {
    for (part, assembly) in zip(builder.parts, parts) { append(block, assembly, to: part) }
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      if token.kind == .object { builder.endRecord() } else { appendNull(token, to: builder) }
    }
  }

  private mutating func appendLists(
    _ block: JSONTokenBlock, _ slot: Int, _ plan: JSONPlan, _ element: JSONAssembly,
    to builder: ListBuilder
  ) {
    let walker = JSONWalker(scanner, plan)
    for row in 0..<block.rows {
      let token = block.slots(row)[slot]
      guard token.kind == .array else {
        appendNull(token, to: builder)
        continue
      }
      let elements = JSONTokenBlock(width: plan.slotCount, capacity: 8)
      var place = scanner.skipSpace(token.start + 1)
      while place < token.end - 1 {
        guard let end = try? walker.walk(place, depth: 0, into: elements.beginRow()),
          let next = try? scanner.next(end, closing: UInt8(ascii: "]"))
        else { preconditionFailure("a list that was checked does not read") }
        place = next.place
      }
      append(elements, element, to: builder.elements)
      builder.endList()
    }
  }

  /// A null; counted where there was a value.
  private mutating func appendNull(_ token: JSONToken, to builder: ColumnBuilder) {
    if token.kind != .absent, token.kind != .null { mismatches += 1 }
    builder.appendNull()
  }

  /// A whole number, also written as `3.0` or `1e3`.
  @inline(__always)
  func int(_ token: JSONToken) -> Int64? {
    switch token.kind {
    case .integer: bytes.withSpan(token.content) { ValueParsing.int($0) }
    case .number: float(token).flatMap { Int64(exactly: $0) }
    default: nil
    }
  }

  @inline(__always)
  func float(_ token: JSONToken) -> Double? {
    guard token.kind == .integer || token.kind == .number else { return nil }
    return bytes.withSpan(token.content) { ValueParsing.float($0) }
  }

  /// What a function makes of a string's text; nil for other values.
  @inline(__always)
  func withString<Result>(
    _ token: JSONToken, _ parse: (Span<UInt8>) -> Result?
  ) -> Result? {
    if token.kind == .string { return bytes.withSpan(token.content, parse) }
    guard token.kind == .escapedString else { return nil }
    var text: [UInt8] = []
    bytes.appendUnescaped(token.content, to: &text)
    return parse(text.span)
  }
}
