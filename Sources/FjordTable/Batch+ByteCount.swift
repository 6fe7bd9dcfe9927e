extension Batch {
  /// The bytes that the rows take in memory, identity left out.
  ///
  /// A slice counts its own rows' share of the buffers, a dictionary is counted once.
  /// Complexity: constant, times the columns and their children.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }
}

extension Column {
  /// The bytes that the rows take in memory.
  ///
  /// A slice counts its own rows' share of the buffers, a dictionary is counted once.
  /// Complexity: constant, times the children.
  public var byteCount: Int {
    let mask = validity == nil ? 0 : (count + 7) / 8
    return mask + storage.byteCount(rows: count)
  }
}

extension Column.Storage {
  fileprivate func byteCount(rows: Int) -> Int {
    switch self {
    case .bits: (rows + 7) / 8
    case .int64, .float64: rows * 8
    case .duration: rows * MemoryLayout<CalendarDuration>.stride
    case .text(let text): text.byteCount
    case .dictionary(_, let values): rows * 4 + values.byteCount
    case .list(let offsets, let child): offsets.count * 8 + child.slice(offsets.covered).byteCount
    case .record(let children): children.reduce(0) { $0 + $1.byteCount }
    }
  }
}

extension Column.Text {
  /// The bytes of the runs and their offsets.
  package var byteCount: Int { offsets.count * 8 + offsets.covered.count }
}

extension ArraySlice<Int64> {
  /// What offsets cover of the buffer that they point into.
  package var covered: Range<Int> {
    guard let first, let last else { return 0..<0 }
    return Int(first)..<Int(last)
  }
}
