import FjordDiagnostic

/// A parsed script: its statements in order, and the text they came from.
///
/// Two trees are equal when their canonical texts are; spans do not count.
public struct Script: Sendable {
  /// The text that all spans of the tree count in.
  public var source: SourceText
  /// The statements.
  public var statements: [Statement]

  /// Creates a script.
  public init(source: SourceText, statements: [Statement]) {
    self.source = source
    self.statements = statements
  }
}

/// A name as it was written, with its place.
public struct Name: Sendable {
  /// The name without backticks, `$` or dashes; for operators and sources with its dots.
  public var text: String
  /// Where it stands, quotes and marks included.
  public var span: Span

  /// Creates a name.
  public init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

/// One statement of a script.
public struct Statement: Sendable {
  /// What a statement can be.
  public enum Kind: Sendable {
    /// `let x = nav.feed | take 5`: a table.
    case letTable(Name, Pipeline)
    /// `let x = 5`: a value.
    case letValue(Name, Expression)
    /// `def live m = where municipal == $m | latest`.
    case definition(Name, parameters: [Name], Pipeline)
    /// `param since: date = 2024-06-01 "first day"`.
    case parameter(ParameterStatement)
    /// A pipeline that runs.
    case pipeline(Pipeline)
  }

  /// What the statement is.
  public var kind: Kind
  /// The whole statement.
  public var span: Span

  /// Creates a statement.
  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A script's own parameter, as `--name` on the command line gives it.
public struct ParameterStatement: Sendable {
  /// Its name.
  public var name: Name
  /// The type's name as written (`date`, `string`, ...), or nil where the default tells it.
  public var type: Name?
  /// The default: a literal, or nil where a value must be given.
  public var fallback: Expression?
  /// What it is for, as `--help` shows it.
  public var summary: String?

  /// Creates a parameter.
  public init(name: Name, type: Name?, fallback: Expression?, summary: String?) {
    self.name = name
    self.type = type
    self.fallback = fallback
    self.summary = summary
  }
}

/// Stages joined by `|`.
public struct Pipeline: Sendable {
  /// At least one stage.
  public var stages: [Stage]
  /// From the first stage to the last.
  public var span: Span

  /// Creates a pipeline.
  public init(_ stages: [Stage], at span: Span) {
    self.stages = stages
    self.span = span
  }
}

/// One stage of a pipeline.
public struct Stage: Sendable {
  /// What a stage can be.
  public enum Kind: Sendable {
    /// An operator, a source or a definition by name, with all that follows it.
    case call(Call)
    /// `$x`: a table held in a variable.
    case variable(Name)
    /// `[{a: 1}]`: a literal table; the expression is a list.
    case table(Expression)
  }

  /// What the stage is.
  public var kind: Kind
  /// The whole stage.
  public var span: Span

  /// Creates a stage.
  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// An operator, source or definition with its arguments as written.
public struct Call: Sendable {
  /// The name.
  public var name: Name
  /// The items before the first clause.
  public var items: [Item]
  /// The clauses in the order written; a keyword may occur once.
  public var clauses: [Clause]
  /// The options in the order written, wherever they stood.
  public var options: [Option]

  /// Creates a call.
  public init(name: Name, items: [Item] = [], clauses: [Clause] = [], options: [Option] = []) {
    self.name = name
    self.items = items
    self.clauses = clauses
    self.options = options
  }
}

/// One of the items of a stage or clause: `n = count()`, `published desc`, `(nav.feed | take 5)`.
public struct Item: Sendable {
  /// What an item holds.
  public enum Value: Sendable {
    /// An expression.
    case expression(Expression)
    /// A pipeline in parentheses.
    case pipeline(Pipeline)
  }

  /// Which way an item sorts.
  public enum Direction: String, Sendable {
    /// Smallest first.
    case ascending = "asc"
    /// Largest first.
    case descending = "desc"
  }

  /// The name before `=`.
  public var name: Name?
  /// What it holds.
  public var value: Value
  /// The direction, where one was written.
  public var direction: Direction?
  /// The whole item.
  public var span: Span

  /// Creates an item.
  public init(
    name: Name? = nil, value: Value, direction: Direction? = nil, at span: Span
  ) {
    self.name = name
    self.value = value
    self.direction = direction
    self.span = span
  }
}

/// A small word and its items: `by municipal, status desc`.
public struct Clause: Sendable {
  /// The small words.
  public enum Keyword: String, Sendable, CaseIterable {
    /// Key or order.
    case by
    /// Partition.
    case per
    /// Join key.
    case on
    /// New name.
    case `as`
    /// Value.
    case with
    /// New columns.
    case into
    /// End or format.
    case to
  }

  /// Which word.
  public var keyword: Keyword
  /// Where the word stands.
  public var keywordSpan: Span
  /// What follows it; at least one.
  public var items: [Item]
  /// The word and its items.
  public var span: Span

  /// Creates a clause.
  public init(_ keyword: Keyword, at keywordSpan: Span, items: [Item], span: Span) {
    self.keyword = keyword
    self.keywordSpan = keywordSpan
    self.items = items
    self.span = span
  }
}

/// `--name value`, or `--name` alone for a flag.
public struct Option: Sendable {
  /// What an option's value can be.
  public enum Value: Sendable {
    /// A literal, a list or record of literals, `$name`, or an expression in parentheses.
    case expression(Expression)
    /// A bare word: `--start first`.
    case word(Name)
  }

  /// The name without its dashes; the span includes them.
  public var name: Name
  /// The value; nil for a flag.
  public var value: Value?
  /// Name and value.
  public var span: Span

  /// Creates an option.
  public init(name: Name, value: Value?, at span: Span) {
    self.name = name
    self.value = value
    self.span = span
  }
}

/// An expression with its place.
public struct Expression: Sendable {
  /// What an expression can be.
  public indirect enum Kind: Sendable {
    /// A literal.
    case literal(Literal)
    /// `"Hei ${name}"`: text and expressions in turn.
    case interpolation([InterpolationPart])
    /// `[1, 2]`.
    case list([Expression])
    /// `{name: "Oslo"}`.
    case record([(key: Name, value: Expression)])
    /// A column.
    case column(Name)
    /// `$x`; the name without its `$`.
    case variable(Name)
    /// `-x`, `not x`.
    case unary(UnaryOperator, Expression)
    /// Two operands.
    case binary(BinaryOperator, Expression, Expression)
    /// `x between a and b`, ends included.
    case between(Expression, low: Expression, high: Expression, negated: Bool)
    /// `x is null`, `x is not null`.
    case isNull(Expression, negated: Bool)
    /// `employer.name`.
    case member(Expression, Name)
    /// `workLocations[0]`.
    case index(Expression, Expression)
    /// `lower(title)`; a lambda stands only among the arguments.
    case call(Name, [Expression])
    /// `x => x.city`.
    case lambda(Name, Expression)
  }

  /// What the expression is.
  public var kind: Kind
  /// The whole expression.
  public var span: Span

  /// Creates an expression.
  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A part of an interpolated string.
public enum InterpolationPart: Sendable {
  /// Text, escapes already put in.
  case text(String)
  /// `${expression}`.
  case expression(Expression)
}

/// A literal value.
public enum Literal: Sendable, Hashable {
  /// `null`.
  case null
  /// `true`, `false`.
  case bool(Bool)
  /// 64 bits.
  case int(Int64)
  /// 64 bits, finite.
  case float(Double)
  /// Text, escapes already put in.
  case string(String)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp(Int64)
  /// A date and time without an offset, as microseconds counted as if it were UTC; the session's
  /// time zone says which instant is meant.
  case localTimestamp(Int64)
  /// Calendar months and exact microseconds.
  case duration(months: Int64, microseconds: Int64)
  /// `/pattern/flags`; the pattern with `\/` already turned to `/`.
  case regex(String, flags: String)
}

/// Operators with one operand.
public enum UnaryOperator: String, Sendable {
  /// Arithmetic minus.
  case minus = "-"
  /// Logical not.
  case not
}

/// Operators with two operands.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// Logical or.
  case or
  /// Logical and.
  case and
  /// Equal.
  case equal = "=="
  /// Not equal.
  case notEqual = "!="
  /// Less.
  case less = "<"
  /// Less or equal.
  case lessOrEqual = "<="
  /// Greater.
  case greater = ">"
  /// Greater or equal.
  case greaterOrEqual = ">="
  /// One of a list.
  case `in`
  /// None of a list.
  case notIn = "not in"
  /// Text holds text, letter case ignored.
  case contains
  /// Text does not hold text.
  case notContains = "not contains"
  /// Text begins with text, letter case ignored.
  case startsWith = "starts with"
  /// Text does not begin with text.
  case notStartsWith = "not starts with"
  /// Text ends with text, letter case ignored.
  case endsWith = "ends with"
  /// Text does not end with text.
  case notEndsWith = "not ends with"
  /// Text matches a regular expression.
  case matches = "=~"
  /// Text does not match.
  case notMatches = "!~"
  /// The first value that is not null.
  case coalesce = "??"
  /// Sum.
  case add = "+"
  /// Difference.
  case subtract = "-"
  /// Product.
  case multiply = "*"
  /// Quotient.
  case divide = "/"
  /// Remainder.
  case remainder = "%"
}
