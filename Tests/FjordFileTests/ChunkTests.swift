import FjordEngine
import FjordFormat
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFile

@Suite struct ChunkTests {
  private static let sizes = [1, 2, 3, 7, 16, 64, 100, 1_000]

  private func rows(
    _ path: String, _ options: String, _ size: Int, morsels: Bool = false
  ) async throws -> String {
    let fixture = SessionFixture(sources: [.open(sizes: .init(first: size, usual: size))])
    let bound = try await fixture.bound("open \"\(path)\" \(options)")
    let source = bound.source.source
    var batches: [Batch] = []
    if morsels {
      let cursor = try #require(try source.morsels(ScanRequest(), in: fixture.services.context))
      while let morsel = try await cursor.next() { batches.append(try morsel.decode()) }
    } else {
      batches = try await source.scan(ScanRequest(), in: fixture.services.context).collect()
    }
    return Table(schema: bound.output, batches: batches).csv
  }

  @Test("the size of pieces changes no table", arguments: 0..<12)
  func everySize(_ seed: Int) async throws {
    let folder = try Folder()
    var random = SeededGenerator(seed: UInt64(seed) + 60)
    let table = random.table(columns: 3, rows: 30, depth: 1)
    let schema = Schema(table.schema.fields.enumerated().map { $1.renamed("c\($0)") })
    let named = Table(schema: schema, batches: table.batches)
    let types = schema.fields.map { "\($0.name): '\($0.type)'" }.joined(separator: ", ")
    for format in [OutputFormat.csv, .tsv, .json, .ndjson] {
      guard var writer = format.makeWriter() else { continue }
      let bytes = writer.begin(schema) + named.batches.flatMap { writer.write($0) } + writer.end()
      let path = try folder.file("t.\(format.rawValue)", bytes)
      let expected = try await rows(path, "--types {\(types)}", 1_000_000)
      #expect(expected == named.csv, "\(format)")
      for size in Self.sizes {
        #expect(try await rows(path, "--types {\(types)}", size) == expected, "\(format) \(size)")
      }
      #expect(try await rows(path, "--types {\(types)}", 40, morsels: true) == expected)
    }
  }

  @Test("broken rows are the same whatever the size of pieces", arguments: 0..<20)
  func brokenRows(_ seed: Int) async throws {
    let folder = try Folder()
    var random = SeededGenerator(seed: UInt64(seed) + 800)
    for (name, text) in [
      ("t.csv", "a,b\n" + (0..<20).map { "\($0),\"x\ny\($0)\"\n" }.joined()),
      ("t.ndjson", (0..<20).map { "{\"a\":\($0),\"b\":[\"x\"]}\n" }.joined()),
    ] {
      var bytes = Array(text.utf8)
      for _ in 0..<4 {
        let place = 8 + random.below(bytes.count - 8)
        bytes[place] = random.pick(Array("\",\n{}x]".utf8))
      }
      let path = try folder.file(name, bytes)
      let options = "--sample 1 --types {a: int, b: string} --bad-rows \"\(folder.path)/bad.csv\""
      guard let expected = try? await rows(path, options, 1_000_000) else { continue }
      let bad = try await keptApart(folder)
      for size in Self.sizes {
        #expect(try await rows(path, options, size) == expected, "\(name) \(size)")
        #expect(try await keptApart(folder) == bad, "\(name) \(size)")
      }
    }
  }

  /// The rows that were kept apart, with their lines and columns; what is told of a row that breaks
  /// off may name what stands behind it.
  private func keptApart(_ folder: Folder) async throws -> String {
    try await SessionFixture().show("open \"\(folder.path)/bad.csv\" | drop problem")
  }

  @Test("lines are counted over pieces, quoted line ends included")
  func identity() async throws {
    let folder = try Folder()
    let csv = try folder.file("t.csv", "a,b\n1,\"x\ny\"\n\n2,z\n3,\"\n\n\"\n4,\n".utf8)
    let json = try folder.file("t.ndjson", "{\"a\":1}\n\n{\"a\":2}\n{\"a\":3}\n".utf8)
    for (path, lines) in [(csv, [2, 5, 6, 9]), (json, [1, 3, 4])] {
      for size in Self.sizes {
        let fixture = SessionFixture(sources: [.open(sizes: .init(first: size, usual: size))])
        let source = try await fixture.bound("open \"\(path)\"").source.source
        let batches = try await source.scan(
          ScanRequest(wantsIdentity: true), in: fixture.services.context
        ).collect()
        let places = batches.flatMap { $0.identity?.positions.values ?? [] }
        #expect(places == lines.map { .int(Int64($0)) }, "\(size)")
      }
    }
  }

  @Test("a row that is too long is an error that names its line, not a trap")
  func longRows() async throws {
    let folder = try Folder()
    let path = try folder.file(
      "t.csv", Array("a,b\n1,x\n2,\"".utf8) + [UInt8](repeating: 0x78, count: 5_000))
    let sizes = TextChunks.Sizes(first: 64, usual: 64, rowLimit: 1_024)
    let fixture = SessionFixture(sources: [.open(sizes: sizes)])
    let message = await fixture.message("open \"\(path)\" --types {a: int} | count")
    #expect(
      message.contains("row at line 3")
        || fixture.output.reports.contains {
          $0.message.contains("row at line 3")
        })
  }
}
