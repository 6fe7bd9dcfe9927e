import FjordTable

// How a column lies in a temporary file. `describe` says the lengths that its buffers can't be read
// without; `write` gives the buffers in the same order; `column` reads both. The type is known to
// the reader, so only text needs to say in which of its two layouts it is.

extension Column {
  /// The same column with dictionaries that have more values than there are rows looked up, so that
  /// a large dictionary is not written with every few rows.
  var withoutSparseDictionaries: Column {
    switch storage {
    case .dictionary(_, let values) where values.count > count:
      Column(type, count: count, validity: validity, .text(plainText))
    case .record(let children):
      Column(
        type, count: count, validity: validity,
        .record(children.map(\.withoutSparseDictionaries)))
    case .list(let offsets, let child):
      Column(
        type, count: count, validity: validity,
        .list(
          offsets: offsets.rebased,
          child: child.slice(offsets.covered).withoutSparseDictionaries))
    default: self
    }
  }

  /// Appends the lengths of the buffers.
  func describe(into lengths: inout [Int]) {
    // A mask is written from the word with the first row on; -1 stands for no mask.
    lengths.append(validity.map(\.firstBit) ?? -1)
    switch storage {
    case .bits(let bits): lengths.append(bits.firstBit)
    case .int64, .float64, .duration: break
    case .text(let text): lengths += [0, text.offsets.covered.count]
    case .dictionary(_, let values): lengths += [1, values.count, values.offsets.covered.count]
    case .list(_, let child):
      lengths.append(child.count)
      child.describe(into: &lengths)
    case .record(let children): for child in children { child.describe(into: &lengths) }
    }
  }
}

extension SpillOutput {
  /// Writes a column's buffers.
  mutating func write(_ column: Column) throws(SpillFault) {
    if let validity = column.validity { try write(validity) }
    switch column.storage {
    case .bits(let bits): try write(bits)
    case .int64(let values): try write(array: values)
    case .float64(let values): try write(array: values)
    case .duration(let values): try write(array: values)
    case .text(let text): try write(text)
    case .dictionary(let codes, let values):
      try write(array: codes)
      try write(values)
    case .list(let offsets, let child):
      try write(array: offsets)
      try write(child)
    case .record(let children): for child in children { try write(child) }
    }
  }

  private mutating func write(_ text: Column.Text) throws(SpillFault) {
    try write(array: text.offsets.rebased)
    try write(array: text.bytes[text.offsets.covered])
  }

  private mutating func write(_ bits: Bitmap) throws(SpillFault) {
    let start = bits.offset >> 6
    try write(array: bits.words[start..<(start + wordCount(bits.firstBit, bits.count))])
  }
}

extension SpillInput {
  /// Reads a column.
  mutating func column(_ type: DataType, count: Int) throws(SpillFault) -> Column {
    let maskStart = length()
    let mask = maskStart < 0 ? nil : try bits(from: maskStart, count: count)
    return Column(type, count: count, validity: mask, try storage(type, count: count))
  }

  private mutating func storage(
    _ type: DataType, count: Int
  ) throws(SpillFault) -> Column.Storage {
    switch type {
    case .bool: return .bits(try bits(from: length(), count: count))
    case .int, .date, .timestamp: return .int64(try array(of: Int64.self, count: count))
    case .float: return .float64(try array(of: Double.self, count: count))
    case .duration: return .duration(try array(of: CalendarDuration.self, count: count))
    case .string, .binary:
      if length() == 0 { return .text(try text(count: count)) }
      let valueCount = length()
      let codes = try array(of: Int32.self, count: count)
      return .dictionary(codes: codes, values: try text(count: valueCount))
    case .list(let element):
      let childCount = length()
      let offsets = try array(of: Int64.self, count: count + 1)
      return .list(offsets: offsets, child: try column(element, count: childCount))
    case .record(let fields):
      var children: [Column] = []
      for field in fields { children.append(try column(field.type, count: count)) }
      return .record(children)
    }
  }

  private mutating func text(count: Int) throws(SpillFault) -> Column.Text {
    let byteCount = length()
    let offsets = try array(of: Int64.self, count: count + 1)
    return Column.Text(
      offsets: offsets, bytes: Array(try array(of: UInt8.self, count: byteCount)))
  }

  private mutating func bits(from start: Int, count: Int) throws(SpillFault) -> Bitmap {
    let words = try array(of: UInt64.self, count: wordCount(start, count))
    return Bitmap(words: Array(words), offset: start, count: count)
  }
}

/// How many words hold some bits that begin at a place of the first.
private func wordCount(_ start: Int, _ count: Int) -> Int {
  count == 0 ? 0 : (start + count + 63) / 64
}

extension Bitmap {
  /// The place of row 0 in its word.
  fileprivate var firstBit: Int { count == 0 ? 0 : offset & 63 }
}

extension ArraySlice<Int64> {
  /// The same offsets counted from the first.
  fileprivate var rebased: ArraySlice<Int64> {
    guard let first, first != 0 else { return self }
    return map { $0 - first }[...]
  }
}
