import FjordPlugin
import FjordTable

/// Rows on their way through the stages of a plan, with steps that wait to be done together.
///
/// Steps of single batches are collected until a stage needs more than one batch, so that one worker
/// takes a batch through all of them while it lies in the cache.
package struct RowFlow: Sendable {
  private enum Origin: Sendable {
    /// Decoded and worked on by all cores.
    case morsels(any MorselCursor)
    /// Pulled one batch at a time: nothing is asked for that the consumer does not want.
    case cursor(any Cursor)
  }

  private var origin: Origin
  private var steps: [BatchStep] = []
  private let context: RunContext
  /// The cursors so far that have work to do on all rows.
  private(set) var completing: [any CompletingCursor] = []

  init(_ morsels: any MorselCursor, in context: RunContext) {
    origin = .morsels(morsels)
    self.context = context
  }

  package init(_ cursor: any Cursor, in context: RunContext) {
    origin = .cursor(cursor)
    self.context = context
  }

  /// Adds a stage.
  mutating func add(_ transform: any Transform) {
    if let step = transform.step(in: context) {
      steps.append(step)
    } else if let work = transform.sharedWork(in: context) {
      pass(rows(of: work))
    } else if let cursor = transform.run(over: self, in: context) {
      pass(cursor)
    } else {
      pass(transform.run(cursor, in: context))
    }
  }

  /// Adds what is done to each batch by itself.
  package mutating func add(step: @escaping BatchStep) { steps.append(step) }

  /// Adds a stage that reads the rows as a cursor.
  mutating func add(_ stage: (any Cursor) -> any Cursor) { pass(stage(cursor)) }

  /// The rows so far.
  package var cursor: any Cursor {
    switch origin {
    case .morsels(let morsels): StepCursor(morsels, steps, threads: context.threads)
    case .cursor(let cursor):
      steps.isEmpty ? cursor : SerialStepCursor(input: cursor, steps: steps)
    }
  }

  /// The rows that workers make of those so far.
  package func rows(of work: any SharedWork) -> any Cursor {
    work.cursor(over: morsels, steps, threads: context.threads)
  }

  /// The rows without the steps, for workers who do these too.
  private var morsels: any MorselCursor {
    switch origin {
    case .morsels(let morsels): morsels
    case .cursor(let cursor): CursorMorsels(cursor: cursor)
    }
  }

  private mutating func pass(_ cursor: any Cursor) {
    if let found = cursor as? any CompletingCursor { completing.append(found) }
    origin = .cursor(cursor)
    steps = []
  }
}
