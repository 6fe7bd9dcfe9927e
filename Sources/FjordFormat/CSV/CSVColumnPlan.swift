import FjordTable

/// What a CSV reader makes of the fields of a row: compiled once for a file.
package struct CSVPlan: Sendable {
  /// One column of the file.
  package struct Column: Sendable, Hashable {
    /// The type that its fields are read as.
    package var type: DataType
    /// Whether values repeat so much that codes into a dictionary are tried.
    package var mayRepeat: Bool

    /// Creates a column.
    package init(_ type: DataType, mayRepeat: Bool = false) {
      self.type = type
      self.mayRepeat = mayRepeat
    }
  }

  /// How the text is written.
  package let dialect: CSVDialect
  /// Every column of the file in order.
  package let columns: [Column]
  /// The places of the columns that are wanted; the others come out null and are not looked at.
  package let wanted: Set<Int>
  /// Rows that fail one of these are left out before anything else of them is read.
  package let filters: [RowFilter]
  /// The clock of timestamps without an offset.
  package let zone: ZoneOffsets

  /// A condition on one column, whose values decide which rows are read.
  package struct RowFilter: Sendable {
    /// The column's place.
    package let column: Int
    /// True for rows that stay.
    package let holds: @Sendable (FjordTable.Column) -> Bitmap

    /// Creates a condition.
    package init(column: Int, holds: @escaping @Sendable (FjordTable.Column) -> Bitmap) {
      self.column = column
      self.holds = holds
    }
  }

  /// Creates a plan; all columns are wanted unless told.
  package init(
    dialect: CSVDialect, columns: [Column], wanted: Set<Int>? = nil, filters: [RowFilter] = [],
    zone: ZoneOffsets = .utc
  ) {
    self.dialect = dialect
    self.columns = columns
    self.wanted = wanted ?? Set(columns.indices)
    self.filters = filters
    self.zone = zone
  }
}
