import FjordPlugin
import FjordTable

/// An aggregate as declared.
package struct AggregateDeclaration: Sendable {
  /// One way to call the aggregate.
  package struct Overload: Sendable {
    /// What the arguments are turned into.
    package let parameters: [DataType]
    /// What comes out, a value a group.
    package let result: DataType
    /// Makes the state that takes rows in.
    package let makeState: @Sendable () -> any AggregateState

    package init(
      _ parameters: [DataType], _ result: DataType,
      makeState: @escaping @Sendable () -> any AggregateState
    ) {
      self.parameters = parameters
      self.result = result
      self.makeState = makeState
    }
  }

  /// The name.
  package let name: String
  /// How it is called, one line a way.
  package let signatures: [String]
  /// What it gives, in one line.
  package let summary: String
  /// Whether it adds values up, so that not additive columns are refused.
  package let addsUp: Bool
  /// Whether its result means what its argument means (`min`, `first`).
  package let keepsMeaning: Bool
  /// Whether null may come out: not of a count.
  package let isNullable: Bool
  /// What the last of several arguments must be a constant within; nil where it need not.
  package let constantRange: ClosedRange<Double>?
  /// Executed examples, at least one.
  package let examples: [Example]
  /// The way to call it with arguments of these types, or nil where there is none.
  package let overload: @Sendable ([DataType?]) -> Overload?

  package init(
    _ name: String, _ signatures: [String], _ summary: String, addsUp: Bool = false,
    keepsMeaning: Bool = false, isNullable: Bool = true,
    constantRange: ClosedRange<Double>? = nil, examples: [Example],
    overload: @escaping @Sendable ([DataType?]) -> Overload?
  ) {
    self.name = name
    self.signatures = signatures
    self.summary = summary
    self.addsUp = addsUp
    self.keepsMeaning = keepsMeaning
    self.isNullable = isNullable
    self.constantRange = constantRange
    self.examples = examples
    self.overload = overload
  }
}

/// An aggregate with its arguments.
package struct BoundAggregate: Sendable {
  package let name: String
  package let arguments: [BoundExpression]
  package let result: DataType
  package let makeState: @Sendable () -> any AggregateState
  /// Whether null may come out.
  package let isNullable: Bool
  /// Whether the result means what the first argument means.
  package let keepsMeaning: Bool

  package init(
    name: String, arguments: [BoundExpression], result: DataType, isNullable: Bool = true,
    keepsMeaning: Bool = false, makeState: @escaping @Sendable () -> any AggregateState
  ) {
    self.name = name
    self.arguments = arguments
    self.result = result
    self.isNullable = isNullable
    self.keepsMeaning = keepsMeaning
    self.makeState = makeState
  }

  /// The field of its column under a name.
  ///
  /// Other values made of the values, as a list or a median, are no more additive than these; how many
  /// there are says nothing of them.
  package func field(named name: String) -> Field {
    guard keepsMeaning, let first = arguments.first else {
      let inherited = result == .int ? nil : Field.computed(from: arguments)
      return Field(
        name, result, isNullable: isNullable,
        semantics: inherited?.semantics ?? ColumnSemantics())
    }
    var field = first.field(named: name)
    field.isNullable = true
    return field
  }
}

/// What an aggregate keeps while rows come: one slot a group.
///
/// Used by one task at a time. Several states of one aggregate may share the rows among them; a
/// row's position then says where it stands among all, and nothing else may depend on who took it.
package protocol AggregateState: AnyObject {
  /// Takes rows in: the arguments' columns, the group of each row, below `groupCount`, and where the
  /// rows stand among all; earlier rows may come later.
  func update(
    _ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions)
  /// Takes over what another state of the same aggregate keeps; `groups` says which group here each
  /// of its groups is.
  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int)
  /// One value a group; groups that were never seen get what no rows give.
  func finish(groupCount: Int) -> Column
  /// Nulls that were skipped, for the footer.
  var skippedNulls: Int { get }
  /// About how much memory it holds.
  var byteCount: Int { get }
  /// Groups whose value is null because no value of the type can hold it; known after `finish`.
  var faults: Int { get }
}

extension AggregateState {
  package var faults: Int { 0 }
}
