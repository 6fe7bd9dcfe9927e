import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// The subjects by which tables are ordered.
struct SubjectsSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobindsats.subjects", summary: "Subjects of jobindsats.dk, by which tables are ordered.",
    discussion: """
      A subject's id is what `jobindsats.tables --subject ID` takes. Names are Danish; `glossary` explains \
      their words. The columns have the names of version 3 in both versions. The answer is kept for a day.
      """,
    columns: fields, terms: Jobindsats.terms,
    examples: [
      Example(
        "jobindsats.subjects | where subject_id == \"1\"",
        gives: "subject_id,subject_name\n1,A-dagpenge\n", "one subject"),
      Example("jobindsats.subjects | sort by subject_name | take 5", "the first by name"),
    ],
    open: { _, context in try SubjectsSource(context) })

  private static let fields = [
    Field("subject_id", .string, isNullable: false, meaning: "The subject's id."),
    Field("subject_name", .string, meaning: "Its name in Danish, as `A-dagpenge`."),
  ]

  let schema = Schema(fields)
  private let service: JobindsatsService

  /// Sends nothing.
  ///
  /// Errors: `http.base-url`, `jobindsats.version`.
  init(_ context: RunContext) throws(Diagnostic) { service = try JobindsatsService(context) }

  func plan(_ request: ScanRequest) -> [String] {
    ["GET /v\(service.version.rawValue)/subjects"]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    ListCursor(
      service, JobindsatsPath.subjects(service.version), "list of subjects", context
    ) { [service] answer in Self.rows(answer, service.version) }
  }

  /// The rows of an answer; nil where it is none.
  static func rows(_ answer: Value, _ version: JobindsatsVersion) -> Batch? {
    let keys =
      version == .three ? ("subject_id", "subject_name") : ("SubjectID", "SubjectName")
    guard case .list(let subjects) = answer else { return nil }
    let ids = subjects.map { $0[keys.0].text }
    guard !ids.contains(nil) else { return nil }
    return Batch(
      columns: [
        Column(.string, ids.map { Value($0) }),
        Column(.string, subjects.map { Value($0[keys.1].text) }),
      ], count: subjects.count)
  }
}
