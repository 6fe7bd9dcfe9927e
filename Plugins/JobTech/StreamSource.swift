import FjordDiagnostic
import FjordPlugin
import FjordTable

/// What changed among the ads since an instant: a row for each ad, removals too.
struct StreamSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobtech.stream", summary: "Swedish job ads added, changed or removed since an instant.",
    discussion: """
      A removed ad has its id and `removed`, and hardly anything else: count on nulls. `latest` leaves \
      it out, and `save` keeps a table by it. A day begins at midnight in Stockholm, and a length of \
      time, `--updated-after 1h`, counts back from now.

      Concepts of one option are alternatives, and both options must hold. For a table of all ads \
      begin with `jobtech.snapshot`. The service wants at most one request a minute: a second one \
      waits.
      """,
    options: [
      OptionDeclaration(
        "updated-after", .instant, "changed since a day, an instant, or a length of time back"),
      OptionDeclaration("updated-before", .instant, "changed until then", fallback: "now"),
      OptionDeclaration(
        "occupation-concept-id", .any, "occupations, groups or fields, by concept; with commas"),
      OptionDeclaration(
        "location-concept-id", .any, "municipalities, counties or countries, by concept"),
    ],
    columns: AdColumns.fields, key: AdColumns.key, terms: JobTech.terms,
    examples: [
      Example(
        "jobtech.stream --updated-after 1d | count by removed", "how many came, and how many went"),
      Example(
        "jobtech.stream --updated-after 2d --location-concept-id CaRE_1nn_cSU | latest "
          + "| select headline, employer.name | take 5", "news from Skåne"),
    ],
    open: { arguments, context in try StreamSource(arguments, context) })

  let schema = Schema(AdColumns.fields, key: AdColumns.key)
  private let service: JobTechService
  private let after: Int64
  private let before: Int64?
  private let filters: [(String, String?)]

  /// Sends nothing.
  ///
  /// Errors: `jobtech.updated-after`, `jobtech.time`, `jobtech.concept`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try JobTechService(.stream, context)
    guard let start = arguments.options["updated-after"] else {
      throw JobTechFault.noStart.diagnostic
    }
    after = try Self.instant("updated-after", start, context.clock)
    before = try arguments.options["updated-before"].map {
      try Self.instant("updated-before", $0, context.clock)
    }
    var filters: [(String, String?)] = []
    for name in ["occupation-concept-id", "location-concept-id"] {
      guard let argument = arguments.options[name] else { continue }
      do throws(JobTechFault) {
        for concept in try OptionTexts.parted(argument.value, name) {
          guard ConceptCode.isConcept(concept) else { throw .concept(concept) }
          filters.append((name, concept))
        }
      } catch {
        throw error.diagnostic(at: argument.span)
      }
    }
    self.filters = filters
  }

  /// The instant from which changes are asked for, which a saved table keeps.
  var start: Checkpoint? { ChangePlace.changes(after: after).checkpoint(position: 0) }

  func plan(_ request: ScanRequest) -> [String] {
    let lines = SnapshotSource.plan(try? walk(request))
    let items = filters.map { "&\($0)=\($1 ?? "")" }.joined()
    return [lines[0] + items]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    ChangeCursor(
      "jobtech.stream", try walk(request), service: service, filters: filters, request: request,
      context: context)
  }

  private func walk(_ request: ScanRequest) throws(JobTechFault) -> ChangeWalk {
    guard let resume = request.resume else {
      if let before, before <= after { throw .noWindow }
      return ChangeWalk(
        from: .changes(after: after), end: before, takesNewer: request.wantsIdentity)
    }
    let (place, position) = try ChangePlace.read(resume)
    return ChangeWalk(
      from: place, position: position, end: before, takesNewer: request.wantsIdentity)
  }

  private static func instant(
    _ name: String, _ argument: SourceArguments.Argument, _ clock: SessionClock
  ) throws -> Int64 {
    guard let instant = SwedishTime.instant(argument.value, clock), SwedishTime.isSayable(instant)
    else { throw JobTechFault.time(name).diagnostic(at: argument.span) }
    return SwedishTime.wholeSecond(instant)
  }
}
