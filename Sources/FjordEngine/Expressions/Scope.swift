import FjordPlugin
import FjordTable

/// What a variable holds.
package enum Variable: Sendable {
  /// A value and its type; nil: null.
  case value(Value, DataType?)
  /// A table: its columns, and at the run its rows.
  case table(Schema, Table?)
}

/// Everything that names in a pipeline can mean, beside columns.
package struct Scope: Sendable {
  /// Operators, sources, functions.
  package var registry: Registry
  /// Variables by name, without `$`.
  package var variables: [String: Variable]
  /// Clock, settings, HTTP.
  package var context: RunContext

  package init(registry: Registry, variables: [String: Variable] = [:], context: RunContext) {
    self.registry = registry
    self.variables = variables
    self.context = context
  }
}
