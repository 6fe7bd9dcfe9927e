import FjordDiagnostic
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import FjordFile

@Suite struct OutputFileTests {
  private func table(_ names: [String], _ rows: [[Value]]) -> Table {
    let fields = names.map { Field($0, .int) }
    let columns = names.indices.map { place in Column(.int, rows.map { $0[place] }) }
    return Table(schema: Schema(fields), batches: [Batch(columns: columns, count: rows.count)])
  }

  private func save(_ table: Table, _ path: String, isAppending: Bool = false) throws {
    let file = try OutputFile(path: path, schema: table.schema, isAppending: isAppending)
    for batch in table.batches { try file.write(batch) }
    try file.finish()
  }

  @Test("what is saved opens again as it was, in every format and compression", arguments: 0..<15)
  func roundTrip(_ seed: Int) async throws {
    let folder = try Folder()
    var random = SeededGenerator(seed: UInt64(seed) + 12)
    let drawn = random.table(columns: 4, rows: 50, depth: 1)
    let schema = Schema(drawn.schema.fields.enumerated().map { $1.renamed("c\($0)") })
    let table = Table(schema: schema, batches: drawn.batches)
    let types = schema.fields.map { "\($0.name): '\($0.type)'" }.joined(separator: ", ")
    for ending in ["csv", "tsv.zst", "json.gz", "ndjson", "ndjson.zst", "csv.gz"] {
      try save(table, "\(folder.path)/t.\(ending)")
      let shown = try await SessionFixture().show(
        "open \"\(folder.path)/t.\(ending)\" --types {\(types)}")
      #expect(shown == table.csv, "\(ending)")
    }
    #expect(folder.names.allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test("a file is there when it is whole, and what was there before is untouched until then")
  func wholeOrNot() throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", "old\n".utf8)
    let rows = table(["a"], [[.int(1)]])
    let file = try OutputFile(path: path, schema: rows.schema, isAppending: false)
    try file.write(rows.batches[0])
    #expect(folder.text("t.csv") == "old\n")
    file.discard()
    #expect(folder.names == ["t.csv"])
    try save(rows, path)
    #expect(folder.text("t.csv") == "a\n1\n")
  }

  @Test("a pipe gets the bytes, and stays what it is")
  func pipe() throws {
    let folder = try Folder()
    let path = folder.path + "/t.csv"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let rows = table(["a"], [[.int(1)]])
    try save(rows, path)
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    #expect(bytes.prefix(max(count, 0)).elementsEqual("a\n1\n".utf8))
    try OutputFile(path: path, schema: rows.schema, isAppending: false).discard()
    #expect(folder.names == ["t.csv"])
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test("a file is read to where it ended when it was opened, whatever is added to it")
  func growing() throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", "a\n1\n".utf8)
    let stream = try DescriptorStream(path: path)
    try save(table(["a"], [[.int(2)]]), path, isAppending: true)
    #expect(try stream.head(100) == Array("a\n1\n".utf8))
    #expect(folder.text("t.csv") == "a\n1\n2\n")
  }

  @Test("a link stays one, and who may read the file stays as it was")
  func linksAndModes() throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", "old\n".utf8)
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let link = "\(folder.path)/link.csv"
    try files.createSymbolicLink(atPath: link, withDestinationPath: "t.csv")
    try save(table(["a"], [[.int(1)]]), link)
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "t.csv")
    #expect(folder.text("t.csv") == "a\n1\n")
    #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  @Test("rows are added behind those that are there, with one header")
  func appending() throws {
    let folder = try Folder()
    for (name, expected) in [("t.csv", "a\n1\n2\n"), ("t.ndjson", "{\"a\":1}\n{\"a\":2}\n")] {
      let path = "\(folder.path)/\(name)"
      try save(table(["a"], [[.int(1)]]), path, isAppending: true)
      try save(table(["a"], [[.int(2)]]), path, isAppending: true)
      #expect(folder.text(name) == expected)
    }
    let packed = "\(folder.path)/t.csv.gz"
    try save(table(["a"], [[.int(1)]]), packed, isAppending: true)
    try save(table(["a"], [[.int(2)]]), packed, isAppending: true)
    let stream = try Compression.decompressed(DescriptorStream(path: packed), name: packed)
    #expect(String(decoding: try stream.head(100), as: UTF8.self) == "a\n1\n2\n")
  }

  @Test("added rows that do not come to their end are cut off again")
  func appendingNothing() throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", "a\n1\n".utf8)
    let many = table(["a"], (0..<100_000).map { [.int($0)] })
    let file = try OutputFile(path: path, schema: many.schema, isAppending: true)
    try file.write(many.batches[0])
    #expect((folder.bytes("t.csv") ?? []).count > 100)
    file.discard()
    #expect(folder.text("t.csv") == "a\n1\n")
  }

  @Test("rows of other columns, and rows behind half a line, are not added")
  func otherColumns() throws {
    let folder = try Folder()
    let path = try folder.file("t.csv", "a\n1\n".utf8)
    let half = try folder.file("half.ndjson", "{\"a\":1}".utf8)
    for (path, names) in [(path, ["b"]), (path, ["a", "b"]), (half, ["a"])] {
      let rows = table(names, [names.map { _ in .int(1) }])
      let fault = #expect(throws: Diagnostics.self) { try save(rows, path, isAppending: true) }
      #expect(fault?.items.first?.code == "file.append")
    }
    #expect(folder.text("t.csv") == "a\n1\n")
  }

  @Test("a full disk is an error")
  func fullDisk() throws {
    let file = try WritableFile(path: "/dev/full", shownAs: "full.csv", flags: 0)
    let fault = #expect(throws: Diagnostics.self) {
      try file.write([UInt8](repeating: 1, count: 100))
    }
    #expect(fault?.items.first?.code == "run.output")
  }
}
