import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct JSONPieceTests {
  private func decode(
    _ text: String, _ entries: [JSONPieceDecoder.Entry], style: JSONRowStyle = .lines,
    wanted: Set<Int>? = nil
  ) -> JSONDecoded {
    JSONPieceDecoder(entries, wanted: wanted, style: style).decode(PaddedBytes(text.utf8))
  }

  private static let entries: [JSONPieceDecoder.Entry] = [
    .init(key: "a", type: .int), .init(key: "b", type: .string, mayRepeat: true),
  ]

  @Test("rows stand one a line, in an array, or one behind the other")
  func styles() {
    for (text, style) in [
      ("{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"y\",\"a\":2}\n", JSONRowStyle.lines),
      ("{\"a\":1,\"b\":\"x\"}\r\n{\"b\":\"y\",\"a\":2}", .lines),
      (" [\n{\"a\":1,\"b\":\"x\"} , {\"b\":\"y\",\n\"a\":2}\n]\n", .array),
      ("{\"a\":1,\n\"b\":\"x\"}{\"b\":\"y\",\"a\":2}", .values),
    ] {
      let decoded = decode(text, Self.entries, style: style)
      #expect(decoded.faults == [])
      #expect(decoded.columns[0].values == [.int(1), .int(2)], "\(style)")
      #expect(decoded.columns[1].values == [.string("x"), .string("y")], "\(style)")
    }
  }

  @Test("a broken line is a fault, and the lines around it are read")
  func brokenLines() {
    let decoded = decode(
      "{\"a\":1}\n{\"a\":\n{\"a\":2}\n{\"a\":3} x\n\"str\n{\"a\":4}\n", Self.entries)
    #expect(decoded.columns[0].values == [.int(1), .int(2), .int(4)])
    #expect(decoded.faults.map(\.row) == [8..<13, 22..<31, 32..<36])
  }

  @Test("values that do not fit are faults with their place")
  func misfits() {
    let decoded = decode(
      "{\"a\":1}\n{\"b\":\"x\",\"a\":\"2\"}\n{\"a\":2.5}\n{\"a\":3.0}\n{\"a\":null}\n", Self.entries
    )
    #expect(decoded.columns[0].values == [.int(1), .int(3), .null])
    #expect(
      decoded.faults.map(\.text) == ["expected int, found `\"2\"`", "expected int, found `2.5`"])
    #expect(decoded.faults.map(\.place) == [21, 31])
    let nested = JSONPieceDecoder.Entry(key: "r", type: .record([RecordField("x", .list(.int))]))
    let deep = decode("{\"r\":{\"x\":[1]}}\n{\"r\":{\"x\":[\"1\"]}}\n{\"r\":5}\n{}\n", [nested])
    #expect(deep.count == 2)
    #expect(deep.faults.count == 2)
  }

  @Test("an array that breaks off is a fault of its end")
  func brokenArrays() {
    for text in [
      "[{\"a\":1},{\"a\":2}", "[{\"a\":1},{\"a\":2}] x", "[{\"a\":1},{\"a\":2} {\"a\":3}]",
    ] {
      let decoded = decode(text, Self.entries, style: .array)
      #expect(decoded.columns[0].values == [.int(1), .int(2)], "\(text)")
      #expect(decoded.faults.count == 1, "\(text)")
    }
  }

  @Test("keys without a column are told, those of columns that are not wanted are not")
  func unknownKeys() {
    let decoded = decode(
      "{\"a\":1,\"b\":\"x\"}\n{\"c\":[1],\"b\":\"x\"}\n", Self.entries, wanted: [0])
    #expect(decoded.unknownKeys == ["c": 17])
    #expect(decoded.columns[1].values == [.null, .null])
  }

  @Test("bytes that are no UTF-8 are a fault where they are looked at")
  func encoding() {
    let bytes = Array("{\"b\":\"".utf8) + [0xE6] + Array("\"}\n{\"b\":\"æ\"}\n".utf8)
    let decoded = JSONPieceDecoder(Self.entries, style: .lines).decode(PaddedBytes(bytes))
    #expect(decoded.columns[1].values == [.string("æ")])
    #expect(decoded.faults.map(\.text) == ["expected UTF-8, found bytes that are none"])
  }

  @Test("repeating strings come as codes, others as text, with the same values", arguments: 0..<30)
  func dictionaries(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let distinct = 1 + random.below(800)
    var text = ""
    var expected: [Value] = []
    for _ in 0..<(600 + random.below(600)) {
      let word = "ord\(random.below(distinct))æ"
      switch random.below(20) {
      case 0:
        text += "{}\n"
        expected.append(.null)
      case 1 where random.oneIn(20):
        text += "{\"b\":\"\\u00e5\"}\n"
        expected.append(.string("å"))
      default:
        text += "{\"b\":\"\(word)\"}\n"
        expected.append(.string(word))
      }
    }
    let decoded = decode(text, Self.entries)
    #expect(decoded.columns[1].values == expected)
  }

  @Test("what is written reads back, every type, one a line and in an array", arguments: 0..<80)
  func roundTrip(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 4)
    let table = random.table(columns: 1 + random.below(5), rows: random.below(40), depth: 2)
    let entries = table.schema.fields.map {
      JSONPieceDecoder.Entry(key: $0.name, type: $0.type, mayRepeat: random.oneIn(2))
    }
    for (format, style) in [(OutputFormat.ndjson, JSONRowStyle.lines), (.json, .array)] {
      let bytes = text(of: table, as: format)
      let decoded = JSONPieceDecoder(entries, style: style).decode(PaddedBytes(bytes))
      #expect(decoded.faults == [])
      let rows = (0..<decoded.count).map { row in decoded.columns.map { $0.value(at: row) } }
      #expect(rows == table.rows)
    }
  }

  @Test(
    "changed bytes never trap, and what is read does not depend on the pieces", arguments: 0..<200)
  func mutations(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 900)
    var bytes = Array("{\"a\":1,\"b\":\"x\\\"y\",\"c\":{\"d\":[1,2,{}]}}\n".utf8)
    bytes += bytes + bytes
    for _ in 0..<(1 + random.below(5)) {
      let place = random.below(bytes.count)
      switch random.below(3) {
      case 0: bytes[place] = UInt8(random.below(256))
      case 1: bytes.remove(at: place)
      default: bytes.insert(random.pick(Array("{}[]\",:\n\\1".utf8)), at: place)
      }
    }
    for style in [JSONRowStyle.lines, .array, .values] {
      let whole = JSONPieceDecoder(Self.entries, style: style).decode(PaddedBytes(bytes))
      _ = JSONSample(PaddedBytes(bytes), isWhole: true).layout(isLines: style == .lines)
      guard style == .lines else { continue }
      var rows: [[Value]] = []
      var faults = 0
      for line in bytes.split(separator: 10) {
        let one = JSONPieceDecoder(Self.entries, style: style).decode(PaddedBytes(line + [10]))
        rows += (0..<one.count).map { row in one.columns.map { $0.value(at: row) } }
        faults += one.faults.count
      }
      #expect((0..<whole.count).map { row in whole.columns.map { $0.value(at: row) } } == rows)
      #expect(whole.faults.count == faults)
    }
  }
}
