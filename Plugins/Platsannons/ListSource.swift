import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// One of the lists: a row for each id.
struct ListSource: Source {
  let schema: Schema
  private let kind: ListKind
  private let accept: Accept
  /// A part of names to look for.
  private let name: String?
  private let query: [(String, String)]
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: those of the arguments' values, `platsannons.missing`, `platsannons.combination`,
  /// `http.base-url`.
  init(_ kind: ListKind, _ arguments: SourceArguments, _ context: RunContext) throws {
    self.kind = kind
    schema = Schema(kind.fields, key: ListKind.key)
    service = try PlatsannonsService(context)
    accept = Accept(arguments)
    name = try arguments.positional.first.map(Self.name)
    var query: [(String, String)] = []
    if let filter = kind.filter?.name, let argument = arguments.options[filter] {
      query = [(filter, try SearchParameter.number(filter, argument))]
      guard name == nil else {
        throw PlatsannonsFault.nameAndFilter.diagnostic(at: argument.span)
      }
    } else if kind.needsFilter {
      throw PlatsannonsFault.missing(
        "omradeid", of: kind.sourceName, list: "platsannons.omrade"
      ).diagnostic
    }
    self.query = query
  }

  /// A list has no place to go on from.
  var goesOn: Bool { false }

  func plan(_ request: ScanRequest) -> [String] {
    let path = "GET /platsannonser/soklista/\(kind.rawValue)" + (name.map { "/" + $0 } ?? "")
    return [path + (query.first.map { "?\($0.0)=\($0.1)" } ?? "")]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [self] in
      guard asked.isFirst, request.limit != 0 else { return nil }
      let answer = try await service.get(path, query: query, as: accept, caching: .asHeadersSay)
      let list = try ListReader(kind).read(answer.body, url: answer.url)
      tell(list, context.notices)
      return list.batch(keyed: request.wantsIdentity)
    }
  }

  private var path: HTTPPath {
    guard let name else { return HTTPPath("/platsannonser/soklista/\(kind.rawValue)") }
    return "/platsannonser/soklista/yrken/\(name)"
  }

  /// Says what the service counts in all; for names it counts rows, and no vacancies.
  private func tell(_ list: ServiceList, _ notices: Notices) {
    notices.count(Platsannons.misfits(kind.sourceName), list.misfits)
    if name != nil {
      guard list.ids.count == ServiceList.mostNames else { return }
      var warning = PlatsannonsFault.namesCut(list.ids.count).diagnostic
      warning.severity = .warning
      notices.warn(warning)
    } else if let ads = list.ads, let vacancies = list.vacancies {
      notices.tell("\(kind.sourceName): \(ads) ads with \(vacancies) vacancies in all")
    }
  }

  private static func name(_ argument: SourceArguments.Argument) throws(Diagnostic) -> String {
    guard let name = argument.value.text else {
      throw PlatsannonsFault.empty("namn").diagnostic(at: argument.span)
    }
    guard !name.contains(";") else {
      throw PlatsannonsFault.cutName(name).diagnostic(at: argument.span)
    }
    return name
  }
}
