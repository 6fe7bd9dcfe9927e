import FjordEngine
import FjordTable

/// Merges files of rows that are each in the order of a column of row numbers, and leaves the numbers
/// out.
///
/// A number may occur several times in one file, and not in two. A piece of each file is held.
struct NumberedRuns {
  /// The place of the numbers.
  private let column: Int
  private var readers: [SpillReader]
  private var heads: [Batch?]
  private var isBegun = false

  init(_ files: [SpilledRows], column: Int) {
    self.column = column
    readers = files.filter { $0.count > 0 }.map { $0.reader() }
    heads = readers.map { _ in nil }
  }

  /// The next rows, or nil at the end.
  ///
  /// All rows up to the least of the files' last numbers can't be preceded by any that is still to be
  /// read.
  mutating func next() throws -> Batch? {
    for place in readers.indices where heads[place] == nil {
      heads[place] = try readers[place].next()
    }
    let bounds = heads.compactMap { head in head.flatMap { numbers($0).last } }
    guard let bound = bounds.min() else { return nil }
    var parts: [Batch] = []
    for place in heads.indices {
      guard let head = heads[place] else { continue }
      let values = numbers(head)
      let end = values.partitioningIndex { $0 > bound }
      parts.append(head.slice(0..<end))
      heads[place] = end == head.count ? nil : head.slice(end..<head.count)
    }
    let types = parts[0].columns.map(\.type)
    let merged = Batch.concatenating(parts, types: types)
    let values = Array(numbers(merged))
    // Stable by itself: equal numbers come from one file and stand in order.
    let order =
      merged.count == 0
      ? []
      : (0..<Int32(merged.count)).sorted { a, b in
        let (x, y) = (values[Int(a)], values[Int(b)])
        return x != y ? x < y : a < b
      }
    var columns = merged.columns
    columns.remove(at: column)
    return Batch(columns: columns.map { $0.taking(order) }, count: merged.count)
  }

  private func numbers(_ batch: Batch) -> ArraySlice<Int64> {
    guard case .int64(let values) = batch.columns[column].storage else {
      preconditionFailure("row numbers are ints")
    }
    return values
  }
}

extension ArraySlice<Int64> {
  /// How many of the rising values come before the first that passes a test.
  fileprivate func partitioningIndex(_ test: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if test(self[startIndex + middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
