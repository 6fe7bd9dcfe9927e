import FjordEngine
import FjordPlugin
import FjordTable

/// Rows on their way into groups: keys, the arguments of each aggregate, places among all rows.
struct GroupingRows {
  let keys: [Column]
  let arguments: [[Column]]
  let positions: RowPositions
  let count: Int

  /// The rows at the given places.
  func taking(_ places: [Int32]) -> GroupingRows {
    GroupingRows(
      keys: keys.map { $0.taking(places) },
      arguments: arguments.map { $0.map { $0.taking(places) } },
      positions: RowPositions(places.map { positions[Int($0)] }[...]), count: places.count)
  }

  /// The rows by bits of their keys' hash, other bits at each level; nil where there are none.
  func parted(level: Int) -> [GroupingRows?] {
    let hashes = Batch.hashes(of: keys, count: count)
    let shift = UInt64(60 - 4 * (level % 15))
    var sizes = [Int](repeating: 0, count: Self.partitionCount)
    for hash in hashes { sizes[Int(hash >> shift & 15)] += 1 }
    var places = sizes.map { size in
      var places: [Int32] = []
      places.reserveCapacity(size)
      return places
    }
    for (row, hash) in hashes.enumerated() {
      places[Int(hash >> shift & 15)].append(Int32(truncatingIfNeeded: row))
    }
    return places.map { $0.isEmpty ? nil : taking($0) }
  }

  /// Among how many partitions rows are parted.
  static let partitionCount = 16
}

extension GroupingRows {
  /// The rows as one batch: keys, arguments, positions.
  var batch: Batch {
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
