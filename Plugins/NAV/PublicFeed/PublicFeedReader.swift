import FjordDiagnostic
import FjordFormat
import FjordTable

/// Reads pages of the older feed into columns.
struct PublicFeedReader: Sendable {
  /// A page: what the walk looks at, and all columns, those not wanted null.
  struct Page: Sendable {
    let answer: PublicFeedAnswer
    let columns: [Column]
    /// Values that did not fit their column.
    let misfits: Int
  }

  private let wanted: [Int]
  private let reader: JSONRowReader

  /// Creates a reader for the columns at these places, and those that the walk looks at.
  init(_ columns: Set<Int>) {
    let told = [
      PublicFeedColumns.uuid, PublicFeedColumns.published, PublicFeedColumns.expires,
      PublicFeedColumns.source,
    ]
    wanted = columns.union(told).sorted()
    let written = JSONColumn(["published"], .string)
    reader = JSONRowReader(
      rows: ["content"],
      columns: wanted.map { place in
        let field = PublicFeedColumns.fields[place]
        return JSONColumn([.key(field.name)], field.type)
      } + [written], documentFields: [["totalElements"], ["pageNumber"]])
  }

  /// Reads a page.
  ///
  /// Errors: `nav.public-no-page`.
  func read(_ body: [UInt8], url: String) throws(PublicFeedFault) -> Page {
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noPage(url: url, why: error.message)
    }
    guard rows.hasRows, case .int(let total) = rows.documentFields[0], total >= 0,
      case .int(let number) = rows.documentFields[1]
    else { throw .noPage(url: url, why: "it has no `content`, `totalElements` or `pageNumber`") }
    let columns = PublicFeedColumns.fields.enumerated().map { place, field in
      wanted.firstIndex(of: place).map { rows.columns[$0] } ?? .nulls(field.type, count: rows.count)
    }
    let written = rows.columns[wanted.count]
    var ads: [PublicFeedAnswer.Ad] = []
    for row in 0..<rows.count {
      guard case .string(let uuid) = columns[PublicFeedColumns.uuid].value(at: row),
        case .timestamp(let published) = columns[PublicFeedColumns.published].value(at: row),
        case .string(let text) = written.value(at: row)
      else { throw .noPage(url: url, why: "an ad has no `uuid` or no `published`") }
      var source: String?
      if case .string(let text) = columns[PublicFeedColumns.source].value(at: row) { source = text }
      ads.append(
        PublicFeedAnswer.Ad(
          uuid: uuid, published: published, publishedText: text, source: source))
    }
    return Page(
      answer: PublicFeedAnswer(ads: ads, total: Int(total), pageNumber: Int(number)),
      columns: columns, misfits: rows.mismatches.reduce(0, +))
  }
}
