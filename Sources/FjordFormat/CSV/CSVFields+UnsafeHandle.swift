import FjordTable

// One column's fields, as the loops that read them see them: start and end of each in the text,
// without a byte being copied.
//
// Why it is safe: a handle is made inside `withUnsafe...` and only passed down; every bound was
// written by `CSVIndex` from places within the text, and callers ask for rows below `count`.

/// The fields of one column.
struct CSVFields {
  let text: UnsafeRawPointer
  private let bounds: UnsafePointer<Int32>
  private let stride: Int
  let count: Int
  /// Whether a `\r` before the line end may follow.
  private let isLast: Bool
  private let nullTexts: [[UInt8]]

  init(
    _ text: UnsafeRawPointer, _ bounds: UnsafePointer<Int32>, stride: Int, count: Int,
    isLast: Bool, nullTexts: [[UInt8]]
  ) {
    self.text = text
    self.bounds = bounds
    self.stride = stride
    self.count = count
    self.isLast = isLast
    self.nullTexts = nullTexts
  }

  /// Where a row's field lies, with its quotes.
  @inline(__always)
  subscript(row: Int) -> (start: Int, end: Int) {
    let at = bounds + row &* stride
    let start = Int(at[0]) &+ 1
    var end = Int(at[1])
    if isLast, end > start, byte(end &- 1) == UInt8(ascii: "\r") { end &-= 1 }
    return (start, end)
  }

  @inline(__always)
  func byte(_ place: Int) -> UInt8 { text.load(fromByteOffset: place, as: UInt8.self) }

  @inline(__always)
  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text + range.lowerBound, count: range.count)
  }

  /// Up to eight bytes from a place as one number; the text has padding behind it.
  @inline(__always)
  func head(_ place: Int, length: Int) -> UInt64 {
    let word = text.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
    return length >= 8 ? word : word & ((1 &<< UInt64(8 &* length)) &- 1)
  }

  /// What a field holds, for values that have no empty form.
  ///
  /// Empty fields and those of the null texts are null, with quotes only the empty one. Spaces
  /// around a value don't count.
  @inline(__always)
  func content(_ row: Int) -> Range<Int>? {
    var (start, end) = self[row]
    if end &- start >= 2, byte(start) == UInt8(ascii: "\""), byte(end &- 1) == UInt8(ascii: "\"") {
      (start, end) = (start &+ 1, end &- 1)
    } else if !nullTexts.isEmpty, isNullText(start, end) {
      return nil
    }
    while start < end, byte(start) == 32 { start &+= 1 }
    while start < end, byte(end &- 1) == 32 { end &-= 1 }
    return start == end ? nil : start..<end
  }

  /// Whether there are texts that mean null.
  @inline(__always)
  var hasNullTexts: Bool { !nullTexts.isEmpty }

  /// Whether a field without quotes is one of the texts that mean null.
  func isNullText(_ start: Int, _ end: Int) -> Bool {
    nullTexts.contains { $0.elementsEqual(slice(start..<end)) }
  }

  /// Calls a body with bytes as a span.
  @inline(__always)
  func withSpan<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    slice(range).withMemoryRebound(to: UInt8.self) { body($0.span) }
  }
}
