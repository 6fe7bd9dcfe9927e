import FjordPlugin
import FjordTable

/// A saved table's rows, in the order in which they were last written, without expired ones.
///
/// Takes over predicates that SQLite sees as fjord does, projection and limit, all exactly.
struct SavedTableSource: Source {
  let store: Store
  let entry: SavedEntry

  var schema: Schema { entry.layout.schema }

  func answer(to predicate: Predicate) -> PushdownAnswer {
    PredicateSQL(predicate, layout: entry.layout) == nil ? .no : .exact
  }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    let columns = entry.layout.columns.indices.filter {
      request.projection?.contains(schema.fields[$0].name) ?? true
    }
    let names = columns.map { entry.layout.columns[$0].quotedName }
    let conditions = request.predicates.compactMap { PredicateSQL($0, layout: entry.layout) }
      .map(\.shown)
    var sql = "SELECT \(names.isEmpty ? "1" : names.joined(separator: ", "))"
    sql += " FROM \(entry.name.quotedName)"
    if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
    if let limit = request.limit { sql += " LIMIT \(limit)" }
    return ["reads \(store.path)", sql]
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    cursor(request)
  }

  /// The rows; nothing of a run's context bears on them.
  func cursor(_ request: ScanRequest) -> SavedTableCursor {
    SavedTableCursor(store: store, entry: entry, request: request)
  }
}

extension PredicateSQL {
  /// The condition with its values, for people.
  fileprivate var shown: String {
    var parts = sql.split(separator: "?", omittingEmptySubsequences: false).map(String.init)[...]
    var text = parts.popFirst() ?? ""
    for (value, part) in zip(values, parts) { text += value.shown + part }
    return text
  }
}

extension StoredValue {
  fileprivate var shown: String {
    switch self {
    case .null: "NULL"
    case .int(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text.quotedText
    case .bytes(let bytes):
      "x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
    }
  }
}
