import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// One item of a stage, bound as its declaration says.
package struct BoundItem: Sendable {
  /// What an item holds.
  package enum Content: Sendable {
    case expression(BoundExpression, descending: Bool)
    case aggregate(BoundAggregate)
    case count(Int)
    case expectation(BoundExpectation)
    /// A name or text; quoted where it was written as text.
    case target(String, isQuoted: Bool)
    case table(BoundPipeline)
    /// Expressions of one type, over the columns that come in and over those of the other table.
    case keys(BoundExpression, BoundExpression)
  }

  /// The name given, or the derived one.
  package let name: String
  /// What it holds.
  package let content: Content
  /// The windows whose columns the item reads, in the order in which they must be computed.
  package let windows: [BoundWindow]
  /// Its place.
  package let span: Span
  /// Of a condition: the texts of the conditions that must all be true, in order.
  package let conjunctTexts: [String]

  package init(
    name: String, _ content: Content, windows: [BoundWindow] = [], at span: Span,
    conjunctTexts: [String] = []
  ) {
    self.name = name
    self.content = content
    self.windows = windows
    self.span = span
    self.conjunctTexts = conjunctTexts
  }

  /// Whether an order goes down.
  package var isDescending: Bool {
    guard case .expression(_, let descending) = content else { return false }
    return descending
  }

  /// The expression, where it is one.
  package var expression: BoundExpression? {
    guard case .expression(let expression, _) = content else { return nil }
    return expression
  }

  /// The table, where it is one.
  package var table: BoundPipeline? {
    guard case .table(let pipeline) = content else { return nil }
    return pipeline
  }
}

/// A stage's arguments, bound and fitting its declaration.
package struct BoundCall: Sendable {
  /// The operator's name.
  package let name: String
  /// The name of the source that the pipeline begins with.
  package let sourceName: String
  /// The columns that come in.
  package let input: Schema
  /// The items before the first clause.
  package let items: [BoundItem]
  /// The items of the clauses that were written.
  package let clauses: [Clause.Keyword: [BoundItem]]
  /// The options that were written.
  package let options: [String: SourceArguments.Argument]
  /// The whole stage.
  package let span: Span
  /// The pipeline before the stage.
  package let before: BoundPipeline
  /// What the stage reaches beside its rows.
  package let services: SessionServices

  package init(
    name: String, before: BoundPipeline, items: [BoundItem] = [],
    clauses: [Clause.Keyword: [BoundItem]] = [:],
    options: [String: SourceArguments.Argument] = [:], span: Span, services: SessionServices
  ) {
    self.name = name
    self.before = before
    self.items = items
    self.clauses = clauses
    self.options = options
    self.span = span
    self.services = services
    sourceName = before.source.name
    input = before.output
  }

  /// Whether a flag was given.
  package func flag(_ name: String) -> Bool { options[name] != nil }

  /// The expressions of items, in order.
  package func expressions(_ items: [BoundItem]) -> [BoundExpression] {
    items.compactMap(\.expression)
  }

  /// The columns of expressions items that are plain columns, by place.
  package func columns(_ items: [BoundItem]) -> [Int] {
    items.compactMap { $0.expression?.columnIndex }
  }
}

/// A source with its arguments, first in a pipeline.
package struct BoundSource: Sendable {
  /// The name it was called by.
  package let name: String
  /// The source.
  package let source: any Source
  /// Its place.
  package let span: Span
  /// Whether what it gives can be had again by name: not standard input, not a variable.
  package let isRepeatable: Bool
  /// The stages that have run to find out what the columns are, where some have.
  package let settled: SettledStages?

  package init(
    name: String, source: any Source, span: Span, isRepeatable: Bool, settled: SettledStages? = nil
  ) {
    self.name = name
    self.source = source
    self.span = span
    self.isRepeatable = isRepeatable
    self.settled = settled
  }
}

/// Stages that have run already, the last of them open: what comes behind reads the table they made.
package final class SettledStages: Sendable {
  /// Source and stages, the open one last.
  package let pipeline: BoundPipeline

  init(_ pipeline: BoundPipeline) { self.pipeline = pipeline }
}

/// A stage with its work.
package struct BoundStage: Sendable {
  /// What a stage does.
  package enum Work: Sendable {
    case transform(any Transform)
    case lookup(any Lookup)
  }

  /// The operator's or look-up's name.
  package let name: String
  /// What it does.
  package let work: Work
  /// What becomes of the rows' identity.
  package let identity: IdentityEffect
  /// Whether each row that goes in comes out, in order.
  package let isRowToRow: Bool
  /// Its place.
  package let span: Span
  /// Its text.
  package let text: String
  /// What was written, so that it can be bound behind other columns; nil for a part of a stage.
  let syntax: Stage?
  /// The pipelines among its arguments.
  package let tables: [BoundPipeline]

  package init(
    name: String, work: Work, identity: IdentityEffect, isRowToRow: Bool, span: Span, text: String,
    syntax: Stage? = nil, tables: [BoundPipeline] = []
  ) {
    self.name = name
    self.work = work
    self.identity = identity
    self.isRowToRow = isRowToRow
    self.span = span
    self.text = text
    self.syntax = syntax
    self.tables = tables
  }

  /// The same stage where nothing looks at any of its columns but these.
  func narrowed(to columns: Set<String>) -> BoundStage {
    transform.map { replacing($0.narrowed(to: columns)) } ?? self
  }

  /// The columns that come out.
  package var output: Schema {
    switch work {
    case .transform(let transform): transform.output
    case .lookup(let lookup): lookup.output
    }
  }

  /// The same stage with other work, which gives the same rows.
  func replacing(_ transform: any Transform) -> BoundStage {
    BoundStage(
      name: name, work: .transform(transform), identity: identity, isRowToRow: isRowToRow,
      span: span, text: transform.textOfRest ?? text, syntax: syntax, tables: tables)
  }

  /// Whether its columns, or those of a table among its arguments, depend on the rows.
  package var isOpen: Bool {
    (transform as? any OpenTransform)?.isOpen ?? false || tables.contains(where: \.isOpen)
  }

  /// The transform it is, where it is one.
  package var transform: (any Transform)? {
    guard case .transform(let transform) = work else { return nil }
    return transform
  }
}

/// A pipeline whose names and types are known.
package struct BoundPipeline: Sendable {
  /// Where rows come from.
  package let source: BoundSource
  /// What happens to them, in order.
  package let stages: [BoundStage]
  /// The canonical text of source and stages, variables and definitions put in.
  package let text: String
  /// Whether the text alone says it all, so that it can be run again.
  package let isRepeatable: Bool
  /// The texts of stages that can be bound only when the rows are there: behind an open transform.
  package let unbound: [String]

  package init(
    source: BoundSource, stages: [BoundStage], text: String, isRepeatable: Bool,
    unbound: [String] = []
  ) {
    self.source = source
    self.stages = stages
    self.text = text
    self.isRepeatable = isRepeatable
    self.unbound = unbound
  }

  /// Whether not all columns are known before the rows are.
  package var isOpen: Bool {
    source.source.isOpen || stages.contains(where: \.isOpen)
  }

  /// The columns that come out.
  package var output: Schema { stages.last?.output ?? source.source.schema }

  /// This pipeline and all that stand among its stages' arguments, at any depth.
  package var withTables: [BoundPipeline] {
    [self] + stages.flatMap(\.tables).flatMap(\.withTables)
  }

  /// Whether rows keep their identity to the end, so that a save can be maintained row by row.
  package var isMaintainable: Bool {
    isRepeatable && keepsIdentity && source.source.goesOn
      && stages.allSatisfy { $0.identity == .keeps }
      && !stages.contains { $0.transform?.isVolatile ?? false }
  }

  /// Whether rows keep their identity at all.
  package var keepsIdentity: Bool {
    source.source.schema.key != nil && output.key != nil
      && stages.allSatisfy { $0.identity != .drops }
  }
}
