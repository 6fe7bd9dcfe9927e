import FjordPlugin
import FjordTable

/// A table in memory as a source; without rows where only the columns are known yet.
package struct TableSource: Source {
  package let schema: Schema
  private let table: Table?

  package init(_ table: Table) {
    schema = table.schema
    self.table = table
  }

  package init(schema: Schema, table: Table?) {
    self.schema = schema
    self.table = table
  }

  package func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    BatchCursor(table?.batches.map { request.wantsIdentity ? $0 : $0.withoutIdentity() } ?? [])
  }

  package func plan(_ request: ScanRequest) -> [String] { ["read the table in memory"] }
}
