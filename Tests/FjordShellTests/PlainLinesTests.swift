import FjordDiagnostic
import Foundation
import Testing

@testable import FjordShell

@Suite struct PlainLinesTests {
  private func lines(of bytes: [UInt8]) throws -> [String] {
    let ends = Pipe()
    let writer = ends.fileHandleForWriting
    let thread = Thread {
      try? writer.write(contentsOf: Data(bytes))
      try? writer.close()
    }
    thread.start()
    let source = PlainLineSource(descriptor: ends.fileHandleForReading.fileDescriptor)
    var lines: [String] = []
    while let line = try source.next() { lines.append(line) }
    return lines
  }

  @Test(
    "lines end in LF or CRLF, and the last one may lack its end",
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
      ("\n\n", ["", ""]), ("a\rb\n", ["a\rb"]), ("\u{FEFF}a\n\u{FEFF}", ["a", "\u{FEFF}"]),
    ])
  func splits(text: String, expected: [String]) throws {
    #expect(try lines(of: Array(text.utf8)) == expected)
  }

  @Test("bytes that are no UTF-8 become replacement characters")
  func mends() throws {
    #expect(
      try lines(of: [0x61, 0xFF, 0x62, 0x0A, 0xC3, 0x0A, 0xC3, 0xA6])
        == ["a\u{FFFD}b", "\u{FFFD}", "æ"])
  }

  @Test("lines and characters may lie across what is read at once")
  func joinsPieces() throws {
    let long = String(repeating: "日", count: 50_001)
    let many = (0..<20_000).map { "line \($0)" }
    let expected = many + [long] + many
    #expect(try lines(of: Array(expected.joined(separator: "\n").utf8)) == expected)
  }

  @Test("what can't be read is reported")
  func reportsFaults() throws {
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let source = PlainLineSource(descriptor: folder)
    let fault = #expect(throws: Diagnostic.self) { try source.next() }
    #expect(fault?.code == "shell.input")
  }
}
