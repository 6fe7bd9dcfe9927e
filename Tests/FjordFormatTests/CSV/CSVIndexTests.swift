import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct CSVIndexTests {
  private static let dialects = [
    CSVDialect(), CSVDialect(delimiter: UInt8(ascii: ";")),
    CSVDialect(lineEnd: UInt8(ascii: "\r")),
  ]

  @Test("the ends of fields are those of the byte-by-byte reading", arguments: 0..<400)
  func endsAgree(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = awkwardCSV(&random, length: random.below(300))
    for dialect in Self.dialects {
      PaddedBytes(text).withBytes { bytes in
        let fast = CSVIndex(bytes, dialect)
        let plain = CSVIndex(plainly: bytes, dialect, isASCII: false)
        #expect(fast.ends == plain.ends)
        #expect(fast.rowCount == plain.rowCount)
        #expect(fast.isUnfinished == plain.isUnfinished)
        #expect(fast.isASCII == text.allSatisfy { $0 < 0x80 })
      }
    }
  }

  @Test("quoted line ends and quotes amid a field across 64 bytes are told apart")
  func blockBorders() {
    for length in 55..<70 {
      let filler = String(repeating: "x", count: length)
      for text in [
        "\(filler),\"a\nb\"\"\",c\nd\n", "\(filler)\"a\nb\",\"c\nd\"\n", "\"\(filler)\"\n",
      ] {
        PaddedBytes(text.utf8).withBytes { bytes in
          let plain = CSVIndex(plainly: bytes, CSVDialect(), isASCII: true)
          #expect(CSVIndex(bytes, CSVDialect()).ends == plain.ends)
        }
      }
    }
  }

  @Test("a piece is cut behind the last line end outside of quotes", arguments: 0..<300)
  func splitting(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 9_000)
    let text = awkwardCSV(&random, length: random.below(260))
    let plain = PaddedBytes(text).withBytes {
      CSVIndex(plainly: $0, CSVDialect(), isASCII: false)
    }
    let last = plain.ends.dropFirst().last { text[Int($0)] == UInt8(ascii: "\n") }
    var splitter = CSVSplitter(CSVDialect())
    let split = PaddedBytes(text).withBytes { splitter.split($0, isLast: false) }
    #expect(split?.end == last.map { Int($0) + 1 })
    if let split {
      #expect(split.lineCount == text[..<split.end].count { $0 == UInt8(ascii: "\n") })
    }
  }
}
