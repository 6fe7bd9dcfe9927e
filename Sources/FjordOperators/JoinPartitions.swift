import FjordEngine
import FjordPlugin
import FjordTable

/// One side's rows in temporary files by a hash of their keys, each with its number in a last column.
///
/// Rows with equal keys are in one file, and rows of a file in their order. Rows without a key are
/// spread evenly. What throws here is kept out of line: inlined into a task that waits for rows, it
/// makes the optimiser of Swift 6.3 crash.
struct JoinPartitions {
  /// How many files there are.
  static let count = 32
  /// How many rows of a file are gathered before they are written.
  private static let gatheredRows = 4_096

  private let keys: [BoundExpression]
  private let evaluation: EvaluationContext
  private let seed: UInt64
  private let keepsKeyless: Bool
  private var writers: [SpillWriter]
  private var gathered: [[Batch]]
  private var gatheredCounts: [Int]
  private var rowCount = 0

  /// Begins; the seed tells how rows are parted, and rows without a key may be left out.
  init(_ keys: [BoundExpression], seed: UInt64, keepsKeyless: Bool, _ context: RunContext) {
    self.keys = keys
    self.seed = seed
    self.keepsKeyless = keepsKeyless
    evaluation = EvaluationContext(context, stage: "join")
    writers = (0..<Self.count).map { _ in SpillWriter(context) }
    gathered = Array(repeating: [], count: Self.count)
    gatheredCounts = Array(repeating: 0, count: Self.count)
  }

  /// Takes rows in and numbers them on.
  @inline(never)
  mutating func add(_ batches: [Batch]) throws {
    for batch in batches { try add(batch) }
  }

  /// Takes rows in and numbers them on.
  @inline(never)
  mutating func add(_ batch: Batch) throws {
    let numbers = Int64(rowCount)..<Int64(rowCount + batch.count)
    let column = Column(.int, count: batch.count, validity: nil, .int64(Array(numbers)[...]))
    rowCount += batch.count
    try add(numbered: Batch(columns: batch.columns + [column], count: batch.count))
  }

  /// Takes rows in that have their numbers.
  mutating func add(numbered batch: Batch) throws {
    let values = try keys.map { try $0.evaluate(batch, evaluation) }
    let places = JoinKeys(values, count: batch.count).places(
      among: Self.count, seed: seed, keepsKeyless: keepsKeyless)
    for (place, rows) in places.enumerated() where !rows.isEmpty {
      gathered[place].append(
        Batch(columns: batch.columns.map { $0.taking(rows) }, count: rows.count))
      gatheredCounts[place] += rows.count
      if gatheredCounts[place] >= Self.gatheredRows { try write(place) }
    }
  }

  /// The rows of each file.
  @inline(never)
  mutating func finish() throws -> [SpilledRows] {
    var files: [SpilledRows] = []
    for place in 0..<Self.count {
      try write(place)
      files.append(try writers[place].finish())
    }
    return files
  }

  private mutating func write(_ place: Int) throws {
    guard let first = gathered[place].first else { return }
    try writers[place].append(
      Batch.concatenating(gathered[place], types: first.columns.map(\.type)))
    gathered[place] = []
    gatheredCounts[place] = 0
  }
}
