extension Batch {
  /// The places of the rows in the order of the key columns; stable, nulls last.
  ///
  /// No directions at all stand for ascending throughout.
  /// Complexity: as `SortRun`.
  package static func order(by keys: [Column], descending: [Bool], count: Int) -> [Int32] {
    let directions = descending.isEmpty ? keys.map { _ in false } : descending
    let chunk = SortChunk(
      Batch(columns: [], count: count), keys: keys, descending: directions, sequence: .from(0))
    let run = SortRun([chunk], types: [])
    run.sort()
    return run.rowPlaces
  }
}
