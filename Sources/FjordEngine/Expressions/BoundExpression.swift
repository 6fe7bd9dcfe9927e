import FjordDiagnostic
import FjordLanguage
import FjordTable

/// An expression whose names and types are known: ready to run over batches.
package struct BoundExpression: Sendable {
  /// What it computes; children are bound too.
  package indirect enum Kind: Sendable {
    /// A value known before the run.
    case constant(Value)
    /// A column of the input by its place.
    case column(Int)
    case compare(Comparison, BoundExpression, BoundExpression)
    case and(BoundExpression, BoundExpression)
    case or(BoundExpression, BoundExpression)
    case not(BoundExpression)
    case isNull(BoundExpression, negated: Bool)
    case oneOf(BoundExpression, [Value], negated: Bool)
    /// Very many values.
    case member(BoundExpression, MemberSet, negated: Bool)
    case search(BoundExpression, BoundExpression, TextPosition)
    /// int with int, or float with float
    case arithmetic(ArithmeticOperation, BoundExpression, BoundExpression)
    /// The first value that is not null; each is computed for the rows where those before are.
    case coalesce([BoundExpression])
    /// Conditions and values in turn, then the value for all other rows; a value that can fail is
    /// computed for its rows alone.
    case choice([BoundExpression])
    /// A field of a record by its place.
    case field(BoundExpression, Int)
    /// An element of a list by an int.
    case element(BoundExpression, BoundExpression)
    case list([BoundExpression])
    case record([(name: String, value: BoundExpression)])
    case call(FunctionCall)
    case lambda(LambdaCall)
  }

  /// What it computes.
  package let kind: Kind
  /// The type; nil where it is null and nothing else.
  package let type: DataType?
  /// Its place in the text.
  package let span: Span
  /// What is known of the values: inherited where the expression is a column, else only the reason
  /// against adding up.
  package let field: Field?

  package init(_ kind: Kind, _ type: DataType?, at span: Span, field: Field? = nil) {
    self.kind = kind
    self.type = type
    self.span = span
    self.field = field
  }

  /// The constant it is, or nil.
  package var constant: Value? {
    guard case .constant(let value) = kind else { return nil }
    return value
  }

  /// The input column it is, or nil.
  package var columnIndex: Int? {
    guard case .column(let index) = kind else { return nil }
    return index
  }

  /// The expressions it is made of.
  package var children: [BoundExpression] {
    switch kind {
    case .constant, .column: []
    case .not(let x), .isNull(let x, _), .oneOf(let x, _, _), .member(let x, _, _),
      .field(let x, _):
      [x]
    case .compare(_, let x, let y), .and(let x, let y), .or(let x, let y),
      .search(let x, let y, _), .arithmetic(_, let x, let y), .element(let x, let y):
      [x, y]
    case .coalesce(let parts), .choice(let parts), .list(let parts): parts
    case .record(let parts): parts.map(\.value)
    case .call(let call): call.arguments
    case .lambda(let call): [call.list, call.body]
    }
  }

  /// Whether a row may make a counted null, or costs enough to be spared: then it is computed only
  /// for the rows that need it.
  package var isFallible: Bool {
    switch kind {
    case .arithmetic, .lambda: true
    case .call(let call) where !call.isTotal: true
    default: children.contains(where: \.isFallible)
    }
  }

  /// The places of all input columns it reads.
  package var readColumns: Set<Int> {
    if case .lambda(let call) = kind { return call.readColumns }
    var places = Set(children.flatMap(\.readColumns))
    if let columnIndex { places.insert(columnIndex) }
    return places
  }

  /// Whether the same row may give another value at another time.
  package var isVolatile: Bool {
    if case .call(let call) = kind, call.isVolatile { return true }
    return children.contains(where: \.isVolatile)
  }

  /// Why values must not be added up, where a column in it says so.
  package var notAdditiveReason: String? { field?.semantics.notAdditiveReason }

  /// The field that a column of this expression under a name gets.
  package func field(named name: String) -> Field {
    if columnIndex != nil, let field { return field.renamed(name) }
    return Field(
      name, type ?? .string,
      semantics: ColumnSemantics(
        notAdditiveReason: notAdditiveReason, isPersonal: field?.semantics.isPersonal ?? false))
  }
}

/// A function with its arguments and the work that it does a batch.
package struct FunctionCall: Sendable {
  package let name: String
  package let arguments: [BoundExpression]
  package let isVolatile: Bool
  /// Whether it is cheap and fails for no row.
  package let isTotal: Bool
  /// Computes a column from the arguments' columns, all as long as the batch.
  package let evaluate: @Sendable ([Column], Int, EvaluationContext) throws -> Column

  package init(
    name: String, arguments: [BoundExpression], isVolatile: Bool = false, isTotal: Bool = false,
    evaluate: @escaping @Sendable ([Column], Int, EvaluationContext) throws -> Column
  ) {
    self.name = name
    self.arguments = arguments
    self.isVolatile = isVolatile
    self.isTotal = isTotal
    self.evaluate = evaluate
  }
}
