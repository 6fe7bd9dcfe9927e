import FjordDiagnostic
import FjordFormat
import FjordTable

/// A page of a search.
struct SearchPage: Sendable {
  /// Ads that match.
  let total: Int
  /// Positions in them.
  let positions: Int?
  /// All columns; those not wanted are null.
  let columns: [Column]
  let ids: [String]
  /// Values that did not fit their column.
  let misfits: Int
}

/// Reads pages into columns.
struct SearchPageReader: Sendable {
  private let wanted: [Int]
  private let reader: JSONRowReader

  /// Creates a reader for the columns at these places; the id's is among them.
  init(_ columns: Set<Int>) {
    wanted = columns.union([AdColumns.id]).sorted()
    reader = JSONRowReader(
      rows: ["hits"], columns: wanted.map { AdColumns.wire(SearchSource.fields[$0]) },
      documentFields: [["total", "value"], ["positions"]], zone: JobTech.zone)
  }

  /// The field mask that asks for these columns alone; nil where all are wanted.
  var mask: String? {
    guard wanted.count < SearchSource.fields.count else { return nil }
    let names = wanted.map { SearchSource.fields[$0].name }.joined(separator: ",")
    return "total,positions,hits{\(names)}"
  }

  /// Reads a page.
  ///
  /// Errors: `jobtech.no-page`.
  func read(_ body: [UInt8], url: String) throws(JobTechFault) -> SearchPage {
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noPage(url: url, why: error.message)
    }
    guard rows.hasRows, case .int(let total) = rows.documentFields[0], total >= 0 else {
      throw .noPage(url: url, why: "it has no `hits`, or no `total`")
    }
    var positions: Int?
    if case .int(let count) = rows.documentFields[1] { positions = Int(count) }
    let columns = SearchSource.fields.enumerated().map { place, field in
      wanted.firstIndex(of: place).map { rows.columns[$0] } ?? .nulls(field.type, count: rows.count)
    }
    var ids: [String] = []
    for row in 0..<rows.count {
      guard case .string(let id) = columns[AdColumns.id].value(at: row) else {
        throw .noPage(url: url, why: "an ad has no `id`")
      }
      ids.append(id)
    }
    return SearchPage(
      total: Int(total), positions: positions, columns: columns, ids: ids,
      misfits: rows.mismatches.reduce(0, +))
  }
}
