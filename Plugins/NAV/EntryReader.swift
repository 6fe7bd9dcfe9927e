import FjordFormat
import FjordPlugin
import FjordTable

/// Reads details into columns: those of `EntryColumns.added`, live while the ad is active and has
/// content.
///
/// An ad that is not active has `uuid`, `status` and `sistEndret` only, and an active one may lack its
/// content too. Content of an ad that is not active would be of no account: it must not be shown.
struct EntryReader: Sendable {
  private static let adID = 0
  private static let contentID = 1
  private static let firstColumn = 2

  private let reader = JSONRowReader(
    columns: [JSONColumn(["uuid"], .string), JSONColumn(["ad_content", "uuid"], .string)]
      + EntryColumns.state.map { JSONColumn([.key($0.name)], $0.type) }
      + EntryColumns.content.map { JSONColumn(["ad_content", .key($0.name)], $0.type) },
    zone: NAV.zone)

  /// Reads the detail of an ad.
  ///
  /// Errors: `nav.no-detail`.
  func read(_ body: [UInt8], of ad: EventID) throws(NAVFault) -> Detail {
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noDetail(asked: ad, why: error.message)
    }
    guard rows.count == 1, case .string(let found) = rows.columns[Self.adID].value(at: 0) else {
      throw .noDetail(asked: ad, why: "it has no `uuid`")
    }
    guard EventID(found) == ad else {
      throw .noDetail(asked: ad, why: "it is that of another ad")
    }
    var columns = Array(rows.columns[Self.firstColumn...])
    let isLive =
      columns[0].value(at: 0) == .string("ACTIVE") && !rows.columns[Self.contentID].isNull(0)
    if !isLive { Self.clearContent(&columns) }
    return Detail(
      columns: columns, isLive: isLive, lastDay: Self.lastDay(columns),
      misfits: rows.mismatches.reduce(0, +))
  }

  private static func clearContent(_ columns: inout [Column]) {
    for (place, field) in EntryColumns.added.enumerated().dropFirst(EntryColumns.state.count) {
      columns[place] = .nulls(field.type, count: 1)
    }
  }

  /// `expires` is midnight at the start of the last day, which counts in full.
  private static func lastDay(_ columns: [Column]) -> Int64? {
    guard let place = EntryColumns.added.firstIndex(where: { $0.name == "expires" }),
      case .timestamp(let instant) = columns[place].value(at: 0)
    else { return nil }
    return NAV.zone.civil(instant).days
  }
}
