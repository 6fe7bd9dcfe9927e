import FjordEngine
import FjordPlugin
import FjordTable

/// Rows that found no room among the groups, in temporary files by their keys' hash.
struct GroupOverflow {
  static let partitionCount = 16

  private var writers: [SpillWriter]
  private let level: Int

  /// Creates files for rows that were split by key so often before; each time by other bits.
  init(_ context: RunContext, _ level: Int) {
    writers = (0..<Self.partitionCount).map { _ in SpillWriter(context) }
    self.level = level
  }

  /// Writes rows, each to the file of its key.
  mutating func append(_ rows: GroupingRows) throws {
    let hashes = Batch.hashes(of: rows.keys, count: rows.count)
    let shift = UInt64(60 - 4 * (level % 15))
    var places = [[Int32]](repeating: [], count: Self.partitionCount)
    for (row, hash) in hashes.enumerated() {
      places[Int(hash >> shift & 15)].append(Int32(truncatingIfNeeded: row))
    }
    let batch = rows.batch
    for (partition, places) in places.enumerated() where !places.isEmpty {
      try writers[partition].append(
        Batch(columns: batch.columns.map { $0.taking(places) }, count: places.count))
    }
  }

  /// The rows, by partition.
  consuming func finish() throws -> [SpilledRows] {
    try writers.map { writer in try writer.finish() }
  }
}

extension GroupingRows {
  /// The rows as one batch: keys, arguments, positions.
  fileprivate var batch: Batch {
    let places = (0..<count).map { positions[$0] }
    let column = Column(.int, count: count, validity: nil, .int64(places[...]))
    return Batch(columns: keys + arguments.flatMap { $0 } + [column], count: count)
  }

  /// The rows of a batch from a file.
  init(_ batch: Batch, of grouping: Grouping) {
    var columns = batch.columns[...]
    keys = Array(columns.prefix(grouping.keys.count))
    columns = columns.dropFirst(grouping.keys.count)
    var arguments: [[Column]] = []
    for aggregate in grouping.aggregates {
      arguments.append(Array(columns.prefix(aggregate.arguments.count)))
      columns = columns.dropFirst(aggregate.arguments.count)
    }
    self.arguments = arguments
    count = batch.count
    if case .int64(let places)? = columns.first?.storage {
      positions = RowPositions(places)
    } else {
      positions = RowPositions(from: 0)
    }
  }
}
