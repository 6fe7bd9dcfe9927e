import FjordTable

extension Comparison {
  /// The whole number that a column of ints is compared with in place of a float, with the same
  /// answer for every int; nil where none stands for it.
  ///
  /// Ints are then compared as they are: exactly, without a float for each, and by a source too.
  func wholeBound(for bound: Double) -> Int64? {
    switch self {
    case .less, .greaterOrEqual: Int64(exactly: bound.rounded(.up))
    case .lessOrEqual, .greater: Int64(exactly: bound.rounded(.down))
    case .equal, .notEqual: Int64(exactly: bound)
    }
  }
}

extension BoundExpression {
  /// A float constant as the int that stands for it beside ints.
  func asWhole(beside other: BoundExpression, _ comparison: Comparison) -> BoundExpression {
    guard other.type == .int, case .float(let bound)? = constant,
      let whole = comparison.wholeBound(for: bound)
    else { return self }
    return BoundExpression(.constant(.int(whole)), .int, at: span)
  }
}
