import FjordDiagnostic
import FjordTestSupport
import Foundation
import Testing

@testable import FjordFile

@Suite struct BadRowTests {
  @Test("a row that can't be read is an error with file, line and column")
  func refused() async throws {
    let folder = try Folder()
    let csv = try folder.file("t.csv", "a,b\n1,x\nfive,y\n".utf8)
    let message = await SessionFixture().message("open \"\(csv)\" --types {a: int}")
    #expect(
      message.hasPrefix(
        "error[format.csv-row]: \(csv), line 3, column `a`: expected int, found `five`"))
    #expect(message.contains("  five,y\n  ~"))
    let json = try folder.file("t.ndjson", "{\"a\":1}\n{\"a\": \"x\"}\n".utf8)
    let other = await SessionFixture().message("open \"\(json)\" --types {a: int}")
    #expect(
      other.hasPrefix(
        "error[format.json-row]: \(json), line 2, column 7 (`a`): expected int, found `\"x\"`"))
  }

  @Test("bad rows are kept apart byte for byte, in order, and counted")
  func keptApart() async throws {
    let folder = try Folder()
    let csv = try folder.file(
      "t.csv", Array("a,b\nx,\"1\n2\"\n1\n2,ok\n3,".utf8) + [0xE6, 0x0A] + Array("4,ok\n".utf8))
    let sizes = TextChunks.Sizes(first: 8, usual: 8)
    let fixture = SessionFixture(sources: [.open(sizes: sizes)])
    let shown = try await fixture.show(
      "open \"\(csv)\" --types {a: int} --encoding utf-8 --bad-rows \"\(folder.path)/bad.csv\"")
    #expect(shown == "a,b\n2,ok\n4,ok\n")
    let expected =
      Array(
        """
        line,column,problem,row
        2,"a","expected int, found `x`","x,""1
        2""\"
        4,,"expected 2 fields, found 1","1"
        6,"b","expected UTF-8, found bytes that are none","3,
        """.utf8) + [0xE6] + Array("\"\n".utf8)
    #expect(folder.bytes("bad.csv") == expected)
    #expect(
      fixture.output.notes.contains(
        "3 kept apart in \(folder.path)/bad.csv as rows that can't be read"))
  }

  @Test("the check makes no file for bad rows, and a run without any leaves its header alone")
  func noBadRows() async throws {
    let folder = try Folder()
    let csv = try folder.file("t.csv", "a\n1\n".utf8)
    let text = "open \"\(csv)\" --bad-rows \"\(folder.path)/bad.csv\""
    let fixture = SessionFixture()
    #expect(await fixture.checkMessage(text) == "")
    #expect(folder.names == ["t.csv"])
    #expect(try await fixture.show(text) == "a\n1\n")
    #expect(folder.text("bad.csv") == "line,column,problem,row\n")
  }

  @Test("the file that is read is no place for its bad rows, whatever it is called")
  func sameFile() async throws {
    let folder = try Folder()
    let csv = try folder.file("t.csv", "a,b\n1\n".utf8)
    for name in ["t.csv", "../\((folder.path as NSString).lastPathComponent)/t.csv"] {
      let message = await SessionFixture().message(
        "open \"\(csv)\" --bad-rows \"\(folder.path)/\(name)\"")
      #expect(message.hasPrefix("error[bind.option-value]: `--bad-rows` names the file"))
    }
    #expect(folder.text("t.csv") == "a,b\n1\n")
  }

  @Test(
    "a row of JSON that breaks off is told by itself, whatever stands behind it",
    arguments: ["", "\n", "\n\n{\"a\":3}\n", "\n[{}]\n"])
  func brokenRows(_ rest: String) async throws {
    let folder = try Folder()
    let lines = try folder.file("t.ndjson", "{\"a\":1}\n{\"a\":\(rest)".utf8)
    let message = await SessionFixture().message("open \"\(lines)\"")
    #expect(message.contains("line 2, column 6: expected a value, found the end"))
    guard rest.allSatisfy(\.isNewline) else { return }
    let array = try folder.file("t.json", "[{\"a\":1},\n{\"a\":\(rest)".utf8)
    let other = await SessionFixture().message("open \"\(array)\"")
    #expect(other.contains("line 2, column 6: expected a value, found the end"))
    let open = try folder.file("o.json", "[{\"a\":1}\(rest)".utf8)
    let last = await SessionFixture().message("open \"\(open)\"")
    #expect(last.contains("line 1, column 9: expected `,` or `]`, found the end"))
  }

  @Test("a column that is not used is not looked at")
  func unusedColumns() async throws {
    let folder = try Folder()
    let csv = try folder.file("t.csv", "a,b\nx,1\ny,2\n".utf8)
    #expect(
      try await SessionFixture().show("open \"\(csv)\" --types {a: int} | select b") == "b\n1\n2\n")
  }
}
