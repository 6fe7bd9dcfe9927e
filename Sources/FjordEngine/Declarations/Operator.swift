import FjordDiagnostic
import FjordPlugin
import FjordTable

/// A verb of the language, bound to its arguments.
///
/// Every operator is also a `Transform`, a `Report` or a `Sink`.
package protocol Operator: Sendable {
  /// What help, completion, the reference and the example tests read.
  static var declaration: OperatorDeclaration { get }
  /// Takes over arguments that fit the declaration; finds the faults that the declaration can't.
  init(binding call: BoundCall) throws(Diagnostics)
}

/// An operator that makes rows from rows.
///
/// Its work is one of four: a `step`, where each batch can be worked on by itself; `sharedWork`,
/// where all rows are needed and workers can share them; `run(over:)`, where it becomes a step once
/// other rows have been read; or else `run`.
package protocol Transform: Operator {
  /// The columns that come out.
  var output: Schema { get }
  /// The columns it reads, or nil for all; what else passes through unread.
  var readColumns: Set<String>? { get }
  /// Whether columns that it does not read are gone behind it.
  var dropsUnread: Bool { get }
  /// What a column that comes out was called before, where it passes through unread.
  func nameBefore(_ column: String) -> String
  /// Conjuncts of a filter that a source might take over.
  var predicates: [Predicate] { get }
  /// The same stage without predicates that the source does exactly; nil where nothing is left.
  func removing(_ predicates: Set<Predicate>) -> (any Transform)?
  /// The most rows that it lets through, where it is a limit.
  var limit: Int? { get }
  /// The same stage where only the first so many rows that come out are looked at, if it can do
  /// less work then.
  func limited(to count: Int) -> (any Transform)?
  /// How many rows it leaves out at the beginning, where it does nothing else; else nil.
  var skipped: Int? { get }
  /// Whether it looks at the rows' identity.
  var needsIdentity: Bool { get }
  /// Whether the same row may give another result at another time (`now()` and its like).
  var isVolatile: Bool { get }
  /// How a pipeline writes it, where a source took a part of it over; else nil.
  var textOfRest: String? { get }
  /// Whether, with these arguments, a row depends on others, so that the rows' identity is dropped and
  /// no limit passes, whatever the declaration says.
  var looksAcrossRows: Bool { get }
  /// The keys of the groups that its rows stand for, where it makes a row of several: their values
  /// are the first columns that come out.
  var groupKeys: [BoundExpression]? { get }
  /// What `explain` says of it, beyond its text; may be empty.
  var note: String { get }
  /// The name that a table gets in the store, where the stage keeps the rows that pass.
  var savedName: String? { get }
  /// Finds what would be refused at the run, before anything of the script runs.
  func check() async throws
  /// How the tables among its arguments are read.
  var tablePlans: [Plan] { get }
  /// The same stage where nothing looks at any of its columns but these: others may be null.
  func narrowed(to columns: Set<String>) -> any Transform
  /// What is done to one batch by itself, where that is all of the work; else nil.
  func step(in context: RunContext) -> BatchStep?
  /// Work over all rows that workers can share, where that is all of the work; else nil.
  func sharedWork(in context: RunContext) -> (any SharedWork)?
  /// The rows, where the work becomes a step once other rows have been read; else nil.
  func run(over flow: RowFlow, in context: RunContext) -> (any Cursor)?
  /// The rows.
  func run(_ input: any Cursor, in context: RunContext) -> any Cursor
}

extension Transform {
  package var readColumns: Set<String>? { nil }
  package var dropsUnread: Bool { false }
  package var predicates: [Predicate] { [] }
  package func removing(_ predicates: Set<Predicate>) -> (any Transform)? { self }
  package func nameBefore(_ column: String) -> String { column }
  package var limit: Int? { nil }
  package func limited(to count: Int) -> (any Transform)? { nil }
  package var skipped: Int? { nil }
  package var textOfRest: String? { nil }
  package var needsIdentity: Bool { false }
  package var isVolatile: Bool { false }
  package var groupKeys: [BoundExpression]? { nil }
  package var looksAcrossRows: Bool { false }
  package var note: String { "" }
  package var savedName: String? { nil }
  package func check() async throws {}
  package var tablePlans: [Plan] { [] }
  package func narrowed(to columns: Set<String>) -> any Transform { self }
  package func step(in context: RunContext) -> BatchStep? { nil }
  package func sharedWork(in context: RunContext) -> (any SharedWork)? { nil }
  package func run(over flow: RowFlow, in context: RunContext) -> (any Cursor)? { nil }
  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    var flow = RowFlow(input, in: context)
    precondition(
      step(in: context) != nil || sharedWork(in: context) != nil
        || run(over: flow, in: context) != nil, "an operator has no work")
    flow.add(self)
    return flow.cursor
  }
}

/// A transform whose columns may depend on the rows, as those of `pivot`.
///
/// Where they do, a check knows only part of them, and stages behind it are bound at the run, when
/// the rows before them are there.
package protocol OpenTransform: Transform {
  /// Whether the columns depend on the rows; then `output` holds those that are known without.
  var isOpen: Bool { get }
  /// All its rows, with the columns that they turn out to have.
  func table(of rows: any Cursor, in context: RunContext) async throws -> Table
}

/// A cursor with work to do on all rows, also on those that later stages do not ask for.
package protocol CompletingCursor: Cursor {
  /// Reads what is left and ends the work; called when the last stage has given all it gives.
  func complete() async throws
  /// Ends the work for a fault in another stage.
  func abandon() async
}

/// An operator that tells something of the pipeline before it, without running it.
package protocol Report: Operator {
  /// What it tells; refused where it can't be known before the rows are.
  func table(of pipeline: BoundPipeline) throws(Diagnostics) -> Table
}

/// An operator that ends a pipeline: it takes the rows somewhere.
package protocol Sink: Operator {
  /// Takes the rows of the pipeline before it.
  ///
  /// Gives the table that `$last` is to be, or nil to leave `$last` as it is.
  func run(_ pipeline: BoundPipeline, in session: SessionServices) async throws -> Table?
  /// Finds what would be refused at the run, before anything of the script runs.
  func check(_ pipeline: BoundPipeline, in session: SessionServices) async throws
  /// The name that a table gets in the store, where the sink saves; known at the check.
  ///
  /// `$last` is then what the store holds under it.
  var savedName: String? { get }
}

extension Sink {
  package func check(_ pipeline: BoundPipeline, in session: SessionServices) async throws {}
  package var savedName: String? { nil }
}
