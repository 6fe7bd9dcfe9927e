import FjordDiagnostic
import FjordTable

/// What begins a pipeline, as declared: everything the binder, help, completion, the reference and
/// `explain` know of it.
public struct SourceDeclaration: Sendable {
  /// The full name, as `nav.feed`.
  public let name: String
  /// What rows it gives, in one line.
  public let summary: String
  /// More that a newcomer should know, in paragraphs; may be empty.
  public let discussion: String
  /// Positional arguments in order.
  public let parameters: [ParameterDeclaration]
  /// Options.
  public let options: [OptionDeclaration]
  /// The columns; empty where they depend on the arguments.
  public let columns: [Field]
  /// What names a row, where rows are keyed.
  public let key: KeySemantics?
  /// Under what terms the data comes.
  public let terms: Terms?
  /// Executed examples.
  public let examples: [Example]
  /// Makes the source for arguments that fit the declaration.
  public let open: @Sendable (SourceArguments, RunContext) async throws -> any Source
  /// Makes the look-up stage, where the source is also one.
  public let lookup: LookupDeclaration?

  /// Creates a declaration.
  public init(
    name: String, summary: String, discussion: String = "",
    parameters: [ParameterDeclaration] = [], options: [OptionDeclaration] = [],
    columns: [Field], key: KeySemantics? = nil, terms: Terms? = nil, examples: [Example] = [],
    lookup: LookupDeclaration? = nil,
    open: @escaping @Sendable (SourceArguments, RunContext) async throws -> any Source
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.parameters = parameters
    self.options = options
    self.columns = columns
    self.key = key
    self.terms = terms
    self.examples = examples
    self.lookup = lookup
    self.open = open
  }
}

/// A source with its arguments.
///
/// Making one sends no request, unless its columns depend on what the service says.
public protocol Source: Sendable {
  /// The columns it gives.
  var schema: Schema { get }
  /// Whether its columns are not known, since the service could not be asked for them: in a check, which
  /// asks nobody. Stages behind it are then checked by name alone.
  var isOpen: Bool { get }
  /// The resolved start of the walk, where the arguments leave it relative to now; kept with a saved
  /// table, so that walking again starts at the same place.
  var start: Checkpoint? { get }
  /// Whether a walk can go on where an earlier one stood.
  ///
  /// Where not, each walk gives all rows that there are, and a save replaces its table whole.
  var goesOn: Bool { get }
  /// Whether the source filters by a predicate.
  func answer(to predicate: Predicate) -> PushdownAnswer
  /// Whether the source can stop after a number of rows; `exact` where it gives no more.
  func answer(toLimit limit: Int) -> PushdownAnswer
  /// What is strange about a comparison with one of its columns, as a spelling that no row has; nil
  /// where nothing is.
  func remark(on predicate: Predicate) -> Diagnostic?
  /// What would be asked, a line each, without asking.
  func plan(_ request: ScanRequest) -> [String]
  /// The requests that a scan is known to need; to fill a limit where it has one.
  func need(_ request: ScanRequest) -> RequestNeed
  /// Where the row at a position of the walk came from, as `ads.csv, line 17`; nil where the source
  /// can say no more than the position. Positions are those of the rows' identity.
  func origin(at position: Int64) -> String?
  /// The rows. Nothing is asked before the cursor is pulled.
  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor
  /// The same rows in morsels, where decoding them can be shared among cores; else nil.
  func morsels(_ request: ScanRequest, in context: RunContext) throws -> (any MorselCursor)?
}

extension Source {
  /// The columns are known.
  public var isOpen: Bool { false }
  /// No relative start.
  public var start: Checkpoint? { nil }
  /// A walk goes on from the place that its batches name.
  public var goesOn: Bool { true }
  /// The source filters nothing.
  public func answer(to predicate: Predicate) -> PushdownAnswer { .no }
  /// The source does not look at limits.
  public func answer(toLimit limit: Int) -> PushdownAnswer { .no }
  /// Nothing is strange.
  public func remark(on predicate: Predicate) -> Diagnostic? { nil }
  /// Nothing to tell.
  public func plan(_ request: ScanRequest) -> [String] { [] }
  /// Nothing is known to be needed.
  public func need(_ request: ScanRequest) -> RequestNeed { .none }
  /// No more than the position is known.
  public func origin(at position: Int64) -> String? { nil }
  /// The rows come in one stream.
  public func morsels(_ request: ScanRequest, in context: RunContext) throws
    -> (any MorselCursor)?
  { nil }
}

/// What a source is asked for.
public struct ScanRequest: Sendable {
  /// Predicates that the source took over, exactly or inexactly.
  public var predicates: [Predicate]
  /// The columns that are looked at; a source may leave others null.
  ///
  /// Nil: all.
  public var projection: Set<String>?
  /// The most rows that are needed, where nothing behind the source drops rows.
  public var limit: Int?
  /// Whether batches shall carry identity and checkpoints.
  public var wantsIdentity: Bool
  /// Where an earlier walk stood; nil for the start that the arguments say.
  public var resume: Checkpoint?
  /// Whether all rows will be pulled, so that a page may be fetched before it is asked for.
  public var mayReadAhead: Bool = false

  /// Creates a request for everything.
  public init(
    predicates: [Predicate] = [], projection: Set<String>? = nil, limit: Int? = nil,
    wantsIdentity: Bool = false, resume: Checkpoint? = nil
  ) {
    self.predicates = predicates
    self.projection = projection
    self.limit = limit
    self.wantsIdentity = wantsIdentity
    self.resume = resume
  }
}

/// Arguments of a source that fit its declaration.
public struct SourceArguments: Sendable {
  /// One argument: a constant, and where it was written.
  public struct Argument: Sendable {
    /// The constant; a bare word is a string.
    public let value: Value
    /// Its place in the pipeline's text.
    public let span: Span?

    /// Creates an argument.
    public init(_ value: Value, at span: Span? = nil) {
      self.value = value
      self.span = span
    }
  }

  /// Positional arguments in order.
  public let positional: [Argument]
  /// Options by name; a flag that was given is `true`.
  public let options: [String: Argument]

  /// Creates arguments.
  public init(positional: [Argument] = [], options: [String: Argument] = [:]) {
    self.positional = positional
    self.options = options
  }

  /// The text of an option or nil where it was not given.
  public func string(_ option: String) -> String? {
    guard case .string(let text)? = options[option]?.value else { return nil }
    return text
  }

  /// The whole number of an option or nil where it was not given.
  public func int(_ option: String) -> Int? {
    guard case .int(let number)? = options[option]?.value else { return nil }
    return Int(number)
  }
}
