import CByteMask

// One of two files of the JSON reader that touch memory by pointer, the other being the row
// patterns' own store. Measured on feed pages: reading 16 bytes at once through a pointer makes the
// search for a string's end four times as fast as an array subscript, which checks bounds a byte at
// a time.
//
// Why it is safe: a handle is made inside `withUnsafeBytes` and never outlives it, because it is
// only passed down. `subscript` answers 0 past the end, which is no JSON, so that a scanner runs
// into a fault and not out of the buffer; wide loads are made only where all their bytes exist,
// which padding behind the body promises for the loads whose names say so;
// ranges are cut from places that the scanner has passed, which `slice` asserts. Token slots are
// owned by their block, and every index is checked against the block's room.

/// The bytes of a body, for as long as a scan lasts.
struct JSONBytes {
  private let base: UnsafeRawBufferPointer
  let count: Int
  /// Where strings may stop in a padded body, as `ByteMask.jsonStops` has it; empty for others.
  private let stops: UnsafeBufferPointer<UInt64>

  init(_ base: UnsafeRawBufferPointer) {
    self.init(base, stops: UnsafeBufferPointer(start: nil, count: 0))
  }

  private init(_ base: UnsafeRawBufferPointer, stops: UnsafeBufferPointer<UInt64>) {
    self.base = base
    self.stops = stops
    count = base.count
  }

  /// Calls a body with bytes behind which the padding may be read.
  static func withPadded<Result>(
    _ piece: PaddedBytes, _ body: (JSONBytes) -> Result
  ) -> Result {
    piece.withBytes { base in
      ByteMask.jsonStops(of: base).withUnsafeBufferPointer { body(JSONBytes(base, stops: $0)) }
    }
  }

  /// Whether the body is padded.
  var isPadded: Bool { !stops.isEmpty }

  /// Thirty-two bytes of a padded body, from a place within it.
  @inline(__always)
  func paddedWords(_ place: Int) -> SIMD4<UInt64> {
    assert(isPadded && place >= 0 && place < count, "a load outside the body")
    return UnsafeRawPointer(base.baseAddress.unsafelyUnwrapped)
      .loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
  }

  /// Eight bytes of a padded body as one number, lowest byte first, from a place within or right
  /// behind it.
  @inline(__always)
  func paddedWord(_ place: Int) -> UInt64 {
    assert(isPadded && place >= 0 && place <= count, "a load outside the body")
    return UnsafeRawPointer(base.baseAddress.unsafelyUnwrapped)
      .loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
  }

  /// The first byte at or behind a place within or right behind a padded body that a string may stop
  /// at: a quote, a backslash, a control character, or the end.
  @inline(__always)
  func paddedStop(_ place: Int) -> Int {
    assert(place >= 0 && place <= count, "a search outside the body")
    var index = place &>> 6
    var word = stops[index] &>> UInt64(place & 63)
    if word != 0 { return place &+ word.trailingZeroBitCount }
    repeat {
      index &+= 1
      word = stops[index]
    } while word == 0
    return index &<< 6 &+ word.trailingZeroBitCount
  }

  /// The byte at a place, 0 past the end.
  @inline(__always)
  subscript(place: Int) -> UInt8 {
    place < count ? base[place] : 0
  }

  /// The bytes of a range that lies within the body.
  @inline(__always)
  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "a range outside the body")
    return UnsafeRawBufferPointer(rebasing: base[range])
  }

  /// Calls a body with the bytes of a range as a span.
  @inline(__always)
  func withSpan<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    slice(range).withMemoryRebound(to: UInt8.self) { body($0.span) }
  }

  /// Up to eight bytes from a place as one number, lowest byte first; bytes past `length` zero.
  @inline(__always)
  func head(_ place: Int, length: Int) -> UInt64 {
    guard place &+ 8 <= count else {
      var value: UInt64 = 0
      for step in 0..<min(length, 8) { value |= UInt64(self[place + step]) << UInt64(8 * step) }
      return value
    }
    let value = base.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
    return length >= 8 ? value : value & ((1 &<< UInt64(8 &* length)) &- 1)
  }

  /// The first quote, backslash or control character at or behind a place; `count` where none is.
  @inline(__always)
  func stringStop(from start: Int) -> Int {
    var place = start
    if let base = base.baseAddress {
      while place &+ 16 <= count {
        let stops = byte_mask_string_stops_16(base + place)
        if stops != 0 { return place &+ stops.trailingZeroBitCount }
        place &+= 16
      }
    }
    while place < count {
      let byte = base[place]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return place }
      place &+= 1
    }
    return count
  }

  /// The first byte at or behind a place that is not ASCII; `count` where none is.
  @inline(__always)
  func asciiEnd(from start: Int) -> Int {
    var place = start
    while place &+ 32 <= count {
      let block = base.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
      let joint = (block.x | block.y) | (block.z | block.w)
      if joint & 0x8080_8080_8080_8080 != 0 { break }
      place &+= 32
    }
    while place &+ 8 <= count {
      let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      let high = word & 0x8080_8080_8080_8080
      if high != 0 { return place &+ Int(high.trailingZeroBitCount &>> 3) }
      place &+= 8
    }
    while place < count, base[place] < 0x80 { place &+= 1 }
    return place
  }
}

/// Room for the tokens of some rows, `width` a row; owned, and freed with the object.
final class JSONTokenBlock {
  let width: Int
  /// Rows that there is room for.
  private(set) var capacity: Int
  /// Rows begun.
  private(set) var rows = 0
  private var base: UnsafeMutablePointer<JSONToken>

  init(width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    base = .allocate(capacity: max(width * capacity, 1))
    base.initialize(repeating: .absent, count: max(width * capacity, 1))
  }

  deinit { base.deallocate() }

  /// Begins a row with nothing in it and gives its slots, good until the next row begins.
  func beginRow() -> JSONSlots {
    if rows == capacity { grow() }
    let slots = JSONSlots(base + rows * width, count: width)
    for slot in 0..<width { slots[slot] = .absent }
    rows += 1
    return slots
  }

  /// Takes the last row back.
  func dropRow() { rows -= 1 }

  /// Forgets all rows and keeps the room.
  func removeAll() { rows = 0 }

  /// The slots of a row that was begun.
  @inline(__always)
  func slots(_ row: Int) -> JSONSlots {
    precondition(row >= 0 && row < rows, "a row that was not begun")
    return JSONSlots(base + row &* width, count: width)
  }

  private func grow() {
    let room = max(capacity * 2, 8)
    let larger = UnsafeMutablePointer<JSONToken>.allocate(capacity: max(width * room, 1))
    larger.initialize(repeating: .absent, count: max(width * room, 1))
    larger.update(from: base, count: width * rows)
    base.deallocate()
    base = larger
    capacity = room
  }
}

/// The slots of one row.
struct JSONSlots {
  private let base: UnsafeMutablePointer<JSONToken>
  private let count: Int

  @inline(__always)
  fileprivate init(_ base: UnsafeMutablePointer<JSONToken>, count: Int) {
    self.base = base
    self.count = count
  }

  @inline(__always)
  subscript(slot: Int) -> JSONToken {
    get {
      precondition(slot >= 0 && slot < count, "a slot outside its row")
      return base[slot]
    }
    nonmutating set {
      precondition(slot >= 0 && slot < count, "a slot outside its row")
      base[slot] = newValue
    }
  }
}
