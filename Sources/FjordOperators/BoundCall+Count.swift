import FjordEngine

extension BoundCall {
  /// The whole number of operators that take one, as `take 5` and `skip 5`.
  var firstCount: Int {
    guard case .count(let count)? = items.first?.content else {
      preconditionFailure("`\(name)` is declared to take one whole number")
    }
    return count
  }
}
