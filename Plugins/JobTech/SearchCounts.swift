import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// How many of the ads that match a search have each concept of some kinds, in place of the ads: of
/// all that match, those too that a search does not reach.
struct SearchCounts: Source {
  static let fields = [
    Field("type", .string, isNullable: false, meaning: "The kind of concept, as asked for."),
    Field("term", .string, meaning: "The concept's name in Swedish."),
    Field("concept_id", .string, meaning: "The concept's id, which the option of its kind takes."),
    Field("code", .string, meaning: "The concept's older code, with its zeros."),
    Field("count", .int, unit: "ads", meaning: "How many of the ads that match have it."),
  ]

  let schema = Schema(fields)
  private let service: JobTechService
  private let query: SearchQuery

  /// Sends nothing.
  ///
  /// Errors: those of the query's values, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try JobTechService(.search, context)
    query = try SearchQuery(arguments, context.clock)
  }

  /// Counts are those of now.
  var goesOn: Bool { false }

  func plan(_ request: ScanRequest) -> [String] {
    ["GET /search?" + items.map { "\($0.0)=\($0.1 ?? "")" }.joined(separator: "&")]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    let headers = query.headers + [("X-Fields", "total,stats")]
    return GeneratorCursor { [service, items, query] in
      guard asked.isFirst else { return nil }
      let answer = try await service.get("/search", query: items, headers: headers)
      let (total, batch) = try Self.read(answer.body, url: answer.url)
      context.notices.tell("jobtech.search: \(total) ads match")
      if total == 0 { query.warnings.forEach(context.notices.warn) }
      return batch
    }
  }

  private var items: [(String, String?)] {
    query.items.map { ($0.0, $0.1) } + [("limit", "0")]
  }

  private static func read(
    _ body: [UInt8], url: String
  ) throws(JobTechFault) -> (total: Int64, Batch) {
    let names = fields.dropFirst().map { RecordField($0.name, $0.type) }
    let reader = JSONRowReader(
      rows: ["stats"],
      columns: [
        JSONColumn(["type"], .string), JSONColumn(["values"], .list(.record(names))),
      ], documentFields: [["total", "value"]])
    let rows: JSONRows
    do {
      rows = try reader.read(body)
    } catch {
      throw .noPage(url: url, why: error.message)
    }
    guard rows.hasRows, case .int(let total) = rows.documentFields[0] else {
      throw .noPage(url: url, why: "it has no `stats`, or no `total`")
    }
    var values = [[Value]](repeating: [], count: fields.count)
    for row in 0..<rows.count {
      guard case .string = rows.columns[0].value(at: row),
        case .list(let counts) = rows.columns[1].value(at: row)
      else { throw .noPage(url: url, why: "a list of counts has no `type` or no `values`") }
      for count in counts {
        guard case .record(let parts) = count else {
          throw .noPage(url: url, why: "a count is none")
        }
        values[0].append(rows.columns[0].value(at: row))
        for (place, part) in parts.enumerated() { values[place + 1].append(part.value) }
      }
    }
    let columns = zip(fields, values).map { Column($0.type, $1) }
    return (total, Batch(columns: columns, count: values[0].count))
  }
}
