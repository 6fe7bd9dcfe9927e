import FjordHTTP
import FjordPlugin
import FjordTable
import Testing

@testable import NAVPlugin

/// Where the description of NAV's feed and the service differ, and no other suite shows it.
@Suite struct DescriptionTests {
  private static let ad = "00a154d8-5ed8-4bcc-b5c7-19c2add9ca88"

  /// The row of an ad, as `nav.entry` reads its detail.
  private func row(_ detail: String) async throws -> (values: [String: Value], state: RowState?) {
    let bench = Bench.scripted { HTTPAnswer(200, detail, for: $0) }
    let source = try await bench.source("nav.entry", .string(Self.ad))
    let batches = try await source.scan(ScanRequest(wantsIdentity: true), in: bench.context)
      .collect()
    let values = try #require(batches.rows.first)
    return (
      Dictionary(uniqueKeysWithValues: zip(source.schema.names, values)), batches.states.first
    )
  }

  private func detail(_ key: String, _ content: String) -> String {
    """
    {"uuid":"\(Self.ad)","sistEndret":"2026-11-02T07:03:29.811434+01:00","status":"ACTIVE",\
    "\(key)":{"uuid":"\(Self.ad)","title":"Kokk",\(content)}}
    """
  }

  @Test func `an ad's content is under ad_content, not under json`() async throws {
    let right = try await row(detail("ad_content", "\"sector\":\"Privat\""))
    #expect(right.values["title"] == .string("Kokk") && right.state == .live)
    let described = try await row(detail("json", "\"sector\":\"Privat\""))
    #expect(described.values["title"] == .null && described.state == .gone)
  }

  @Test func `items of categoryList have a description`() async throws {
    let row = try await row(
      detail("ad_content", "\"categoryList\":[{\"code\":\"5120\",\"description\":\"lager mat\"}]"))
    guard case .list(let items)? = row.values["categoryList"],
      case .record(let parts)? = items.first
    else {
      Issue.record("the categories are a list of records")
      return
    }
    #expect(parts.contains(NamedValue("description", .string("lager mat"))))
  }

  @Test func `pageSize exists, and only sizes that give no 400 and no false end are taken`() throws
  {
    let bench = Bench(url: "http://127.0.0.1:9")
    let option = try bench.declaration("nav.feed").options.first { $0.name == "page-size" }
    guard case .int(let sizes)? = option?.kind else {
      Issue.record("`--page-size` is a whole number")
      return
    }
    #expect(sizes == 2...10_000)
  }
}
