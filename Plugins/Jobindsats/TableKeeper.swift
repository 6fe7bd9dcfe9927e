import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable
import Synchronization

/// Descriptions of tables: asked for once, kept on disk up to the table's next update.
///
/// A pipeline is bound twice, to be checked and to be run; what the first asked for the second finds
/// here. It also lets a prompt complete columns of tables that were used before, without asking.
final class TableKeeper: Sendable {
  private struct Entry: Sendable {
    weak var http: HTTPService?
    let facts: TableFacts
    let time: ContinuousClock.Instant
  }

  /// How long one run goes on with what it was told.
  private static let freshness = Duration.seconds(60)
  /// How often at most a description is asked for whose table is due for an update.
  private static let dueLifetime: Int64 = 3_600
  private static let attempts = 3
  /// How long a message waits for what makes it more helpful.
  private static let hintTime = Duration.seconds(10)

  /// A table of a service: the client of one run is another's only where it is the same.
  private struct Key: Hashable {
    let id: String
    let version: JobindsatsVersion
    let http: ObjectIdentifier
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// The description of a table, where it is known without asking.
  func known(_ id: String, _ service: JobindsatsService) -> TableFacts? {
    entries.withLock { entries in
      guard let entry = entries[key(id, service)], entry.http === service.http else { return nil }
      return entry.facts
    }
  }

  /// The description of a table.
  ///
  /// Errors: `jobindsats.no-table`, `jobindsats.no-answer`; those of requests.
  func facts(
    _ id: String, _ service: JobindsatsService, _ context: RunContext
  ) async throws -> TableFacts {
    if let fresh = fresh(id, service) { return fresh }
    let facts = try await ask(id, service, context)
    let entry = Entry(http: service.http, facts: facts, time: .now)
    entries.withLock { entries in
      entries = entries.filter { $0.value.http != nil }
      entries[key(id, service)] = entry
    }
    return facts
  }

  /// The description of a table that an argument names.
  ///
  /// Errors: as of `facts`; `jobindsats.no-table` at the argument's place, with the nearest ids.
  func facts(
    _ id: String, at span: Span?, _ service: JobindsatsService, _ context: RunContext
  ) async throws -> TableFacts {
    do {
      return try await facts(id, service, context)
    } catch JobindsatsFault.notFound(let url, let cause) {
      let near = await Self.ids(near: id, service)
      throw JobindsatsFault.noTable(id, url: url, cause: cause, near: near).diagnostic(at: span)
    }
  }

  /// Ids of the list of tables that are much like one; none where the list can't be had soon.
  private static func ids(near id: String, _ service: JobindsatsService) async -> [String] {
    await withTaskGroup(of: [String].self) { group in
      group.addTask {
        let answer = try? await service.get(
          JobindsatsPath.tables(service.version, subjects: []), caching: .lasting(.seconds(86_400)))
        guard let answer, let list = try? jsonValue(of: answer.body),
          let tables = TableListing.read(list, service.version)
        else { return [] }
        return nearestNames(to: id, among: tables.compactMap { $0[4].text })
      }
      group.addTask {
        try? await Task.sleep(for: hintTime, clock: .continuous)
        return []
      }
      let found = await group.next() ?? []
      group.cancelAll()
      return found
    }
  }

  /// Asks for a description; one that can't be right, as it may have been kept, is asked for again.
  private func ask(
    _ id: String, _ service: JobindsatsService, _ context: RunContext
  ) async throws -> TableFacts {
    let path = JobindsatsPath.table(id, service.version)
    var attempt = 1
    while true {
      let answer = try await service.get(
        path, caching: attempt == 1 ? .lasting(.seconds(86_400)) : .never)
      do throws(JobindsatsFault) {
        let facts = try Self.read(answer, id, service.version)
        guard let age = answer.age, age >= Self.dueLifetime, Self.isDue(facts, context.clock) else {
          return facts
        }
      } catch {
        guard attempt < Self.attempts else { throw error }
        try await Task.sleep(
          for: context.http.options.retry.firstPause * attempt, clock: .continuous)
        attempt += 1
        continue
      }
      let due = try await service.get(path, caching: .lasting(.seconds(Self.dueLifetime)))
      return try Self.read(due, id, service.version)
    }
  }

  private func fresh(_ id: String, _ service: JobindsatsService) -> TableFacts? {
    entries.withLock { entries in
      guard let entry = entries[key(id, service)], entry.http === service.http,
        entry.time.duration(to: .now) < Self.freshness
      else { return nil }
      return entry.facts
    }
  }

  private func key(_ id: String, _ service: JobindsatsService) -> Key {
    Key(id: id, version: service.version, http: ObjectIdentifier(service.http))
  }

  /// Whether the day of a table's next update has come.
  private static func isDue(_ facts: TableFacts, _ clock: SessionClock) -> Bool {
    guard let next = facts.next.flatMap(DayText.days) else { return true }
    return clock.today(in: Jobindsats.zone) >= next
  }

  /// Reads a description; nothing but that of the table which was asked for will do.
  private static func read(
    _ answer: HTTPAnswer, _ id: String, _ version: JobindsatsVersion
  ) throws(JobindsatsFault) -> TableFacts {
    let value: Value
    do { value = try jsonValue(of: answer.body) } catch {
      throw .noAnswer("description of a table", url: answer.url, why: error.message)
    }
    let facts = version == .three ? TableFacts(version3: value) : TableFacts(version2: value)
    guard let facts else {
      throw .noAnswer(
        "description of a table", url: answer.url, why: "expected its measures and periods")
    }
    guard facts.id.lowercased() == id.lowercased() else {
      throw .noAnswer(
        "description of a table", url: answer.url, why: "it is that of `\(facts.id)`")
    }
    return facts
  }
}

/// Days as the service writes them.
enum DayText {
  /// Days since 1970-01-01 of `YYYY-MM-DD`, with or without a time behind; nil for other texts.
  static func days(_ text: String) -> Int64? { ValueParsing.date(Array(text.utf8.prefix(10)).span) }
}
