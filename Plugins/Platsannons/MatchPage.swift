import FjordTable

/// A page of a search.
struct MatchPage: Sendable {
  let columns: [Column]
  let ids: [String]
  /// Ads that match, and those of them that match nearly.
  let total: Int?
  let nearby: Int?
  /// Pages that there are at this size.
  let pages: Int?
  /// Values that did not fit their column.
  let misfits: Int
}

/// Reads pages into columns.
enum MatchPageReader {
  /// Reads a page; one without ads has an empty `matchningdata` or none.
  ///
  /// `antal_platserTotal` is left alone: one server counts the page in it, the other the result.
  /// Errors: `platsannons.no-page`, `format.no-xml-library`.
  static func read(_ body: [UInt8], url: String) throws -> MatchPage {
    let list = try AnswerBody.part("matchningslista", of: body) { .noPage(url: url, why: $0) }
    let rows = list.member("matchningdata").items
    var ids: [String] = []
    for row in rows {
      guard let id = row.member("annonsid").text else {
        throw PlatsannonsFault.noPage(url: url, why: "an ad has no `annonsid`")
      }
      ids.append(id)
    }
    let total = list.member("antal_platsannonser").whole
    guard total != nil || !rows.isEmpty else {
      throw PlatsannonsFault.noPage(url: url, why: "it has neither ads nor their number")
    }
    var wire = WireColumns()
    let columns = MatchColumns.fields.map { field in
      guard field.name == "lanskod" else { return wire.column(field, of: rows) }
      return Column(
        .string,
        rows.map { row in
          row.member("lanid").text.map { .string(WireColumns.padded($0, field.name)) } ?? .null
        })
    }
    return MatchPage(
      columns: columns, ids: ids, total: total.map { Int($0) },
      nearby: list.member("antal_platsannonser_narliggande").whole.map { Int($0) },
      pages: list.member("antal_sidor").whole.map { Int($0) }, misfits: wire.misfits)
  }
}
