import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import NAVPlugin

/// `nav.entry` as a source.
@Suite(.timeLimit(.minutes(20))) struct EntryTests {
  static let active = "1509bb0a-9bf1-4331-8a11-8783593942a4"

  private func batch(_ body: [UInt8], of ad: String) async throws -> Batch {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        status: 200, headers: HTTPHeaderList(), body: body, url: request.address.text)
    }
    let source = try await bench.source("nav.entry", .string(ad))
    let batches = try await source.scan(ScanRequest(wantsIdentity: true), in: bench.context)
      .collect()
    #expect(batches.count == 1)
    return try #require(batches.first)
  }

  private func value(_ name: String, _ batch: Batch) throws -> Value {
    let place = try #require(EntryColumns.fields.firstIndex { $0.name == name })
    return batch.columns[place].value(at: 0)
  }

  @Test func `an active ad has all of its content`() async throws {
    let batch = try await batch(NAVFixtures.bytes("entry-active.json"), of: Self.active)
    #expect(try value("uuid", batch) == .string(Self.active))
    #expect(try value("status", batch) == .string("ACTIVE"))
    #expect(try value("title", batch) == .string("Backend-utvikler (Kotlin)"))
    #expect(try value("sistEndret", batch) == .timestamp(1_793_599_408_912_000))
    #expect(try value("positioncount", batch) == .string("2"))
    guard case .list(let places) = try value("workLocations", batch),
      case .list(let categories) = try value("categoryList", batch),
      case .record(let employer) = try value("employer", batch)
    else { throw Missing(what: "nested values") }
    #expect(places.count == 2)
    #expect(
      categories.first
        == .record([
          NamedValue("categoryType", .string("ESCO")),
          NamedValue(
            "code",
            .string("http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001")),
          NamedValue("name", .string("programvareutvikler")),
          NamedValue("description", .string("")),
          NamedValue("score", .float(0.91)),
        ]))
    #expect(employer.first == NamedValue("name", .string("NORDLYS DATA AS")))
    #expect(batch.identity?.states == [.live])
  }

  @Test func `expires is the day in Oslo, and that day counts in full`() async throws {
    let batch = try await batch(NAVFixtures.bytes("entry-active.json"), of: Self.active)
    let day = CivilTime(year: 2026, month: 12, day: 1).days
    #expect(batch.identity?.expiry?.values == [.date(day)])
  }

  @Test func `free text stays text: due dates, start and number of positions`() async throws {
    let sparse = try NAVFixtures.bytes("entry-active-sparse.json")
    let text = String(decoding: sparse, as: UTF8.self)
    let ad = try #require(text.firstMatch(of: #/"uuid": ?"([0-9a-f-]{36})"/#)).output.1
    let batch = try await batch(sparse, of: String(ad))
    let types = EntryColumns.fields.filter {
      ["applicationDue", "starttime", "positioncount"].contains($0.name)
    }
    #expect(types.allSatisfy { $0.type == .string })
    #expect(try value("status", batch) == .string("ACTIVE"))
    #expect(batch.identity?.states == [.live])
  }

  @Test func `an ad that is not active has three keys, and is gone`() async throws {
    let body = try NAVFixtures.bytes("entry-inactive.json")
    let text = String(decoding: body, as: UTF8.self)
    let ad = try #require(text.firstMatch(of: #/"uuid": ?"([0-9a-f-]{36})"/#)).output.1
    let batch = try await batch(body, of: String(ad))
    #expect(try value("status", batch) == .string("INACTIVE"))
    #expect(try value("sistEndret", batch) != .null)
    #expect(batch.columns.dropFirst(3).allSatisfy { $0.isNull(0) })
    #expect(batch.identity?.states == [.gone])
  }

  @Test func `ACTIVE without ad_content is possible, and not live`() async throws {
    let body = "{\"uuid\":\"\(Self.active)\",\"status\":\"ACTIVE\"}"
    let batch = try await batch(Array(body.utf8), of: Self.active)
    #expect(try value("status", batch) == .string("ACTIVE"))
    #expect(batch.identity?.states == [.gone])
  }

  @Test func `content of an ad that is not active is not shown, contacts least of all`()
    async throws
  {
    let text = String(decoding: try NAVFixtures.bytes("entry-active.json"), as: UTF8.self)
    let body = text.replacing("\"status\": \"ACTIVE\"", with: "\"status\": \"INACTIVE\"")
    #expect(body != text)
    let batch = try await batch(Array(body.utf8), of: Self.active)
    #expect(try value("contactList", batch) == .null)
    #expect(try value("title", batch) == .null)
    #expect(batch.identity?.states == [.gone])
    #expect(batch.identity?.expiry?.values == [.null])
  }

  @Test func `an ad that NAV does not know is a fault of status 4`() async throws {
    let bench = Bench.scripted { HTTPAnswer(404, for: $0) }
    let cursor = try await bench.source("nav.entry", .string(Self.active))
      .scan(ScanRequest(), in: bench.context)
    let fault = await #expect(throws: NAVFault.self) { try await cursor.next() }
    #expect(fault?.diagnostic.code == "nav.no-entry")
    #expect(fault?.diagnostic.status == .source)
  }

  @Test(arguments: ["abc", "1-1-1-1-1", "", "1509bb0a-9bf1-4331-8a11-8783593942a4/../x"])
  func `a malformed UUID, which the service answers with 500, is refused before any request`(
    _ text: String
  ) async throws {
    let bench = Bench.scripted { HTTPAnswer(500, for: $0) }
    let fault = await #expect(throws: Diagnostic.self) {
      try await bench.source("nav.entry", .string(text))
    }
    #expect(fault?.code == "nav.uuid")
    #expect(fault?.status == .check)
    #expect(fault?.span == Span(9, 14))
    #expect(fault?.fix != nil)
    #expect(bench.http.requestCount == 0)
  }

  @Test func `the detail of another ad is a fault`() async throws {
    let body = try NAVFixtures.bytes("entry-active.json")
    await #expect(throws: NAVFault.self) { try await batch(body, of: MadePage.id(1)) }
  }
}
