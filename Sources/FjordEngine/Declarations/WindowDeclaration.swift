import FjordPlugin
import FjordTable

/// A window function as declared: a value for each row that depends on the other rows of its
/// partition.
package struct WindowDeclaration: Sendable {
  /// One way to call the function.
  package struct Overload: Sendable {
    /// What the arguments are turned into.
    package let parameters: [DataType]
    /// What comes out.
    package let result: DataType
    /// The work over all rows: the arguments' columns, and which rows belong together.
    package let evaluate: @Sendable ([Column], Partitions, EvaluationContext) throws -> Column

    package init(
      _ parameters: [DataType], _ result: DataType,
      evaluate: @escaping @Sendable ([Column], Partitions, EvaluationContext) throws -> Column
    ) {
      self.parameters = parameters
      self.result = result
      self.evaluate = evaluate
    }
  }

  /// The name.
  package let name: String
  /// How it is called, one line a way.
  package let signatures: [String]
  /// What it gives, in one line.
  package let summary: String
  /// Whether it means nothing where the rows of a partition have no order of their own.
  package let needsOrder: Bool
  /// Whether it adds values up, so that not additive columns are refused.
  package let addsUp: Bool
  /// Whether its result means what its first argument means (`lag`).
  package let keepsMeaning: Bool
  /// Whether null may come out.
  package let isNullable: Bool
  /// Executed examples, at least one.
  package let examples: [Example]
  /// The way to call it with arguments of these types, or nil where there is none.
  package let overload: @Sendable ([DataType?]) -> Overload?

  package init(
    _ name: String, _ signatures: [String], _ summary: String, needsOrder: Bool = false,
    addsUp: Bool = false, keepsMeaning: Bool = false, isNullable: Bool = true,
    examples: [Example], overload: @escaping @Sendable ([DataType?]) -> Overload?
  ) {
    self.name = name
    self.signatures = signatures
    self.summary = summary
    self.needsOrder = needsOrder
    self.addsUp = addsUp
    self.keepsMeaning = keepsMeaning
    self.isNullable = isNullable
    self.examples = examples
    self.overload = overload
  }
}

/// A window function, or an aggregate used as one, with its arguments.
///
/// The binder puts a hidden column in the place of each call; whoever runs the stage computes it
/// first.
package struct BoundWindow: Sendable {
  /// The arguments, over the columns that the item sees, earlier windows of the item among them.
  package let arguments: [BoundExpression]
  /// The place of the hidden column: behind all columns that come out of the stage.
  package let place: Int
  /// The work over all rows.
  package let evaluate: @Sendable ([Column], Partitions, EvaluationContext) throws -> Column

  package init(
    arguments: [BoundExpression], place: Int,
    evaluate: @escaping @Sendable ([Column], Partitions, EvaluationContext) throws -> Column
  ) {
    self.arguments = arguments
    self.place = place
    self.evaluate = evaluate
  }
}
