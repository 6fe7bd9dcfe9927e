import FjordTable

extension Batch {
  /// The places of the rows in the order of the last column, whole numbers that differ; nil where the
  /// rows stand in it.
  ///
  /// Complexity: linear where the numbers lie close, as those of groups that most rows begin.
  func placesByPosition() -> [Int32]? {
    guard case .int64(let positions)? = columns.last?.storage else { return nil }
    return positions.withUnsafeBufferPointer { positions in
      if zip(positions, positions.dropFirst()).allSatisfy({ $0 <= $1 }) { return nil }
      return Self.scattered(positions)
        ?? (0..<Int32(count)).sorted { positions[Int($0)] < positions[Int($1)] }
    }
  }

  /// The rows in the order of the last column.
  func sortedByPosition() -> Batch {
    guard let places = placesByPosition() else { return self }
    return Batch(columns: columns.map { $0.taking(places) }, count: count)
  }

  /// Orders numbers by putting each where it belongs; nil where that leaves too much room free.
  ///
  /// The upper half of a number is that of its morsel, the lower one the row's in it.
  private static func scattered(_ positions: UnsafeBufferPointer<Int64>) -> [Int32]? {
    guard let highest = positions.max(), let lowest = positions.min(), lowest >= 0,
      highest >> 32 <= Int64(positions.count)
    else { return nil }
    var starts = [Int](repeating: 0, count: Int(highest >> 32) + 2)
    for position in positions {
      let morsel = Int(position >> 32) + 1
      starts[morsel] = max(starts[morsel], Int(position & 0xFFFF_FFFF) + 1)
    }
    for morsel in 1..<starts.count {
      let (sum, overflow) = starts[morsel].addingReportingOverflow(starts[morsel - 1])
      if overflow { return nil }
      starts[morsel] = sum
    }
    let room = starts[starts.count - 1]
    guard room / 8 <= positions.count else { return nil }
    var slots = [Int32](repeating: -1, count: room)
    for (row, position) in positions.enumerated() {
      slots[starts[Int(position >> 32)] + Int(position & 0xFFFF_FFFF)] = Int32(row)
    }
    return slots.filter { $0 >= 0 }
  }
}
