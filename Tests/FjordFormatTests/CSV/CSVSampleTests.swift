import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct CSVSampleTests {
  private func layout(
    _ text: String, _ change: (inout CSVWishes) -> Void = { _ in }
  ) throws -> CSVLayout {
    var wishes = CSVWishes()
    change(&wishes)
    return try CSVSample(PaddedBytes(text.utf8), isWhole: true, wishes: wishes).layout()
  }

  private func types(_ text: String) throws -> [String] {
    try layout(text).columns.map { $0.type.description }
  }

  @Test(
    "delimiters are found",
    arguments: [
      ("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
      ("a\n1\n", ","), ("a,b\n\"x;y\",2\n\"z;w\",3\n", ","), ("a;b;c\n\"1,2\";2;3\n", ";"),
    ])
  func delimiters(_ text: String, _ delimiter: String) throws {
    #expect(try layout(text).dialect.delimiter == delimiter.utf8.first)
  }

  @Test(
    "types are the first that all values fit",
    arguments: [
      ("a\n1\n-2\n", "int"), ("a\n1\n2.5\n", "float"), ("a\ntrue\nFALSE\n", "bool"),
      ("a\n2024-01-01\n", "date"), ("a\n2024-01-01T10:00:00Z\n2024-01-01 10:00:00\n", "timestamp"),
      ("a\nPT1H\n", "duration"), ("a\n1\nx\n", "string"), ("a\n\n\n", "string"),
      ("a\n0301\n0602\n", "string"), ("a\n0\n12\n", "int"), ("a\n0.5\n", "float"),
      ("a\n+47\n", "string"), ("a\n12345678901234567890\n", "string"), ("a\n1\nNA\n", "int"),
      ("a\nNA\n", "string"), ("a\n1\n\"\"\n", "int"), ("a\n\"1\"\n\"2\"\n", "int"),
      ("a\n1e5\n", "float"), ("a\n2024-02-30\n", "string"), ("a\nnan\n1.5\n", "float"),
    ])
  func types(_ text: String, _ type: String) throws {
    #expect(try types(text) == [type])
  }

  @Test(
    "a header is told from a first row",
    arguments: [
      ("a,b\n1,2\n", true), ("1,2\n3,4\n", false), ("a,b\nc,d\n", true), ("a,1\nb,2\n", false),
      ("x,y\n", true), ("a,a\nb,c\n", false), ("a,\nb,c\n", false), ("1\n", false),
      ("2024,2025\n1,2\n", false), ("name,2024-01-01\nx,5\n", true),
    ])
  func headers(_ text: String, _ hasHeader: Bool) throws {
    let layout = try layout(text)
    #expect((layout.bodyStart > 0) == hasHeader, "\(layout.names)")
  }

  @Test("columns without a name, and of one name, get names of their own")
  func names() throws {
    #expect(try layout("a,,a, b \n1,2,3,4\n").names == ["a", "column1", "a_1", "b"])
    #expect(try layout("1,2\n").names == ["column0", "column1"])
  }

  @Test("a decimal comma is found where more columns have it than a point")
  func decimalComma() throws {
    let layout = try layout("a;b;c\n1,5;x;2\n-2,25;y;3\n")
    #expect(layout.dialect.hasDecimalComma)
    #expect(layout.columns.map(\.type) == [.float, .string, .int])
    #expect(try self.layout("a;b\n1.5;2\n").dialect.hasDecimalComma == false)
  }

  @Test("words for null are found in columns that are no text")
  func nullWords() throws {
    let layout = try layout("a,b\n1,NA\nNULL,x\n")
    #expect(layout.dialect.nullTexts == [Array("NULL".utf8)])
    #expect(layout.dialect.hasNullStrings == false)
  }

  @Test("encodings are found, and what is no text is refused")
  func encodings() throws {
    let latin = PaddedBytes(Array("a\nbl".utf8) + [0xE5, 0x62, 0xE6, 0x72, 10])
    let layout = try CSVSample(latin, isWhole: true, wishes: CSVWishes()).layout()
    #expect(layout.dialect.encoding == .windows1252)
    #expect(try self.layout("a\nblåbær\n").dialect.encoding == .utf8)
    let marked = PaddedBytes([0xEF, 0xBB, 0xBF] + Array("a\n1\n".utf8))
    let withMark = try CSVSample(marked, isWhole: true, wishes: CSVWishes()).layout()
    #expect(withMark.names == ["a"])
    #expect(withMark.bodyStart == 5)
    #expect(throws: CSVSampleFault.utf16) {
      try CSVSample(PaddedBytes([0xFF, 0xFE, 97, 0]), isWhole: true, wishes: CSVWishes()).layout()
    }
    #expect(throws: CSVSampleFault.binary) {
      try CSVSample(PaddedBytes([0, 255, 0, 254]), isWhole: true, wishes: CSVWishes()).layout()
    }
  }

  @Test("lines before the table are named, and left out where that is said")
  func preamble() throws {
    let text = "A title\nand more\na,b\n1,2\n3,4\n"
    #expect(throws: CSVSampleFault.preamble(lines: 2, found: 1, expected: 2)) {
      try layout(text) { $0.delimiter = UInt8(ascii: ",") }
    }
    let decimals = "A title\n\nname;value\nx;1,5\ny;2,5\nz;3,5\n"
    #expect(throws: CSVSampleFault.preamble(lines: 2, found: 1, expected: 2)) {
      try layout(decimals) { _ in }
    }
    let skipped = try layout(text) { $0.skippedLines = 2 }
    #expect(skipped.names == ["a", "b"])
    #expect(skipped.firstLine == 4)
  }

  @Test("what is said counts more than what is found")
  func wishes() throws {
    let layout = try layout("a;b\n1;2\n") { wishes in
      wishes.types = ["b": .string]
      wishes.hasHeader = true
      wishes.nullText = "-"
    }
    #expect(layout.columns.map(\.type) == [.int, .string])
    #expect(layout.dialect.hasNullStrings)
    #expect(throws: CSVSampleFault.unknownTypes(["c"], known: ["a", "b"])) {
      try self.layout("a,b\n1,2\n") { $0.types = ["c": .int] }
    }
    #expect(throws: CSVSampleFault.commaTwice) {
      try self.layout("a,b\n1,2\n") { $0.hasDecimalComma = true }
    }
  }

  @Test("lines may end with a carriage return alone, and the last one with nothing")
  func lineEnds() throws {
    #expect(try layout("a,b\r1,2\r").columns.map(\.type) == [.int, .int])
    #expect(try layout("a,b\r\n1,2").columns.map(\.type) == [.int, .int])
    #expect(try layout("").names == [])
  }

  @Test("random bytes are a layout or a fault, never a trap", arguments: 0..<200)
  func garbage(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<random.below(300)).map { _ in
      random.oneIn(3) ? random.pick(Array(",;\t|\"\n\r1a.".utf8)) : UInt8(random.below(256))
    }
    for isWhole in [true, false] {
      _ = try? CSVSample(PaddedBytes(bytes), isWhole: isWhole, wishes: CSVWishes()).layout()
    }
  }
}
