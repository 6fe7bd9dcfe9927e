import FjordDiagnostic
import FjordPlugin
import FjordTable

/// All current ads, and from the second reading on what changed.
struct SnapshotSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobtech.snapshot", summary: "All current job ads in Sweden, kept right by `refresh`.",
    discussion: """
      One request gives every ad, some 37,000 of them in 300 MB and more; they are read as they come, \
      in little memory. `save` keeps a table of them, or of those that a filter leaves, and `refresh` \
      then asks for changes alone: new and changed ads replace those of their id, removed ones leave. \
      An ad past its `last_publication_date` is hidden even where no removal came.

      The place is the time at which reading began, and each window of changes reaches five minutes \
      back into the one before. An answer that breaks off, even with a clean end, is asked for again; \
      what came twice is dropped. The service wants at most one request a minute: a second one waits.
      """,
    columns: AdColumns.fields, key: AdColumns.key, terms: JobTech.terms,
    examples: [
      Example(
        "jobtech.snapshot | count by workplace_address.region | top 3 by count",
        "the counties with the most ads"),
      Example(
        "jobtech.snapshot | where workplace_address.municipality_code == \"1480\" | save goteborg",
        "a table that `refresh goteborg` keeps right"),
    ],
    open: { arguments, context in try SnapshotSource(arguments, context) })

  let schema = Schema(AdColumns.fields, key: AdColumns.key)
  private let service: JobTechService
  private let clock: SessionClock

  /// Sends nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    clock = context.clock
    service = try JobTechService(.stream, context)
  }

  func plan(_ request: ScanRequest) -> [String] { Self.plan(try? Self.walk(request)) }

  /// All ads once more, and then their changes, where an earlier reading of them broke off.
  func need(_ request: ScanRequest) -> RequestNeed {
    guard case .all(let since?)? = try? Self.walk(request).place else {
      return RequestNeed(count: 1)
    }
    return RequestNeed(count: since < SwedishTime.wholeSecond(clock.now) ? 2 : 1)
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    ChangeCursor(
      "jobtech.snapshot", try Self.walk(request), service: service, request: request,
      context: context)
  }

  /// What a walk asks, a line each.
  static func plan(_ walk: ChangeWalk?) -> [String] {
    guard let walk, let question = walk.question else { return ["nothing is asked for"] }
    guard case .all(let since?) = walk.place else { return [question.text] }
    return [question.text, "then " + ChangeQuestion(after: since - ChangeWalk.overlap).text]
  }

  private static func walk(_ request: ScanRequest) throws(JobTechFault) -> ChangeWalk {
    guard let resume = request.resume else {
      return ChangeWalk(from: .all(since: nil), takesNewer: request.wantsIdentity)
    }
    let (place, position) = try ChangePlace.read(resume)
    return ChangeWalk(from: place, position: position, takesNewer: request.wantsIdentity)
  }
}
