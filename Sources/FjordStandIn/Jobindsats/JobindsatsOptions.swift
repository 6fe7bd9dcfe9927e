/// What small counts become before they are published.
public enum JobindsatsWithholding: Sendable, Equatable {
  /// All counts are shown as they are.
  case nothing
  /// Counts under this number are left out: null, or an empty text in the older version.
  case under(Int)
  /// Counts under this number are raised to it.
  case raisedTo(Int)
  /// Counts are rounded to tens.
  case tens

  /// Reads `nothing`, `under:5`, `raised:5` or `tens`; nil for other texts.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let least = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, least) {
    case ("nothing", nil) where parts.count == 1: self = .nothing
    case ("tens", nil) where parts.count == 1: self = .tens
    case ("under", let least?) where least > 0: self = .under(least)
    case ("raised", let least?) where least > 0: self = .raisedTo(least)
    default: return nil
    }
  }
}

/// How the stand-in of Jobindsats is to be, beside what all stand-ins have.
public struct JobindsatsOptions: Sendable {
  /// How many cells an answer may have before it ends in a time-out (504); nil for no bound, up to
  /// four million.
  ///
  /// Cells: rows, by columns. Rows are counted from the selection, as a client counts them.
  public var cells: Int? = 200_000
  /// The rule for small counts; nil for each table's own.
  public var withholding: JobindsatsWithholding?

  /// Creates the default options.
  public init() {}
}
