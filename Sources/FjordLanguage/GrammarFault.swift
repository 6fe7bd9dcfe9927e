import FjordDiagnostic

/// What can be wrong with the order of tokens; facts only, worded in `text`.
enum GrammarFault {
  /// Something else was needed.
  case expected(String, found: String, fix: String? = nil, openText: Span? = nil)
  /// A bracket that is not closed where it has to be.
  case unclosed(String, opened: Span, found: String)
  /// Brackets or operators nested past the limit.
  case tooDeep
  /// A statement of a file that begins with `|`.
  case leadingPipe
  /// `|` where an expression stands in parentheses.
  case pipeInExpression
  /// A line or stage that begins with something that names none.
  case stage(found: String, isFirst: Bool)
  /// `=` where two values are compared.
  case assignment(left: String, right: String, inKey: Bool)
  /// An operator of another language and fjord's own.
  case stranger(found: String, meant: String)
  /// A reserved word in capitals.
  case letterCase(found: String, meant: String)
  /// An operator that fjord does not have; what to write instead.
  case noOperator(String, fix: String)
  /// A comparison with `null` by a sign.
  case nullComparison(operand: String, negated: Bool)
  /// `a < b < c`, and how it is written where that can be told.
  case chained(fix: String?)
  /// `is` before something that is not `null`.
  case isWithoutNull(found: String)
  /// `not` where it can't stand without parentheses.
  case notInOperand
  /// `in (1, 2)`.
  case parenthesisedList(fix: String)
  /// `count(*)`, in an expression or as a stage.
  case star(stage: String?)
  /// `x => ...` that is no argument.
  case lambdaPlace
  /// `employer.name()`.
  case method(String)
  /// `.5`.
  case leadingDot(String)
  /// `a.0`.
  case indexByDot(String)
  /// A reserved word where a name stands.
  case reserved(String, use: String)
  /// An option without its value.
  case optionValue(String, found: String, flags: [String])
  /// `--name=value`.
  case optionAssignment(String)
  /// An option inside an expression.
  case optionPlace(String)
  /// A clause written twice in a stage.
  case clauseTwice(String, first: Span)
  /// A key written twice in a record.
  case keyTwice(String, first: Span)
  /// Parentheses with nothing in them.
  case emptyParentheses
  /// SQL's `SELECT ... FROM`.
  case select(from: String?, columns: String)
  /// `limit`, as a stage or after an item.
  case limit(String, count: String?)
  /// A clause of SQL after an item.
  case sqlClause(String, fix: String)
  /// A default that is not a literal.
  case fallback
}
