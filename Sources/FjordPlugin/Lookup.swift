import FjordTable

/// A source that is also a stage: it adds details to the rows that pass through.
public struct LookupDeclaration: Sendable {
  /// What the stage does, in one line.
  public let summary: String
  /// The columns that the rows must have.
  public let requiredColumns: [String]
  /// The columns it adds, under the names they have unless taken.
  public let columns: [Field]
  /// Makes the look-up for an input schema that has the required columns.
  public let make: @Sendable (SourceArguments, Schema, RunContext) throws -> any Lookup

  /// Creates a declaration.
  public init(
    summary: String, requiredColumns: [String], columns: [Field],
    make: @escaping @Sendable (SourceArguments, Schema, RunContext) throws -> any Lookup
  ) {
    self.summary = summary
    self.requiredColumns = requiredColumns
    self.columns = columns
    self.make = make
  }
}

/// A look-up with its arguments.
///
/// Rows stay one to one and in order.
public protocol Lookup: Sendable {
  /// The columns that come out: those that went in and those added.
  var output: Schema { get }
  /// What would be asked for a row, in one line.
  var plan: String { get }
  /// The requests that so many rows are known to need.
  func need(forRows count: Int) -> RequestNeed
  /// The rows with details. `retrying` holds the payloads of rows that an earlier run left pending;
  /// they come first.
  func run(_ input: any Cursor, retrying payloads: [PendingRow], in context: RunContext)
    -> any Cursor
}

extension Lookup {
  /// Nothing is known to be needed.
  public func need(forRows count: Int) -> RequestNeed { .none }
}
