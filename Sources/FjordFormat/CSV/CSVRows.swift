/// The rows of a text: where each field lies.
struct CSVRows {
  /// For each row `stride` numbers: the place before its first field, and the ends of its fields.
  ///
  /// Rows without a gap between them share an entry: the end of one is the place before the next.
  private(set) var bounds: [Int32]
  private(set) var stride: Int
  private(set) var count: Int
  private(set) var faults: [CSVRowFault] = []

  /// Groups the ends of fields into rows of `width` fields; rows of another number are faults, empty
  /// lines are passed over where a row has several fields.
  init(_ index: CSVIndex, _ text: UnsafeRawBufferPointer, width: Int, lineEnd: UInt8) {
    (bounds, stride, count) = (index.ends, width, index.rowCount)
    guard !Self.isRegular(index, text, width: width, lineEnd: lineEnd) else { return }
    (bounds, stride, count) = ([], width + 1, 0)
    var first = 0
    for place in 1..<index.ends.count where text[Int(index.ends[place])] == lineEnd {
      let found = place - first
      let row = Self.row(index.ends[first], index.ends[place], text)
      if found == width {
        bounds.append(contentsOf: index.ends[first...place])
        count += 1
      } else if !(found == 1 && row.isEmpty) {
        let kind = CSVRowFault.Kind.fieldCount(found: found, expected: width)
        faults.append(CSVRowFault(kind: kind, row: row, place: row.lowerBound, column: nil))
      }
      first = place
    }
    let start = Int(index.ends[first]) + 1
    if index.isUnfinished, start < text.count {
      let row = Self.row(Int32(start - 1), Int32(text.count - 1), text)
      faults.append(
        CSVRowFault(kind: .unfinishedQuote, row: row, place: row.lowerBound, column: nil))
    }
  }

  /// Whether every row has `width` fields: as many line ends as rows, all where rows end.
  private static func isRegular(
    _ index: CSVIndex, _ text: UnsafeRawBufferPointer, width: Int, lineEnd: UInt8
  ) -> Bool {
    guard !index.isUnfinished, index.ends.count - 1 == index.rowCount * width else { return false }
    return index.ends.withUnsafeBufferPointer { ends in
      var isEven = true
      for row in 0..<index.rowCount {
        isEven = isEven && text[Int(ends[(row &+ 1) &* width])] == lineEnd
      }
      return isEven
    }
  }

  /// A row's bytes between the end of the one before and its own, without `\r`.
  private static func row(
    _ before: Int32, _ end: Int32, _ text: UnsafeRawBufferPointer
  ) -> Range<Int> {
    let start = Int(before) + 1
    let hasReturn = Int(end) > start && text[Int(end) - 1] == UInt8(ascii: "\r")
    return start..<(hasReturn ? Int(end) - 1 : Int(end))
  }

  /// The bytes of a row.
  func row(_ row: Int, width: Int, _ text: UnsafeRawBufferPointer) -> Range<Int> {
    Self.row(bounds[row * stride], bounds[row * stride + width], text)
  }

  /// Keeps the rows at the given places.
  mutating func keep(_ rows: [Int32], width: Int) {
    guard rows.count < count else { return }
    var kept: [Int32] = []
    kept.reserveCapacity(rows.count * (width + 1))
    for row in rows {
      let start = Int(row) * stride
      kept.append(contentsOf: bounds[start...(start + width)])
    }
    (bounds, stride, count) = (kept, width + 1, rows.count)
  }
}
