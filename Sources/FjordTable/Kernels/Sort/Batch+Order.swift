extension Batch {
  /// The places of the rows in the order of the key columns; stable, nulls last.
  ///
  /// Complexity: as `SortRun`.
  package static func order(by keys: [Column], descending: [Bool], count: Int) -> [Int32] {
    let chunk = SortChunk(
      Batch(columns: [], count: count), keys: keys, descending: descending, sequence: .from(0))
    let run = SortRun([chunk], types: [])
    run.sort()
    return run.rowPlaces
  }
}
