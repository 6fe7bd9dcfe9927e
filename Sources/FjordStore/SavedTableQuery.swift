import FjordPlugin
import FjordTable

/// What a scan asks SQLite for, a batch at a time.
struct SavedTableQuery: Sendable {
  private let layout: TableLayout
  private let sql: String
  private let values: [StoredValue]
  /// The places in the schema of the columns that are read, in the order of the schema.
  private let places: [Int]
  private let wantsIdentity: Bool

  init(entry: SavedEntry, request: ScanRequest, today: Int64) {
    let layout = entry.layout
    self.layout = layout
    wantsIdentity = request.wantsIdentity && layout.isKeyed
    let keys = wantsIdentity ? Set(layout.keyPlaces) : []
    places = layout.columns.indices.filter { place in
      keys.contains(place)
        || request.projection?.contains(layout.schema.fields[place].name) ?? true
    }
    let predicates = request.predicates.compactMap { PredicateSQL($0, layout: layout) }
    let position = TableLayout.position.quotedName
    let columns =
      [position, TableLayout.expiry.quotedName] + places.map { layout.columns[$0].quotedName }
    let conditions =
      ["\(position) > ?", TableLayout.isShown(today: today)] + predicates.map(\.sql)
    sql = """
      SELECT \(columns.joined(separator: ", ")) FROM \(layout.table)
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(position) LIMIT ?
      """
    values = predicates.flatMap(\.values)
  }

  /// The rows behind a position, and the position of the last of them.
  func batch(
    after last: Int64, limit: Int, on connection: Connection
  ) throws -> (Batch, Int64) {
    let statement = try PreparedStatement(sql, on: connection)
    try statement.bind([.int(last)] + values + [.int(Int64(limit))])
    let types = places.map { layout.schema.fields[$0].type }
    let rows = RowCollector(types, capacity: limit)
    let positions = IntBuilder(.int)
    let expiry = IntBuilder(.date)
    var position = last
    while try statement.step() {
      position = statement.int(0)
      if wantsIdentity {
        positions.append(position)
        if statement.isNull(1) { expiry.appendNull() } else { expiry.append(statement.int(1)) }
      }
      if let place = rows.take(statement.handle, from: 2) { throw fault(at: place) }
    }
    let columns = columns(rows)
    let identity = identity(columns, positions: positions.finish(), expiry: expiry.finish())
    return (Batch(columns: columns, count: rows.count, identity: identity), position)
  }

  /// The columns in the order of the schema; those that were not read are null.
  private func columns(_ rows: RowCollector) -> [Column] {
    var read = zip(places, rows.columns()).makeIterator()
    var next = read.next()
    return layout.schema.fields.enumerated().map { place, field in
      guard let (found, column) = next, found == place else {
        return .nulls(field.type, count: rows.count)
      }
      next = read.next()
      return column
    }
  }

  private func identity(_ columns: [Column], positions: Column, expiry: Column) -> RowIdentity? {
    guard wantsIdentity else { return nil }
    return RowIdentity(
      keys: layout.keyPlaces.map { columns[$0] },
      states: Array(repeating: .live, count: positions.count),
      expiry: expiry.nullCount == expiry.count ? nil : expiry, positions: positions)
  }

  private func fault(at place: Int) -> StoreFault {
    let field = layout.schema.fields[places[place]]
    return .unreadableValue(
      name: layout.name, column: field.name, type: field.type.description)
  }
}
