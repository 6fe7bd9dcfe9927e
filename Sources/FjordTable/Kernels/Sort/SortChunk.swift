/// Rows to be sorted, with their keys and their places in the input.
///
/// Safe to share: nothing changes after the init.
package final class SortChunk: @unchecked Sendable {
  /// The rows.
  package let batch: Batch
  let keys: [SortKey]
  let sequence: RowSequence
  /// What the keys point into.
  private let columns: [Column]
  private let words: UnsafeMutablePointer<UInt64>
  private let sequences: [Int64]

  /// The places of rows in the input: any numbers that rise.
  package enum Sequence: Sendable {
    /// Rows that follow one another, from this number on.
    case from(Int64)
    /// A number a row.
    case each([Int64])
  }

  /// Takes a batch with the columns of its keys.
  package init(
    _ batch: Batch, keys columns: [Column], descending: [Bool], sequence: Sequence
  ) {
    precondition(columns.count == descending.count, "a direction a key")
    self.batch = batch
    self.columns = columns.map { $0.type.isNested ? $0.keyText : $0 }
    words = .allocate(capacity: max(1, columns.count * batch.count))
    var keys: [SortKey] = []
    for (column, isDescending) in zip(self.columns, descending) {
      let start = words + keys.count * batch.count
      column.writeSortWords(to: start, isDescending: isDescending)
      keys.append(SortKey(column, words: start, isDescending: isDescending))
    }
    self.keys = keys
    switch sequence {
    case .from(let first):
      sequences = []
      self.sequence = RowSequence(first: first, each: nil)
    case .each(let places):
      precondition(places.count == batch.count, "a place a row")
      sequences = places
      self.sequence = RowSequence(first: 0, each: pointer(sequences[...]))
    }
  }

  deinit { words.deallocate() }

  /// The place in the input of the first row, and of the last; rows are in the order of the input.
  var bounds: (first: Int64, last: Int64) {
    batch.count == 0 ? (0, 0) : (sequence[0], sequence[batch.count - 1])
  }

  /// The bytes that the rows, their keys and their sorting take.
  package var byteCount: Int { batch.byteCount + keyByteCount }

  /// The bytes of the keys alone, with two entries a row.
  private var keyByteCount: Int {
    let perRow = 2 * MemoryLayout<SortEntry>.stride + 8 * keys.count { $0.isFixed }
    return batch.count * perRow + sequences.count * 8
  }
}

extension Column {
  /// Lists and records as bytes that compare as they do; null where they are.
  fileprivate var keyText: Column {
    Column(
      .binary, count: count, validity: validity, .text(RowKeys([self], count: count).text))
  }

  /// Writes a word a row that compares as the values do; nothing for text.
  ///
  /// -0 equals 0, and NaN counts as larger than every number.
  fileprivate func writeSortWords(to words: UnsafeMutablePointer<UInt64>, isDescending: Bool) {
    let turn: UInt64 = isDescending ? .max : 0
    switch storage {
    case .int64(let values):
      let turn = turn ^ 1 << 63
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { words[row] = UInt64(bitPattern: values[row]) ^ turn }
      }
    case .float64(let values):
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { words[row] = sortWord(values[row]) ^ turn }
      }
    case .duration(let values):
      let turn = turn ^ 1 << 63
      for (row, value) in values.enumerated() {
        words[row] = UInt64(bitPattern: value.ordinal) ^ turn
      }
    case .bits(let bits):
      for row in 0..<bits.count { words[row] = (bits[row] ? 1 : 0) ^ turn }
    case .text, .dictionary: break
    case .list, .record: preconditionFailure("nested values are sorted as text")
    }
  }
}

@inline(__always)
private func sortWord(_ value: Double) -> UInt64 {
  if value.isNaN { return .max }
  let bits = (value == 0 ? 0.0 : value).bitPattern
  return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
}
