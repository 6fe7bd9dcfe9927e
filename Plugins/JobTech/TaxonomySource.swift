import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// Concepts of the taxonomy that ads are described by.
struct TaxonomySource: Source {
  static let declaration = SourceDeclaration(
    name: "jobtech.taxonomy", summary: "Concepts that Swedish ads are described by, and their ids.",
    discussion: """
      A concept's id, `AvNB_uwa_6n6`, is what the options of `jobtech.search` and `jobtech.stream` \
      take. Kinds are `municipality`, `region`, `country`, `occupation-name`, `ssyk-level-4` (groups), \
      `occupation-field`, `skill`, `language`, `employment-type`, `worktime-extent`, \
      `employment-duration`, `driving-licence` and others.

      The service writes `taxonomy/` before each name; the columns leave it out. A label must be whole \
      and exact to be found by `--preferred-label`; filter with `where` for parts.
      """,
    options: [
      OptionDeclaration("type", .string, "the kind of concept, as `municipality`"),
      OptionDeclaration("preferred-label", .string, "the label, whole and exact"),
      OptionDeclaration("id", .string, "one concept by its id"),
    ],
    columns: fields, terms: JobTech.terms,
    examples: [
      Example(
        "jobtech.taxonomy --type municipality --preferred-label Haparanda | select id, type",
        gives: "id,type\ntfRE_hXa_eq7,municipality\n", "the id of a municipality"),
      Example(
        "jobtech.taxonomy --type region | where preferred_label =~ /^Upp/",
        "counties whose name begins so"),
    ],
    open: { arguments, context in try TaxonomySource(arguments, context) })

  private static let fields = [
    Field("id", .string, isNullable: false, meaning: "The concept's id, `xxxx_xxx_xxx`."),
    Field("type", .string, meaning: "The kind of concept."),
    Field("preferred_label", .string, meaning: "Its name in Swedish."),
    Field("definition", .string, meaning: "What it means, in Swedish; often its name again."),
    Field("deprecated", .bool, meaning: "Whether it is not to be used any more; null for no."),
  ]

  let schema = Schema(fields)
  private let service: JobTechService
  private let items: [(String, String?)]

  /// Sends nothing.
  ///
  /// Errors: `jobtech.concept`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try JobTechService(.taxonomy, context)
    var items: [(String, String?)] = []
    for name in ["id", "type", "preferred-label"] {
      guard let text = arguments.string(name) else { continue }
      guard name != "id" || ConceptCode.isConcept(text) else {
        throw JobTechFault.concept(text).diagnostic(at: arguments.options[name]?.span)
      }
      items.append((name, text))
    }
    self.items = items
  }

  /// `type` and `preferred_label` are sent where they are compared with one value.
  func answer(to predicate: Predicate) -> PushdownAnswer {
    parameter(for: predicate) == nil ? .no : .inexact
  }

  func plan(_ request: ScanRequest) -> [String] {
    let parts = query(request).map { "\($0)=\($1 ?? "")" }.joined(separator: "&")
    return ["GET /v1/taxonomy/main/concepts" + (parts.isEmpty ? "" : "?" + parts)]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let items = query(request)
    let asked = Once()
    return GeneratorCursor { [service] in
      guard asked.isFirst else { return nil }
      // A new version of the taxonomy comes a few times a year.
      let answer = try await service.get(
        "/v1/taxonomy/main/concepts", query: items, caching: .lasting(.seconds(86_400)))
      let batch = try Self.batch(answer.body, url: answer.url, context.notices)
      if batch.count == 0, !items.isEmpty {
        let asked = items.map { "\($0) \"\($1 ?? "")\"" }
        var warning = JobTechFault.unknownConcepts(asked).diagnostic
        warning.severity = .warning
        context.notices.warn(warning)
      }
      return batch
    }
  }

  private func query(_ request: ScanRequest) -> [(String, String?)] {
    var items = items
    for predicate in request.predicates {
      guard let (name, text) = parameter(for: predicate),
        !items.contains(where: { $0.0 == name })
      else { continue }
      items.append((name, text))
    }
    return items
  }

  private func parameter(for predicate: Predicate) -> (String, String)? {
    guard predicate.test == .equal, case .string(let text)? = predicate.values.first else {
      return nil
    }
    switch predicate.column {
    case "type": return ("type", text)
    case "preferred_label": return ("preferred-label", text)
    default: return nil
    }
  }

  private static func batch(
    _ body: [UInt8], url: String, _ notices: Notices
  ) throws(JobTechFault) -> Batch {
    let reader = JSONRowReader(
      columns: fields.map { field in
        JSONColumn([.key("taxonomy/" + field.name.replacing("_", with: "-"))], field.type)
      })
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noConcepts(url: url, why: error.message)
    }
    guard rows.hasRows, rows.columns[0].nullCount == 0 else {
      throw .noConcepts(url: url, why: "expected a list of concepts with ids")
    }
    notices.count(JobTech.misfits("jobtech.taxonomy"), rows.mismatches.reduce(0, +))
    return rows.batch
  }
}
