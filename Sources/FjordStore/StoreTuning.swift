/// Measures that tests and benchmarks turn; everybody else takes them as they are.
package struct StoreTuning: Sendable {
  /// How long another writer is waited for.
  package var lockPatience: Duration = .seconds(10)
  /// The page cache of a connection.
  ///
  /// Bulk work goes through sorted runs, so that ten times as much saves a million keyed rows no
  /// faster.
  package var cacheKiB = 16_384
  /// Rows that a scan gives at once.
  package var rowsPerBatch = 8_192
  /// The most pages that the file may have; nil for as many as the disk holds.
  package var pageLimit: Int?

  /// Creates the usual measures.
  package init() {}
}
