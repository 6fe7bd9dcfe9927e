import FjordTable

extension Column {
  /// The rows of a text column, or of one with texts within its records, whose bytes are no UTF-8.
  ///
  /// Complexity: linear in the bytes. The runs are checked as one, which is right unless one ends
  /// where the next goes on; a run that begins within a character shows that.
  func rowsWithoutUTF8() -> [Int] {
    switch storage {
    case .text(let text) where type == .string:
      return text.isUTF8 ? [] : (0..<count).filter { !text.isUTF8(row: $0) }
    case .dictionary(let codes, let values):
      guard !values.isUTF8 else { return [] }
      let broken = (0..<values.count).map { !values.isUTF8(row: $0) }
      return codes.enumerated().compactMap { row, code in
        broken[Int(code)] && !isNull(row) ? row : nil
      }
    case .record(let parts): return Set(parts.flatMap { $0.rowsWithoutUTF8() }).sorted()
    default: return []
    }
  }
}

extension Column.Text {
  fileprivate var isUTF8: Bool {
    guard let start = offsets.first, let end = offsets.last else { return true }
    return bytes.withUnsafeBytes { all in
      let whole = JSONBytes(UnsafeRawBufferPointer(rebasing: all[Int(start)..<Int(end)]))
      guard whole.firstInvalidUTF8() == nil else { return false }
      return offsets.withUnsafeBufferPointer { offsets in
        for row in 0..<count where offsets[row] < offsets[row &+ 1] {
          if all[Int(offsets[row])] & 0xC0 == 0x80 { return false }
        }
        return true
      }
    }
  }

  fileprivate func isUTF8(row: Int) -> Bool {
    withRuns { JSONBytes($0(row)).firstInvalidUTF8() == nil }
  }
}
