import FjordPlugin
import FjordTable

extension Predicate {
  /// Whether a column of a type can be judged as the language judges it.
  ///
  /// Only constants of the column's own type are taken, and numbers of either kind.
  func fits(_ type: DataType) -> Bool {
    guard !type.isNested, type != .binary else { return test == .isNull || test == .isNotNull }
    return values.allSatisfy { value in
      value.type == type || (type.isNumeric && value.type?.isNumeric == true && test != .oneOf)
    }
  }

  /// The rows of a column for which the predicate is true.
  func rows(of column: Column) -> Bitmap {
    switch test {
    case .isNull: return column.nullRows
    case .isNotNull: return column.nullRows.inverted
    case .oneOf: return column.isOne(of: values).knownTrue
    default:
      guard let comparison, let value = values.first else {
        preconditionFailure("a comparison has a constant")
      }
      return column.compared(comparison, to: value).knownTrue
    }
  }

  private var comparison: Comparison? { Comparison(rawValue: test.rawValue) }
}

extension Column {
  /// The rows that are null.
  fileprivate var nullRows: Bitmap {
    validity?.inverted ?? Bitmap(repeating: false, count: count)
  }
}
