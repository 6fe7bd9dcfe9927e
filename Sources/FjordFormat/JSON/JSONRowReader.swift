import FjordDiagnostic
import FjordTable

/// Reads JSON bodies straight into columns.
///
/// A reader is made once for a shape and used for any number of bodies. It checks the whole body
/// (UTF-8, escapes, numbers, depth, what stands behind the end) and keeps only what is asked for.
/// Of a key that occurs twice in an object the last counts. Complexity: linear in the body; no tree
/// is built.
public struct JSONRowReader: Sendable {
  private let document: JSONPlan
  private let fieldSlots: [Int]
  private let row: JSONPlan
  private let types: [DataType]
  private let assemblies: [JSONAssembly]
  private let zone: ZoneOffsets

  /// Creates a reader.
  ///
  /// `rows` leads from the document to its array of rows; an object found there is one row. Columns
  /// lead on from a row. `documentFields` lead to values outside of the rows, as `next_url`; at or
  /// below the rows they find nothing.
  /// Timestamps without an offset are on the clock of `zone`.
  public init(
    rows: [JSONStep] = [], columns: [JSONColumn], documentFields: [[JSONStep]] = [],
    zone: ZoneOffsets = .utc
  ) {
    let documentRoot = JSONPlanBuilder()
    let fields = documentFields.map { documentRoot.node(at: $0).want() }
    documentRoot.node(at: rows).markRows()
    document = JSONPlan(documentRoot)
    fieldSlots = fields.map(\.slot)
    let rowRoot = JSONPlanBuilder()
    let drafts = columns.map { JSONAssemblyDraft($0.type, at: rowRoot.node(at: $0.path)) }
    row = JSONPlan(rowRoot)
    assemblies = drafts.map(\.assembly)
    types = columns.map(\.type)
    self.zone = zone
  }

  /// Reads a whole body.
  ///
  /// Nulls: a missing key, and a value that does not fit its column's type (counted).
  /// Errors: `format.json-broken`, with line and column.
  public func read(_ body: [UInt8]) throws(Diagnostic) -> JSONRows {
    try read(body) { (run, start) throws(JSONFault) in
      try run.readDocument(start, fieldSlots: fieldSlots)
    }
  }

  /// Reads a body of one row a line (NDJSON); empty lines are passed over.
  ///
  /// `documentFields` and the path to the rows are of no account here. Errors: `format.json-broken`.
  public func readLines(_ body: [UInt8]) throws(Diagnostic) -> JSONRows {
    try read(body) { (run, start) throws(JSONFault) in try run.readLines(start) }
  }

  private func read(
    _ body: [UInt8], _ work: (JSONRowRun, Int) throws(JSONFault) -> Void
  ) throws(Diagnostic) -> JSONRows {
    let result: Result<JSONRows, Diagnostic> = JSONBytes.withPadded(PaddedBytes(body)) { bytes in
      let run = JSONRowRun(JSONScanner(bytes), document: document, row: row, zone: zone) {
        zip(types, assemblies).map { JSONColumnStore.make($0, $1) }
      }
      do throws(JSONFault) {
        try work(run, try run.scanner.begin())
        return .success(run.finish())
      } catch {
        return .failure(error.diagnostic(in: bytes))
      }
    }
    return try result.get()
  }
}

/// What a reader found in a body.
public struct JSONRows: Sendable {
  /// The columns in the order they were asked for.
  public let columns: [Column]
  /// The number of rows.
  public let count: Int
  /// Whether the path to the rows led to an array or an object.
  public let hasRows: Bool
  /// The values outside of the rows in the order they were asked for; null where missing.
  public let documentFields: [Value]
  /// How many values of each column did not fit its type and became null.
  public let mismatches: [Int]

  /// The rows as a batch.
  public var batch: Batch { Batch(columns: columns, count: count) }
}
