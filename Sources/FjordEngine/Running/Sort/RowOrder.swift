import FjordPlugin
import FjordTable

/// What rows are ordered by: expressions over their columns, each with a direction.
package struct RowOrder: Sendable {
  /// The types of the rows' columns.
  package let types: [DataType]
  /// The expressions, the one that counts most first.
  package let keys: [BoundExpression]
  /// Whether larger values come first, for each expression.
  package let descending: [Bool]
  /// The stage's name for messages.
  package let stage: String
  /// What text is ordered by instead of itself, where that is something else.
  package let collation: (@Sendable (Column) throws -> Column)?

  package init(
    of schema: Schema, by keys: [BoundExpression], descending: [Bool], stage: String,
    collation: (@Sendable (Column) throws -> Column)? = nil
  ) {
    types = schema.fields.map(\.type)
    self.keys = keys
    self.descending = descending
    self.stage = stage
    self.collation = collation
  }

  /// Where each key lies in a widened batch: in a column that is there anyway, or in one behind.
  package var keyPlaces: [Int] {
    var next = types.count
    return keys.map { key in
      if let place = key.columnIndex, collation == nil || key.type != .string { return place }
      defer { next += 1 }
      return next
    }
  }

  /// The types of a widened batch's columns.
  package var widenedTypes: [DataType] {
    types
      + zip(keys, keyPlaces).filter { $1 >= types.count }.map { key, _ in
        collation != nil && key.type == .string ? .binary : key.type ?? .string
      }
  }

  /// The rows with the values of keys that are no column of theirs in columns behind.
  package func widened(_ batch: Batch, _ context: RunContext) throws -> Batch {
    let evaluation = EvaluationContext(context, stage: stage)
    var columns = batch.columns
    for (key, place) in zip(keys, keyPlaces) where place >= types.count {
      let values = try key.evaluate(batch, evaluation)
      columns.append(try key.type == .string ? collation?(values) ?? values : values)
    }
    return Batch(columns: columns, count: batch.count)
  }

  /// A widened batch as a sort takes it.
  package func chunk(_ batch: Batch, _ sequence: SortChunk.Sequence) -> SortChunk {
    SortChunk(
      batch, keys: keyPlaces.map { batch.columns[$0] }, descending: descending, sequence: sequence)
  }
}
