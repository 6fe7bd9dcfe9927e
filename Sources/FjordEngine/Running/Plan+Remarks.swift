import FjordPlugin
import FjordTable

extension Plan {
  /// Warns of what the source finds strange about the filters over its columns, as a place in small
  /// letters where the source has capitals: such a filter is right, and finds nothing.
  ///
  /// A column is still the source's where a later stage has it with the same meaning.
  func warnOfStrangeFilters(in notices: Notices) {
    let source = pipeline.source.source
    for transform in pipeline.stages.compactMap(\.transform) {
      for predicate in transform.predicates {
        guard let place = transform.output.index(of: predicate.column),
          let own = source.schema.index(of: predicate.column),
          transform.output.fields[place] == source.schema.fields[own],
          let remark = source.remark(on: predicate)
        else { continue }
        notices.warn(remark)
      }
    }
  }
}
