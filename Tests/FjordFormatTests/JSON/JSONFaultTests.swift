import FjordDiagnostic
import FjordFormat
import FjordTable
import FjordTestSupport
import Testing

@Suite struct JSONFaultTests {
  private func fault(_ bytes: [UInt8]) -> Diagnostic? {
    do {
      _ = try jsonValue(of: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "", " ", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1",
    "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{1:2}", "tru", "truee", "True",
    "nul", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "-01", "1.2.3", "NaN", "Infinity",
    "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800x\"",
    "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"a\nb\"", "\"\t\"", "\"\u{0}\"",
    "1 2", "[] []", "[1]x", "\u{FEFF}", "//c\n1", "[1]\u{0}",
  ]) func whatIsNotJSONIsRefusedByAllReaders(text: String) {
    let bytes = Array(text.utf8)
    #expect(fault(bytes)?.code == "format.json-broken")
    for columns in [[], [JSONColumn([], .string)], [JSONColumn(["a"], .list(.int))]] {
      #expect(throws: Diagnostic.self) { try JSONRowReader(columns: columns).read(bytes) }
    }
    let inside = Array("{\"skipped\":".utf8) + bytes + Array(" }".utf8)
    #expect(throws: Diagnostic.self) {
      try JSONRowReader(rows: ["rows"], columns: []).read(inside)
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xE2, 0x28, 0xA1], [0xC3, 0x28],
    ] as [[UInt8]]) func brokenUTF8IsRefusedWhereverItStands(sequence: [UInt8])
  {
    for padding in 0..<40 {
      let text = Array("\"".utf8) + Array(repeating: 0x61, count: padding) + sequence
      #expect(fault(text + Array("\"".utf8))?.message.contains("expected UTF-8") == true)
    }
  }

  @Test func allOfUnicodeIsTaken() throws {
    let scalars: [Unicode.Scalar] = [
      "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}",
      "\u{10FFFF}",
    ]
    for padding in 0..<40 {
      for scalar in scalars {
        let text = String(repeating: "x", count: padding) + String(scalar)
        #expect(try jsonValue(of: Array("\"\(text)\"".utf8)) == .string(text))
      }
    }
  }

  @Test func escapesStandForTheirCharacters() throws {
    let text = #""\"\\\/\b\f\n\r\t\u0041\u00e5\u20AC\ud83d\ude00""#
    #expect(
      try jsonValue(of: Array(text.utf8)) == .string("\"\\/\u{8}\u{C}\n\r\tAå€😀"))
  }

  @Test func aFaultSaysLineColumnAndWhatStandsThere() throws {
    let found = try #require(fault(Array("{\n  \"a\": [1, 2,\n  oops]\n}".utf8)))
    #expect(
      found.text == """
        error[format.json-broken]: the JSON breaks off at line 3, column 3: expected a value, \
        found `o`
            oops]
            ~
        """)
    #expect(found.status == .source)
  }

  @Test func aFaultShowsControlsAsEscapesAndOnlyAPiece() throws {
    let long =
      "[\"" + String(repeating: "å", count: 500) + "\u{1B}[2J" + String(repeating: "x", count: 99)
    let text = try #require(fault(Array(long.utf8))).text
    #expect(text.contains("expected an escape, found a control character in a string"))
    #expect(text.contains("\\u{1b}[2J"))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(text.utf8.count < 400)
  }

  @Test func aFaultExplainsAnEmptyABrokenOffAndAnHTMLBody() throws {
    #expect(fault([])?.reason == "the body is empty")
    #expect(fault(Array("[1,".utf8))?.reason == "the body ends early, after 3 bytes")
    #expect(fault(Array("\n<html>".utf8))?.reason == "the body looks like HTML or XML")
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: UInt8(ascii: "["), count: depth)
        + Array(repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(fault(nested(256)) == nil)
    #expect(fault(nested(257))?.message.contains("at most 256") == true)
    #expect(fault(nested(100_000)) != nil)
    let reader = JSONRowReader(rows: ["r"], columns: [])
    #expect(throws: Diagnostic.self) { try reader.read(nested(100_000)) }
    let objects = String(repeating: "{\"a\":", count: 5000)
    #expect(throws: Diagnostic.self) { try reader.read(Array(objects.utf8)) }
  }

  @Test func everyBeginningOfADocumentIsRefusedAndNoneTraps() throws {
    let text = #"{"items":[{"a":"x\u00e5\ud83d\ude00y","b":[1.5e3,true,null]},{"a":"ø"}],"n":-0.1}"#
    let bytes = Array(text.utf8)
    let reader = JSONRowReader(
      rows: ["items"], columns: [JSONColumn(["a"], .string), JSONColumn(["b"], .list(.float))],
      documentFields: [["n"]])
    #expect(try reader.read(bytes).count == 2)
    for end in 0..<bytes.count {
      #expect(throws: Diagnostic.self) { try reader.read(Array(bytes[..<end])) }
    }
  }

  @Test func changedBytesNeverTrapAndAllReadersAgree() throws {
    let text = #"{"items":[{"a":"x\u00e5","b":[1.5e3,{"c":null}]},{"a":"øæ","b":[]}],"n":[1,2]}"#
    let bytes = Array(text.utf8)
    let alphabet = Array("{}[]\",:\\u0e-. \n".utf8) + [0, 0x80, 0xC3, 0xFF]
    var random = SeededGenerator(seed: 50)
    let reader = JSONRowReader(
      rows: ["items"], columns: [JSONColumn(["a"], .string), JSONColumn(["b"], .list(.int))],
      documentFields: [["n"]])
    for _ in 0..<6000 {
      var changed = bytes
      for _ in 0...random.below(3) {
        switch random.below(3) {
        case 0: changed[random.below(changed.count)] = random.pick(alphabet)
        case 1: changed.remove(at: random.below(changed.count))
        default: changed.insert(random.pick(alphabet), at: random.below(changed.count))
        }
      }
      let isRead = (try? reader.read(changed)) != nil
      #expect(isRead == (fault(changed) == nil), "\(String(decoding: changed, as: UTF8.self))")
    }
  }
}
