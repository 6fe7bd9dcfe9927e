import FjordPlugin
import FjordTable

/// The table shown last, and what made it.
package final class LastTable: Sendable {
  /// The rows as they were shown.
  package let table: Table
  /// What made them; nil where they are no pipeline's, as a report, or were saved.
  package let shown: ShownPipeline?

  init(table: Table, shown: ShownPipeline?) {
    (self.table, self.shown) = (table, shown)
  }
}

/// A pipeline that has run, with what it takes to bind its stages again.
package struct ShownPipeline: Sendable {
  /// The pipeline.
  package let pipeline: BoundPipeline
  let binder: PipelineBinder
  /// The requests behind its source's rows; nil where they were not kept.
  let trail: RequestTrail?

  init(_ pipeline: BoundPipeline, _ binder: PipelineBinder, _ trail: RequestTrail? = nil) {
    (self.pipeline, self.binder, self.trail) = (pipeline, binder, trail)
  }
}
