import FjordPlugin
import FjordTable

/// A function as declared: the only source of its help and of how its arguments are checked.
package struct FunctionDeclaration: Sendable {
  /// One way to call the function.
  package struct Overload: Sendable {
    /// How the arguments are evaluated.
    package enum Form: Sendable {
      /// All of them, for all rows, then the work.
      case eager
      /// Conditions and values in turn, then the value for other rows; a value only for its rows.
      case choice
      /// Each for the rows where all before are null.
      case coalescing
    }

    /// What the values among the arguments are turned into; as many as were given.
    package let parameters: [DataType]
    /// What comes out.
    package let result: DataType
    /// How the arguments are evaluated.
    package let form: Form
    /// The work for one batch; the columns are as long as the batch.
    package let evaluate: @Sendable ([Column], Int, EvaluationContext) throws -> Column

    package init(
      _ parameters: [DataType], _ result: DataType,
      evaluate: @escaping @Sendable ([Column], Int, EvaluationContext) throws -> Column
    ) {
      self.parameters = parameters
      self.result = result
      self.evaluate = evaluate
      form = .eager
    }

    /// A way to call that needs no work of its own.
    package init(_ parameters: [DataType], _ result: DataType, form: Form) {
      self.parameters = parameters
      self.result = result
      self.form = form
      evaluate = { columns, count, _ in columns.last ?? .nulls(result, count: count) }
    }
  }

  /// The name.
  package let name: String
  /// How it is called, one line a way: `round(x, digits)`.
  package let signatures: [String]
  /// What it gives, in one line.
  package let summary: String
  /// More that a newcomer should know; may be empty.
  package let discussion: String
  /// Whether it depends on the clock.
  package let isVolatile: Bool
  /// Whether the result may be added up although a column in it may not.
  package let makesAdditive: Bool
  /// Executed examples, at least one.
  package let examples: [Example]
  /// Bare words that arguments may be, by the argument's place.
  package let words: [Int: [String]]
  /// What it does with a list and a lambda, where it takes them.
  package let lambda: LambdaForm?
  /// The way to call it with some arguments.
  package let resolve: @Sendable ([CallArgument]) -> CallResolution

  /// A function whose arguments are told apart by their types (nil: null) alone.
  package init(
    _ name: String, _ signatures: [String], _ summary: String, _ discussion: String = "",
    isVolatile: Bool = false, makesAdditive: Bool = false, lambda: LambdaForm? = nil,
    examples: [Example], overload: @escaping @Sendable ([DataType?]) -> Overload?
  ) {
    self.init(
      name, signatures, summary, discussion, isVolatile: isVolatile, makesAdditive: makesAdditive,
      lambda: lambda, examples: examples,
      resolve: { arguments in
        let areValues = arguments.allSatisfy { if case .value = $0 { true } else { false } }
        guard areValues, let found = overload(arguments.map(\.type)) else { return .mismatch }
        return .overload(found)
      })
  }

  /// A function that gives one of its arguments, which literals such as `[]` fit by what they say.
  static func choosing(
    _ name: String, _ signatures: [String], _ summary: String, examples: [Example],
    overload: @escaping @Sendable ([LooseType]) -> Overload?
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, signatures, summary, examples: examples,
      resolve: { arguments in
        let types = arguments.compactMap(\.looseType)
        guard types.count == arguments.count, let found = overload(types) else { return .mismatch }
        return .overload(found)
      })
  }

  /// A function that also looks at constants, words and regular expressions.
  package init(
    _ name: String, _ signatures: [String], _ summary: String, _ discussion: String = "",
    isVolatile: Bool = false, makesAdditive: Bool = false, words: [Int: [String]] = [:],
    lambda: LambdaForm? = nil, examples: [Example],
    resolve: @escaping @Sendable ([CallArgument]) -> CallResolution
  ) {
    self.name = name
    self.signatures = signatures
    self.summary = summary
    self.discussion = discussion
    self.isVolatile = isVolatile
    self.makesAdditive = makesAdditive
    self.examples = examples
    self.words = words
    self.lambda = lambda
    self.resolve = resolve
  }
}

/// What a function does with a list and a lambda over its elements.
package enum LambdaForm: Sendable {
  /// A list of what the lambda gives.
  case map
  /// The elements for which it is true.
  case filter
  /// Whether it is true for one at least.
  case any
  /// Whether it is true for each.
  case all
}

extension DataType? {
  /// Whether an argument of this type can be given where `type` is wanted: null always can.
  package func fits(_ type: DataType) -> Bool {
    guard let own = self else { return true }
    return own == type || (own == .int && type == .float) || (own == .date && type == .timestamp)
  }
}
