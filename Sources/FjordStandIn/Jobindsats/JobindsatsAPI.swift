import Hummingbird
import Synchronization

/// The stand-in of Jobindsats, versions 2 and 3 at one address.
///
/// Shapes, quirks and the causes of status 422 are those that were recorded or described. Not
/// recorded, and made up here: the bodies of other errors, what version 2 does with an unknown
/// dimension (400), without a period (the latest) and in its metadata as CSV.
final class JobindsatsAPI: LocalAPI {
  private struct State {
    var clock: StandInClock
    /// The days on which older figures were revised.
    var revisions: [Int] = []
    var refusals: UInt32 = 0
  }

  /// More cells than this are never made, whatever the options say.
  private static let mostCells = 4_000_000

  private let seed: UInt64
  private let keys: Set<String>
  private let options: JobindsatsOptions
  private let ids: IndexedIDs
  private let state: Mutex<State>

  /// - Parameter keys: The keys that are accepted.
  init(seed: UInt64, keys: Set<String>, options: JobindsatsOptions, clock: StandInClock) {
    self.seed = seed
    self.keys = keys
    self.options = options
    ids = IndexedIDs(seed: seed, domain: 0x6a6f_6269)
    state = Mutex(State(clock: clock))
  }

  func kind(of request: StandInRequest) -> RequestKind {
    let route =
      JobindsatsRoute.version(of: request.path) == 2
      ? JobindsatsRoute.two(request.path)?.route : JobindsatsRoute.three(request.path)
    switch route {
    case .data: return .page
    case .table: return .entry
    case .subjects, .tables, nil: return .other
    }
  }

  func answer(to request: StandInRequest) -> StandInAnswer {
    let now = state.withLock { $0.clock.now.seconds }
    if Self.isClosed(at: now) { return JobindsatsErrors.closed }
    switch JobindsatsRoute.version(of: request.path) {
    case 2: return older(request, now)
    case 3: return newer(request, now)
    default: return JobindsatsErrors.two(404, "Not Found")
    }
  }

  func failure(status: Int, to request: StandInRequest) -> StandInAnswer? {
    switch status {
    case 503: JobindsatsErrors.closed
    case 504: JobindsatsErrors.timeout
    case 401, 404, 422, 429, 500:
      JobindsatsRoute.version(of: request.path) == 3 ? refused(status, "Error \(status)") : nil
    default: nil
    }
  }

  func apply(_ change: StandInChange) {
    state.withLock { state in
      switch change {
      case .advanceBy(let duration): state.clock.set(state.clock.now.advanced(by: duration))
      case .advanceTo(let time): state.clock.set(time)
      case .events(let count):
        let day = OsloZone.dayNumber(atUTC: state.clock.now.seconds)
        state.revisions += Array(repeating: day, count: max(0, count))
      case .rotateToken: break
      }
    }
  }

  /// From 22 to 23 in Denmark, whose clocks go as Norway's.
  private static func isClosed(at seconds: Int64) -> Bool {
    (seconds + OsloZone.offset(atUTC: seconds)) % 86_400 / 3600 == 22
  }

  private func edition(_ table: JobindsatsTable, _ now: Int64) -> JobindsatsEdition {
    JobindsatsEdition(
      table, on: OsloZone.dayNumber(atUTC: now), revisions: state.withLock { $0.revisions })
  }

  // MARK: Version 3

  private func newer(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    guard let route = JobindsatsRoute.three(request.path) else { return refused(404, "Not Found") }
    guard request.method == "GET" else { return refused(405, "Method Not Allowed") }
    let words = (request.headers[.authorization] ?? "").split(separator: " ").map(String.init)
    guard words.count == 2, words[0] == "Bearer", keys.contains(words[1]) else {
      return refused(401, "Unauthorized")
    }
    let parameters = JobindsatsParameters.newer(request.query)
    let format = parameters.last { $0.name == "format" }?.value ?? "json"
    guard format == "json" || format == "csv" else {
      return refused(422, "Unknown format: \(format)")
    }
    switch route {
    case .subjects: return Self.json(JobindsatsNewer.subjects().bytes)
    case .tables:
      let editions = JobindsatsTables.all.map { edition($0, now) }
      return Self.json(JobindsatsNewer.tables(editions).bytes)
    case .table(let id), .data(let id):
      guard let table = JobindsatsTables.table(id) else {
        return refused(404, "Unknown table: '\(id)'")
      }
      let edition = edition(table, now)
      guard case .data = route else { return Self.json(JobindsatsNewer.table(edition).bytes) }
      do throws(JobindsatsRefusal) {
        let question = try JobindsatsNewerQuery(edition).question(parameters)
        return answer(question) { rows in
          format == "csv"
            ? Self.csv(JobindsatsNewer.csv(question, rows))
            : Self.json(JobindsatsNewer.json(question, rows).bytes)
        }
      } catch {
        return refused(422, error.cause)
      }
    }
  }

  private func refused(_ status: Int, _ cause: String) -> StandInAnswer {
    let number = state.withLock { state in
      state.refusals &+= 1
      return state.refusals
    }
    return JobindsatsErrors.three(status, cause, id: ids.id(number).text)
  }

  // MARK: Version 2

  private func older(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    guard let (route, format) = JobindsatsRoute.two(request.path) else {
      return JobindsatsErrors.two(404, "Not Found")
    }
    let isData = if case .data = route { true } else { false }
    guard request.method == "GET" || (isData && request.method == "POST") else {
      return JobindsatsErrors.two(405, "Method Not Allowed")
    }
    guard request.headers[.userAgent]?.isEmpty == false else {
      return JobindsatsErrors.two(403, "Forbidden")
    }
    guard keys.contains(request.headers[.authorization] ?? "") else {
      return JobindsatsErrors.two(401, "Unauthorized")
    }
    switch route {
    case .subjects: return older(JobindsatsOlder.subjects(), format)
    case .tables:
      let wanted = JobindsatsParameters.older(request.query)["subjectid"]
      let tables = JobindsatsTables.all.filter { wanted?.contains($0.subject) ?? true }
      return older(tables.map { JobindsatsOlder.summary(edition($0, now)) }, format)
    case .table(let id), .data(let id):
      guard let table = JobindsatsTables.table(id.lowercased()) else {
        return JobindsatsErrors.two(404, "Unknown table: \(id)")
      }
      let edition = edition(table, now)
      guard isData else { return older([JobindsatsOlder.table(edition)], format) }
      return olderData(request, edition, format)
    }
  }

  private func olderData(
    _ request: StandInRequest, _ edition: JobindsatsEdition, _ format: String?
  ) -> StandInAnswer {
    let parameters =
      request.method == "POST"
      ? JobindsatsParameters.older(body: request.body) : JobindsatsParameters.older(request.query)
    guard let parameters else { return JobindsatsErrors.two(400, "The body is no JSON object") }
    do throws(JobindsatsOlderQuery.Unknown) {
      let question = try JobindsatsOlderQuery(edition).question(parameters)
      return answer(question) { rows in
        format == "csv"
          ? Self.csv(JobindsatsOlder.csv(question, rows))
          : Self.json(JobindsatsOlder.json(question, rows))
      }
    } catch {
      return JobindsatsErrors.two(400, "Unknown dimension: \(error.name)")
    }
  }

  private func older(_ items: [JobindsatsJSON], _ format: String?) -> StandInAnswer {
    format == "csv" ? Self.csv(JobindsatsOlder.csv(items)) : Self.json(JobindsatsOlder.json(items))
  }

  // MARK: Both

  private func answer(
    _ question: JobindsatsQuestion, _ make: ([JobindsatsQuestion.Row]) -> StandInAnswer
  ) -> StandInAnswer {
    guard question.cells <= min(options.cells ?? Self.mostCells, Self.mostCells) else {
      return JobindsatsErrors.timeout
    }
    return make(question.rows(seed: seed, withholding: options.withholding))
  }

  private static func json(_ body: [UInt8]) -> StandInAnswer {
    StandInAnswer(200, type: JobindsatsErrors.json, body: body)
  }

  private static func csv(_ body: [UInt8]) -> StandInAnswer {
    StandInAnswer(200, type: "text/csv; charset=utf-8", body: body)
  }
}
