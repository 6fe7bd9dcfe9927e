/// What a source knows about a column beyond its type.
public struct ColumnSemantics: Sendable, Hashable {
  /// Why values can't be summed, averaged or totalled over rows; nil where they can.
  public var notAdditiveReason: String?
  /// Whether values are about a person; they leave the store with their row.
  public var isPersonal: Bool
  /// The code list that values come from, as `STYRK08`.
  public var codeList: String?
  /// Whether values name a geographic area.
  public var isArea: Bool
  /// Whether values name a period of time.
  public var isPeriod: Bool

  /// Creates semantics; without arguments a column with none.
  public init(
    notAdditiveReason: String? = nil, isPersonal: Bool = false, codeList: String? = nil,
    isArea: Bool = false, isPeriod: Bool = false
  ) {
    self.notAdditiveReason = notAdditiveReason
    self.isPersonal = isPersonal
    self.codeList = codeList
    self.isArea = isArea
    self.isPeriod = isPeriod
  }
}

/// What a table's rows are called by: the identity that `save` maintains.
public struct KeySemantics: Sendable, Hashable {
  /// The columns whose values name a row.
  public var columns: [String]
  /// Key columns that a stage dropped or put other values in; rows are still called by them.
  public var missing: [String] = []
  /// Names for the last parts of the key, which no column shows.
  ///
  /// They are the places of elements behind `unnest`, as whole numbers; a save adds a column for each.
  public var hidden: [String] = []
  /// When a row counts as live, in words: `status == "ACTIVE"`.
  public var liveWhen: String?
  /// What tells the last day on which a row may be shown, in words.
  public var expiresWith: String?

  /// Creates key semantics.
  public init(columns: [String], liveWhen: String? = nil, expiresWith: String? = nil) {
    self.columns = columns
    self.liveWhen = liveWhen
    self.expiresWith = expiresWith
  }

  /// How many values name a row.
  public var count: Int { columns.count + missing.count + hidden.count }
}
