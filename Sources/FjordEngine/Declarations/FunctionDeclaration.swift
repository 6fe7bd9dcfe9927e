import FjordPlugin
import FjordTable

/// A function as declared: the only source of its help and of how its arguments are checked.
package struct FunctionDeclaration: Sendable {
  /// One way to call the function.
  package struct Overload: Sendable {
    /// What the arguments are turned into; as many as were given.
    package let parameters: [DataType]
    /// What comes out.
    package let result: DataType
    /// The work for one batch; the columns are as long as the batch.
    package let evaluate: @Sendable ([Column], Int, EvaluationContext) throws -> Column

    package init(
      _ parameters: [DataType], _ result: DataType,
      evaluate: @escaping @Sendable ([Column], Int, EvaluationContext) throws -> Column
    ) {
      self.parameters = parameters
      self.result = result
      self.evaluate = evaluate
    }
  }

  /// The name.
  package let name: String
  /// How it is called, one line a way: `round(x, digits)`.
  package let signatures: [String]
  /// What it gives, in one line.
  package let summary: String
  /// Whether it depends on the clock.
  package let isVolatile: Bool
  /// Whether the result may be added up although a column in it may not.
  package let makesAdditive: Bool
  /// Executed examples, at least one.
  package let examples: [Example]
  /// The way to call it with arguments of these types (nil: null), or nil where there is none.
  package let overload: @Sendable ([DataType?]) -> Overload?

  package init(
    _ name: String, _ signatures: [String], _ summary: String, isVolatile: Bool = false,
    makesAdditive: Bool = false, examples: [Example],
    overload: @escaping @Sendable ([DataType?]) -> Overload?
  ) {
    self.name = name
    self.signatures = signatures
    self.summary = summary
    self.isVolatile = isVolatile
    self.makesAdditive = makesAdditive
    self.examples = examples
    self.overload = overload
  }
}

extension DataType? {
  /// Whether an argument of this type can be given where `type` is wanted: null always can.
  package func fits(_ type: DataType) -> Bool {
    guard let own = self else { return true }
    return own == type || (own == .int && type == .float) || (own == .date && type == .timestamp)
  }
}
