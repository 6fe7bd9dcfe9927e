import FjordEngine
import FjordPlugin
import FjordTable

/// Rows that found no room among the groups, in temporary files by their keys' hash.
struct GroupOverflow {
  private var writers: [SpillWriter]
  private let level: Int

  /// Creates files for rows that were split by key so often before; each time by other bits.
  init(_ context: RunContext, _ level: Int) {
    writers = (0..<GroupingRows.partitionCount).map { _ in SpillWriter(context) }
    self.level = level
  }

  /// Writes rows, each to the file of its key.
  mutating func append(_ rows: GroupingRows) throws {
    for (partition, rows) in rows.parted(level: level).enumerated() {
      if let rows { try writers[partition].append(rows.batch) }
    }
  }

  /// The rows, by partition.
  consuming func finish() throws -> [SpilledRows] {
    try writers.map { writer in try writer.finish() }
  }
}
