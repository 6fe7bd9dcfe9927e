import FjordPlugin
import FjordTable

/// A predicate as a condition of SQL that holds for exactly the same rows.
///
/// SQLite compares text and bytes byte by byte, as fjord does; numbers by their value, which differs
/// from fjord's only where a whole number beyond 2^53 meets a float; durations are text there, which
/// says nothing of their length, so that they are not taken.
struct PredicateSQL: Sendable {
  /// The condition, with a mark for each value.
  let sql: String
  let values: [StoredValue]

  /// The most values of a list that are handed to SQLite.
  private static let listLimit = 1000

  /// Translates a predicate; nil where SQLite would see it otherwise.
  init?(_ predicate: Predicate, layout: TableLayout) {
    guard let place = layout.schema.index(of: predicate.column) else { return nil }
    let column = layout.columns[place].quotedName
    let type = layout.schema.fields[place].type
    switch predicate.test {
    case .isNull: (sql, values) = ("\(column) IS NULL", [])
    case .isNotNull: (sql, values) = ("\(column) IS NOT NULL", [])
    case .oneOf:
      let values = predicate.values.compactMap { Self.constant($0, type) }
      guard values.count == predicate.values.count, values.count <= Self.listLimit else {
        return nil
      }
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      (sql, self.values) = ("\(column) IN (\(marks))", values)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard predicate.values.count == 1, let value = Self.constant(predicate.values[0], type) else {
        return nil
      }
      sql = Self.comparison(column, predicate.test, type)
      values = [value]
    }
  }

  private static func comparison(
    _ column: String, _ test: Predicate.Test, _ type: DataType
  ) -> String {
    let sign = test == .equal ? "=" : test == .notEqual ? "<>" : test.rawValue
    let plain = "\(column) \(sign) ?"
    switch (type, test) {
    // A NaN lies there as text, which SQLite takes as greater than any number.
    case (.float, .greater), (.float, .greaterOrEqual):
      return "(\(plain) AND typeof(\(column)) = 'real')"
    // Times outside the years 0 to 9999 begin with a minus or a plus: see `StoredText`.
    case (.date, .less), (.timestamp, .less), (.date, .lessOrEqual), (.timestamp, .lessOrEqual):
      return "(\(plain) AND \(column) >= '-')"
    case (.date, .greater), (.timestamp, .greater), (.date, .greaterOrEqual),
      (.timestamp, .greaterOrEqual):
      return "((\(plain) AND \(column) >= '0') OR \(column) < ',')"
    default: return plain
    }
  }

  /// A constant as it lies in the column, where SQLite compares it as fjord does.
  private static func constant(_ value: Value, _ type: DataType) -> StoredValue? {
    switch (value, type) {
    case (.float(let number), .int):
      return abs(number) < 9_007_199_254_740_992 ? .real(number) : nil
    case (.float(let number), .float): return number.isNaN ? nil : .real(number)
    case (.date(let days), .date) where !StoredText.plainDays.contains(days): return nil
    case (.timestamp(let instant), .timestamp) where !StoredText.plainInstants.contains(instant):
      return nil
    case (_, .duration), (_, .list), (_, .record), (.null, _): return nil
    default: return StoredValue(value, as: type)
    }
  }
}
