import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

/// Rows that are written alike are compared with texts that were met before; all others are walked.
///
/// The walk by itself is the definition.
@Suite struct JSONRowPatternTests {
  private static let place: DataType = .record([
    RecordField("name", .string), RecordField("no", .int),
  ])
  private static let columns: [(String, DataType)] = [
    ("id", .int), ("a_title_of_more_than_thirty_two_bytes", .string), ("pay", .float),
    ("place", place), ("open", .bool), ("tags", .list(.string)),
  ]

  private func pieces(_ text: String, wanted: Set<Int>? = nil) -> JSONDecoded {
    let entries = Self.columns.map {
      JSONPieceDecoder.Entry(key: $0.0, type: $0.1, mayRepeat: true)
    }
    return JSONPieceDecoder(entries, wanted: wanted, style: .lines)
      .decode(PaddedBytes(text.utf8))
  }

  /// The value of each key, in one of the ways it may be written.
  private func member(_ key: String, _ random: inout SeededGenerator) -> String {
    let space = random.pick(["", "", "", " ", "  "])
    let value =
      switch key {
      case "id": "\(random.below(2_000_000) - 1_000_000)"
      case "pay": random.pick(["0", "-0.5", "12.25", "1e3", "2.5E-2", "123456789.125", "null"])
      case "open": random.pick(["true", "false", "null"])
      case "tags": random.pick(["[]", "[\"a\", \"b\\n\"]", "[\"\(random.below(9))\"]", "null"])
      case "place", "unknown":
        random.pick(
          [
            "{}", "null", "{\"name\":\"Ås\"}", "{\"no\":\(random.below(9)),\"name\":\"x\"}",
            "{\"name\":\"\\\"\\u00e5\\\"\",\"other\":{\"no\":[1,{\"no\":2}]},\"no\":7}",
            "{\"name\":\"y\",\"no\":1,\"name\":\"z\"}", "{\"name\":{\"deep\":1}}",
          ].dropLast(key == "unknown" ? 0 : 1).map { $0 })
      default:
        "\""
          + random.pick([
            "", "kort", "Lærer, «vikar»", "\\\\", "\\\"", "\\ud83d\\ude00 æøå",
            String(repeating: "lang tekst ", count: 1 + random.below(12)) + "\\n\\\"slutt\\\"",
          ]) + "\""
      }
    return "\"\(key)\":\(space)\(value)"
  }

  private func rows(_ count: Int, _ random: inout SeededGenerator) -> String {
    let names = Self.columns.map(\.0) + ["unknown", "more"]
    return (0..<count).map { _ in
      var keys = names.filter { _ in random.below(8) > 0 }
      if random.below(4) == 0 { keys.shuffle(using: &random) }
      if random.below(6) == 0, let again = keys.randomElement(using: &random) { keys.append(again) }
      let part = random.pick([",", ",", ",", ", "])
      return "{" + keys.map { member($0, &random) }.joined(separator: part) + "}\n"
    }.joined()
  }

  @Test("rows written in many ways are read as a walk reads them", arguments: 0..<24)
  func manyWays(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 9_000)
    let text = rows(400, &random)
    // The first row of a text is always walked, so each is read as a text of its own.
    let reader = JSONRowReader(columns: Self.columns.map { JSONColumn([.key($0.0)], $0.1) })
    let walked = try text.split(separator: "\n").map { try reader.readLines(Array($0.utf8)) }
    let together = try reader.readLines(Array(text.utf8))
    let wanted: Set<Int> = seed % 3 == 0 ? [1, 3] : Set(Self.columns.indices)
    let decoded = pieces(text, wanted: wanted)
    #expect(decoded.faults == [])
    for place in Self.columns.indices {
      let expected = walked.flatMap { $0.columns[place].values }
      #expect(together.columns[place].values == expected, "\(place)")
      if wanted.contains(place) { #expect(decoded.columns[place].values == expected, "\(place)") }
    }
    #expect(Set(decoded.unknownKeys.keys) == ["unknown", "more", "other"])
  }

  @Test("rows that are kept themselves are kept whole, beside their keys too")
  func wholeRows() {
    let entries = [
      JSONPieceDecoder.Entry(key: nil, type: .string), .init(key: "id", type: .int),
    ]
    let decoded = JSONPieceDecoder(entries, style: .lines)
      .decode(PaddedBytes("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n".utf8))
    #expect(
      decoded.columns.map(\.values) == [
        [.string("{\"id\":1}"), .string("{\"id\":2}"), .string("{\"id\":3}")],
        [.int(1), .int(2), .int(3)],
      ])
  }

  @Test("what is wrong in a row that begins as others did is found where a walk finds it")
  func brokenRows() {
    let good = "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true}\n"
    for broken in [
      "{\"id\":01,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.5e,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true}",
      "{\"id\":-,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"\\x\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"\\ud800\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"\t\",\"no\":1},\"open\":true}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":truth}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":tru",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":1},\"open\":true,}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x", "{\"id\":1,\"pay\":", "{\"id\":1 2}",
      "{\"id\":1,\"pay\":2.5,\"place\":5,\"open\":true}",
      "{\"id\":1,\"pay\":2.5,\"place\":{\"name\":\"x\",\"no\":\"1\"},\"open\":true}",
    ] {
      let alone = pieces(broken + "\n" + good)
      let behind = pieces(good + good + broken + "\n" + good)
      #expect(behind.count == 3, "\(broken)")
      #expect(behind.faults.map(\.text) == alone.faults.map(\.text), "\(broken)")
      #expect(
        behind.faults.map(\.place) == alone.faults.map { $0.place + 2 * good.utf8.count },
        "\(broken)")
    }
  }

  @Test("more ways of writing a row than a pattern takes are read all the same")
  func tooManyWays() {
    let text = (0..<700).map { "{\"id\":\($0),\"key\($0)\":{\"a\($0)\":1},\"pay\":1.5}\n" }.joined()
    let decoded = pieces(text, wanted: [0, 2])
    #expect(decoded.columns[0].values == (0..<700).map { .int($0) })
    #expect(decoded.columns[2].values == Array(repeating: .float(1.5), count: 700))
  }

  @Test("a text that is no UTF-8 within a record is a fault of its row")
  func nestedEncoding() {
    var text = Array("{\"place\":{\"name\":\"x\"}}\n{\"place\":{\"name\":\"_\"}}\n".utf8)
    text[text.lastIndex(of: UInt8(ascii: "_")) ?? 0] = 0xFF
    let entry = JSONPieceDecoder.Entry(key: "place", type: Self.place)
    let decoded = JSONPieceDecoder([entry], style: .lines).decode(PaddedBytes(text))
    #expect(decoded.count == 1)
    #expect(decoded.faults.map(\.text) == ["expected UTF-8, found bytes that are none"])
  }
}
