// Gathering rows by place. The loop is chosen once a column; text is gathered in two passes
// (offsets, then bytes), so that the bytes are allocated once. The second looks the places of 256
// runs up before it copies them: look-ups that do not wait for copies miss the cache side by side.

extension Column {
  /// The rows at the given places, in that order; a negative place gives null.
  ///
  /// Complexity: linear in the places and in the bytes taken.
  package func taking(_ rows: [Int32]) -> Column {
    let hasAbsent = rows.contains { $0 < 0 }
    var mask = validity?.taking(rows)
    if mask == nil, hasAbsent { mask = Bitmap(rows.map { $0 >= 0 }) }
    return Column(type, count: rows.count, validity: mask, storage.taking(rows, type: type))
  }
}

extension Column.Storage {
  fileprivate func taking(_ rows: [Int32], type: DataType) -> Column.Storage {
    switch self {
    case .bits(let bits): .bits(bits.taking(rows))
    case .int64(let values): .int64(gather(values, rows, absent: 0))
    case .float64(let values): .float64(gather(values, rows, absent: 0))
    case .duration(let values):
      .duration(gather(values, rows, absent: CalendarDuration(microseconds: 0)))
    case .text(let text): .text(text.taking(rows))
    case .dictionary(let codes, let values):
      values.count == 0
        ? .text(Column.Text(offsets: [Int64](repeating: 0, count: rows.count + 1)[...], bytes: []))
        : .dictionary(codes: gather(codes, rows, absent: 0), values: values)
    case .list(let offsets, let child): takingLists(offsets, child, rows)
    case .record(let children): .record(children.map { $0.taking(rows) })
    }
  }

  private func takingLists(
    _ offsets: ArraySlice<Int64>, _ child: Column, _ rows: [Int32]
  ) -> Column.Storage {
    var newOffsets: [Int64] = [0]
    var places: [Int32] = []
    for row in rows {
      if row >= 0 {
        let base = offsets.startIndex + Int(row)
        for place in offsets[base]..<offsets[base + 1] {
          places.append(Int32(truncatingIfNeeded: place))
        }
      }
      newOffsets.append(Int64(places.count))
    }
    return .list(offsets: newOffsets[...], child: child.taking(places))
  }
}

private func gather<Element: BitwiseCopyable>(
  _ values: ArraySlice<Element>, _ rows: [Int32], absent: Element
) -> ArraySlice<Element> {
  let result = values.withUnsafeBufferPointer { values in
    [Element](unsafeUninitializedCapacity: rows.count) { buffer, count in
      for place in 0..<rows.count {
        let row = Int(rows[place])
        buffer.initializeElement(at: place, to: row < 0 ? absent : values[row])
      }
      count = rows.count
    }
  }
  return result[...]
}

extension Column.Text {
  /// The runs at the given places; a negative place gives an empty run.
  package func taking(_ rows: [Int32]) -> Column.Text {
    var newOffsets = [Int64](repeating: 0, count: rows.count + 1)
    var total: Int64 = 0
    offsets.withUnsafeBufferPointer { offsets in
      for place in 0..<rows.count {
        let row = Int(rows[place])
        if row >= 0 { total &+= offsets[row &+ 1] &- offsets[row] }
        newOffsets[place &+ 1] = total
      }
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(total)) { target, count in
      copyRuns(rows, to: UnsafeMutableRawBufferPointer(target))
      count = Int(total)
    }
    return Column.Text(offsets: newOffsets[...], bytes: bytes)
  }

  private func copyRuns(_ rows: [Int32], to target: UnsafeMutableRawBufferPointer) {
    guard let target = target.baseAddress else { return }
    let block = 256
    bytes.withUnsafeBytes { source in
      guard let source = source.baseAddress else { return }
      offsets.withUnsafeBufferPointer { offsets in
        withUnsafeTemporaryAllocation(of: (start: Int, length: Int).self, capacity: block) { runs in
          var at = 0
          for start in stride(from: 0, to: rows.count, by: block) {
            let size = min(block, rows.count &- start)
            for place in 0..<size {
              let row = Int(rows[start &+ place])
              let begin = row < 0 ? 0 : Int(offsets[row])
              runs[place] = (begin, row < 0 ? 0 : Int(offsets[row &+ 1]) &- begin)
            }
            for place in 0..<size {
              let run = runs[place]
              (target + at).copyMemory(from: source + run.start, byteCount: run.length)
              at &+= run.length
            }
          }
        }
      }
    }
  }
}
