import FjordPlugin
import FjordTable

/// Rows on their way through the stages of a plan, with steps that wait to be done together.
///
/// Steps of single batches are collected until a stage needs more than one batch, so that one worker
/// takes a batch through all of them while it lies in the cache.
struct RowFlow {
  private enum Origin {
    /// Decoded and worked on by all cores.
    case morsels(any MorselCursor)
    /// Pulled one batch at a time: nothing is asked for that the consumer does not want.
    case cursor(any Cursor)
  }

  private var origin: Origin
  private var steps: [BatchStep] = []
  private let context: RunContext

  init(_ morsels: any MorselCursor, in context: RunContext) {
    origin = .morsels(morsels)
    self.context = context
  }

  init(_ cursor: any Cursor, in context: RunContext) {
    origin = .cursor(cursor)
    self.context = context
  }

  /// Adds a stage.
  mutating func add(_ transform: any Transform) {
    if let step = transform.step(in: context) {
      steps.append(step)
    } else if let work = transform.sharedWork(in: context) {
      pass(work.cursor(over: morsels, steps, threads: context.threads))
    } else {
      pass(transform.run(cursor, in: context))
    }
  }

  /// Adds a stage that reads the rows as a cursor.
  mutating func add(_ stage: (any Cursor) -> any Cursor) { pass(stage(cursor)) }

  /// The rows so far.
  var cursor: any Cursor {
    switch origin {
    case .morsels(let morsels): StepCursor(morsels, steps, threads: context.threads)
    case .cursor(let cursor):
      steps.isEmpty ? cursor : SerialStepCursor(input: cursor, steps: steps)
    }
  }

  /// The rows without the steps, for workers who do these too.
  private var morsels: any MorselCursor {
    switch origin {
    case .morsels(let morsels): morsels
    case .cursor(let cursor): CursorMorsels(cursor: cursor)
    }
  }

  private mutating func pass(_ cursor: any Cursor) {
    origin = .cursor(cursor)
    steps = []
  }
}
