import FjordTable

/// A column compared with constants, as a source may be asked to filter by.
public struct Predicate: Sendable, Hashable {
  /// How the column is compared.
  public enum Test: String, Sendable {
    /// Equal to the one value.
    case equal = "=="
    /// Different from the one value.
    case notEqual = "!="
    /// Less than the one value.
    case less = "<"
    /// At most the one value.
    case lessOrEqual = "<="
    /// Greater than the one value.
    case greater = ">"
    /// At least the one value.
    case greaterOrEqual = ">="
    /// Equal to one of the values.
    case oneOf = "in"
    /// Null; no values.
    case isNull = "is null"
    /// Not null; no values.
    case isNotNull = "is not null"
  }

  /// The column's name in the source's schema.
  public let column: String
  /// The comparison.
  public let test: Test
  /// The constants, none null.
  public let values: [Value]

  /// Creates a predicate.
  public init(_ column: String, _ test: Test, _ values: [Value]) {
    self.column = column
    self.test = test
    self.values = values
  }
}

/// What a source says to something it is offered.
public enum PushdownAnswer: String, Sendable {
  /// The source does all of it; nothing is left to do here.
  case exact
  /// The source does some of it; it is done again here, and no limit passes it.
  case inexact
  /// The source does none of it.
  case no
}
