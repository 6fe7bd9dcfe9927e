import FjordTable

/// A list as it was read.
struct ServiceList: Sendable {
  /// As many rows as a search by name gives at most.
  static let mostNames = 10

  let columns: [Column]
  let ids: [String]
  /// The service's own totals.
  let ads: Int64?
  let vacancies: Int64?
  /// Values that did not fit their column.
  let misfits: Int

  /// The rows; keyed with what they are called by.
  func batch(keyed: Bool) -> Batch {
    let identity = RowIdentity(
      keys: [columns[0]], states: ids.map { _ in .live },
      positions: Column(.int, ids.indices.map { .int(Int64($0)) }))
    return Batch(columns: columns, count: ids.count, identity: keyed ? identity : nil)
  }
}

/// Reads lists of a kind.
struct ListReader: Sendable {
  private let kind: ListKind

  init(_ kind: ListKind) { self.kind = kind }

  /// Reads a list; one without rows may have no `sokdata`.
  ///
  /// Errors: `platsannons.no-list`, `format.no-xml-library`.
  func read(_ body: [UInt8], url: String) throws -> ServiceList {
    let name = kind.rawValue
    let list = try AnswerBody.part("soklista", of: body) { .noList(name, url: url, why: $0) }
    let rows = list.member("sokdata").items
    // A list's name is spelled with a capital where names are searched for.
    let found = list.member("listnamn").text?.lowercased()
    guard found == name || (found == nil && rows.isEmpty) else {
      throw PlatsannonsFault.noList(name, url: url, why: "it is the list `\(found ?? "")`")
    }
    var ids: [String] = []
    for row in rows {
      guard let id = row.member("id").text else {
        throw PlatsannonsFault.noList(name, url: url, why: "a row has no `id`")
      }
      ids.append(id)
    }
    var wire = WireColumns()
    let columns = kind.fields.map { field in
      field.name == kind.codeColumn
        ? Column(.string, ids.map { .string(WireColumns.padded($0, field.name)) })
        : wire.column(field, of: rows)
    }
    return ServiceList(
      columns: columns, ids: ids, ads: list.member("totalt_antal_platsannonser").whole,
      vacancies: list.member("totalt_antal_ledigajobb").whole, misfits: wire.misfits)
  }
}
