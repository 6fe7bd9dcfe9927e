import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// The stand-in of Jobindsats with a client for each version.
struct JobindsatsService: Sendable {
  /// A table of version 3 as a consumer reads it: texts, numbers and null.
  struct Rows {
    var columns: [String]
    var rows: [[Any]]

    /// What is in the columns of text, joined.
    var keys: [String] {
      rows.map { $0.compactMap { $0 as? String }.joined(separator: "|") }
    }

    /// The numbers of a column, nil where there is none.
    func numbers(_ column: Int) -> [Double?] { rows.map { $0[column] as? Double } }

    /// The row with some texts.
    func row(_ texts: String...) -> [Any]? {
      rows.first { row in texts.allSatisfy { text in row.contains { $0 as? String == text } } }
    }
  }

  /// A table of version 2.
  struct OlderRows {
    var names: [String]
    var labels: [String]
    var data: [[String]]
  }

  let standIn: RunningStandIn
  private let client: FeedClient

  static func with<Result: Sendable>(
    _ change: (inout StandInOptions) -> Void = { _ in },
    work: (JobindsatsService) async throws -> Result
  ) async throws -> Result {
    var options = StandInOptions()
    change(&options)
    let standIn = try await StandIns.start(name: "jobindsats", options: options)
    do {
      let service = JobindsatsService(
        standIn: standIn, client: FeedClient(standIn, authorization: nil))
      let result = try await work(service)
      await standIn.stop()
      return result
    } catch {
      await standIn.stop()
      throw error
    }
  }

  static let folder = NAVFixtures.folder.deletingLastPathComponent().appending(path: "jobindsats")

  static func fixture(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  func newer(
    _ target: String, authorization: String? = "Bearer TESTTOKEN"
  ) async throws -> FeedClient.Answer {
    var headers = ["Accept": "application/json"]
    headers["Authorization"] = authorization
    return try await client.send("GET", "/v3/" + target, headers)
  }

  func older(
    _ target: String, authorization: String? = "TESTTOKEN", agent: String? = "test",
    body: String? = nil
  ) async throws -> FeedClient.Answer {
    var headers: [String: String] = [:]
    headers["Authorization"] = authorization
    headers["User-Agent"] = agent
    return try await client.send(body == nil ? "GET" : "POST", "/v2/" + target, headers, body: body)
  }

  /// Rows of version 3; the answer must be whole.
  func rows(_ target: String) async throws -> Rows {
    let answer = try await newer("data/" + target)
    try #require(answer.status == 200, "\(target): \(answer.text.prefix(200))")
    return try Self.rows(Data(answer.body))
  }

  static func rows(_ data: Data) throws -> Rows {
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == ["columns", "rows"])
    return Rows(
      columns: try #require(object["columns"] as? [String]),
      rows: try #require(object["rows"] as? [[Any]]))
  }

  /// Rows of version 2; the answer must be whole and begin with a byte order mark.
  func olderRows(_ target: String, body: String? = nil) async throws -> OlderRows {
    let answer = try await older("data/" + target, body: body)
    try #require(answer.status == 200, "\(target): \(answer.text.prefix(200))")
    return try Self.olderRows(Data(answer.body))
  }

  static func olderRows(_ data: Data) throws -> OlderRows {
    let object = try #require(try unmarked(data).first)
    let variables = try #require(object["Variables"] as? [[String: String]])
    return OlderRows(
      names: variables.compactMap { $0["Name"] }, labels: variables.compactMap { $0["Label"] },
      data: try #require(object["Data"] as? [[String]]))
  }

  /// The objects of a body of version 2.
  static func unmarked(_ data: Data) throws -> [[String: Any]] {
    try #require(data.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
    let value = try JSONSerialization.jsonObject(with: data.dropFirst(3))
    return try #require(value as? [[String: Any]])
  }

  /// The cause of a refusal of version 3, whose other parts must be right.
  func cause(_ target: String, status: Int = 422) async throws -> String? {
    let answer = try await newer(target)
    #expect(answer.status == status, "\(target)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    #expect(Set(object.keys) == ["code", "cause", "request_id"])
    #expect(object["code"] as? Int == status)
    #expect(UUID(uuidString: object["request_id"] as? String ?? "") != nil)
    return object["cause"] as? String
  }
}
