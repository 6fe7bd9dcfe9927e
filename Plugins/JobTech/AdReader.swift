import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable

/// Asks for single ads and reads them.
struct AdReader: Sendable {
  /// Ids of Platsbanken are digits, those of historical ads hexadecimal.
  static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  let service: JobTechService
  private let reader = JSONRowReader(
    columns: AdColumns.fields.map(AdColumns.wire), zone: JobTech.zone)

  init(_ service: JobTechService) { self.service = service }

  /// One ad, the columns of `AdColumns.added`; nil where it is removed or was never there.
  ///
  /// Errors: `HTTPFault`, `jobtech.no-ad-body`, `CancellationError`.
  func ad(_ id: String) async throws -> Detail? {
    let answer = try await service.get("/ad/\(id)", expecting: [404])
    if answer.status == 404 {
      // The service says so in JSON; a path that is none of its own answers otherwise.
      guard (try? jsonValue(of: answer.body)) != nil else {
        throw JobTechFault.noService(url: answer.url)
      }
      return nil
    }
    return try read(answer.body, of: id)
  }

  /// What comes of asking for one ad.
  ///
  /// Errors: `HTTPFault`, `CancellationError`.
  func outcome(_ id: String) async throws -> DetailOutcome {
    do {
      return try await ad(id).map { .found($0) } ?? .unknown
    } catch let fault as HTTPFault where fault.isAboutOneRequest {
      return .unavailable(fault.diagnostic.sentence)
    } catch let fault as JobTechFault {
      return .unavailable(fault.diagnostic.sentence)
    }
  }

  private func read(_ body: [UInt8], of id: String) throws(JobTechFault) -> Detail {
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noAdBody(asked: id, why: error.message)
    }
    guard rows.count == 1, case .string(let found) = rows.columns[AdColumns.id].value(at: 0) else {
      throw .noAdBody(asked: id, why: "it has no `id`")
    }
    guard found == id else { throw .noAdBody(asked: id, why: "it is that of another ad") }
    let state = AdState(rows.columns)
    return Detail(
      columns: Array(rows.columns.dropFirst()), isLive: !state.isRemoved(0),
      lastDay: state.lastDay(0), misfits: rows.mismatches.reduce(0, +))
  }
}

/// What columns of ads say of the ads' state.
struct AdState: Sendable {
  private static let removedPlace = AdColumns.place(of: "removed")
  private static let removedDatePlace = AdColumns.place(of: "removed_date")
  private static let lastPlace = AdColumns.place(of: "last_publication_date")
  private static let timestampPlace = AdColumns.place(of: "timestamp")

  private let removed: Column
  private let removedDate: Column
  private let last: Column
  private let timestamp: Column

  /// Looks at columns in the order of `AdColumns.fields`.
  init(_ columns: [Column]) {
    removed = columns[Self.removedPlace]
    removedDate = columns[Self.removedDatePlace]
    last = columns[Self.lastPlace]
    timestamp = columns[Self.timestampPlace]
  }

  /// Whether an ad was taken out.
  func isRemoved(_ row: Int) -> Bool { removed.value(at: row) == .bool(true) }

  /// The last day on which an ad is shown, in Stockholm.
  func lastDay(_ row: Int) -> Int64? {
    guard case .timestamp(let instant) = last.value(at: row) else { return nil }
    return JobTech.zone.civil(instant).days
  }

  /// What ads are called by, and whether and until when they are shown.
  func identity(of ids: Column, at positions: Column) -> RowIdentity {
    let days = IntBuilder(.date)
    for row in 0..<ids.count { days.append(lastDay(row).map { .date($0) } ?? .null) }
    return RowIdentity(
      keys: [ids], states: (0..<ids.count).map { isRemoved($0) ? .gone : .live },
      expiry: days.finish(), positions: positions)
  }

  /// By which two states of one ad are compared: milliseconds since 1970.
  ///
  /// A removal may lack its time stamp, and its time is one of whole seconds on Sweden's clock: it is
  /// taken for the latest instant that it may mean, since an ad that is wrongly kept shows what its
  /// employer has taken back.
  func age(_ row: Int) -> Int64 {
    var age: Int64?
    if case .int(let time) = timestamp.value(at: row) { age = time }
    guard isRemoved(row) else { return age ?? 0 }
    // It counts more than a state of the same time.
    age = age.map { $0 == .max ? .max : $0 + 1 }
    if case .timestamp(let time) = removedDate.value(at: row) {
      let end = SwedishTime.lastMeant(by: time) / 1000 + 1000
      age = max(age ?? end, end)
    }
    return age ?? .max
  }
}
