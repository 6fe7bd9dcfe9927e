/// Columns of equal length, passed from stage to stage at once.
///
/// A batch of a keyed source also carries its rows' identity, the identities of rows that a stage
/// has taken out (`retractions`), and the place in the walk behind it (`checkpoint`). Only stages
/// that keep rows maintainable look at these; everything else sees the columns.
public struct Batch: Sendable {
  /// The columns in the order of the schema.
  public let columns: [Column]
  /// The number of rows.
  public let count: Int
  /// One identity a row, where the source is keyed and somebody wants it.
  public let identity: RowIdentity?
  /// Rows that are to be removed, or were filtered out, since the batch before.
  public let retractions: RowIdentity?
  /// Rows whose state could not be found out and that are to be asked for again.
  public let pending: [PendingRow]
  /// Where the walk stands when this batch has been taken in.
  public let checkpoint: Checkpoint?

  /// Creates a batch.
  ///
  /// All columns must have `count` rows.
  public init(
    columns: [Column], count: Int, identity: RowIdentity? = nil, retractions: RowIdentity? = nil,
    pending: [PendingRow] = [], checkpoint: Checkpoint? = nil
  ) {
    precondition(columns.allSatisfy { $0.count == count }, "columns differ in length")
    precondition(identity.map { $0.count == count } ?? true, "identity and rows differ in length")
    self.columns = columns
    self.count = count
    self.identity = identity
    self.retractions = retractions
    self.pending = pending
    self.checkpoint = checkpoint
  }

  /// The same rows with other columns.
  public func replacing(columns: [Column]) -> Batch {
    Batch(
      columns: columns, count: count, identity: identity, retractions: retractions,
      pending: pending, checkpoint: checkpoint)
  }

  /// The rows of a range; retractions, pending rows and checkpoint go with the last row.
  public func slice(_ range: Range<Int>) -> Batch {
    if range == 0..<count { return self }
    let isEnd = range.upperBound == count
    return Batch(
      columns: columns.map { $0.slice(range) }, count: range.count,
      identity: identity?.slice(range), retractions: isEnd ? retractions : nil,
      pending: isEnd ? pending : [], checkpoint: isEnd ? checkpoint : nil)
  }

  /// The rows at the given places, rising; the others become retractions where rows have identity.
  package func keeping(_ rows: [Int32]) -> Batch {
    if rows.count == count { return self }
    var gone = retractions
    if let identity {
      var left: [Int32] = []
      left.reserveCapacity(count - rows.count)
      var next = rows.makeIterator()
      var kept = next.next()
      for row in 0..<Int32(count) {
        if row == kept { kept = next.next() } else { left.append(row) }
      }
      let dropped = identity.taking(left).retracted()
      gone = RowIdentity.concatenating([gone, dropped].compactMap { $0 })
    }
    return Batch(
      columns: columns.map { $0.taking(rows) }, count: rows.count,
      identity: identity?.taking(rows), retractions: gone, pending: pending, checkpoint: checkpoint)
  }

  /// The columns alone.
  package func withoutIdentity() -> Batch { Batch(columns: columns, count: count) }
}

/// A schema with all its batches in memory.
public struct Table: Sendable {
  /// The columns.
  public let schema: Schema
  /// The rows in order.
  public let batches: [Batch]

  /// Creates a table.
  public init(schema: Schema, batches: [Batch]) {
    self.schema = schema
    self.batches = batches
  }

  /// The number of rows.
  public var count: Int { batches.reduce(0) { $0 + $1.count } }

  /// All rows in one batch, without identity.
  ///
  /// Complexity: linear in the bytes.
  public func joined() -> Batch {
    Batch.concatenating(batches, types: schema.fields.map(\.type))
  }

  /// The values of a row-by-column grid; for edges and tests.
  public var rows: [[Value]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
  }
}
