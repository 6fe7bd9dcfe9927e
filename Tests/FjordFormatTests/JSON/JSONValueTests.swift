import FjordFormat
import FjordTable
import Testing

@Suite struct JSONValueTests {
  private func value(_ text: String) throws -> Value { try jsonValue(of: Array(text.utf8)) }

  @Test func scalarsAreTheNarrowestValue() throws {
    #expect(try value(" null ") == .null)
    #expect(try value("true") == .bool(true))
    #expect(try value("-0") == .int(0))
    #expect(try value("9223372036854775807") == .int(.max))
    #expect(try value("9223372036854775808") == .float(9_223_372_036_854_775_808))
    #expect(try value("1.0") == .float(1))
    #expect(try value("1e999") == .null)
    #expect(try value("\"\"") == .string(""))
  }

  @Test func objectsKeepTheOrderOfTheirKeysAndTheLastValueOfEach() throws {
    #expect(
      try value(#"{"b":1,"a":{"x":[]},"b":2}"#)
        == .record([
          NamedValue("b", .int(2)), NamedValue("a", .record([NamedValue("x", .list([]))])),
        ]))
  }

  @Test func manyKeysTakeLinearTime() throws {
    let text = "{" + (0..<20_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    guard case .record(let parts) = try value(text) else {
      Issue.record("an object is no record")
      return
    }
    #expect(parts.count == 20_000)
    #expect(parts.last == NamedValue("k19999", .int(19_999)))
  }
}
