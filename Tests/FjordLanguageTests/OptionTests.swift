import FjordLanguage
import Testing

@Suite struct OptionTests {
  @Test(
    "The value of an option is a literal, a word, a variable, or stands in brackets",
    arguments: [
      "--start 3b041641-1788-44f2-a60d-f25453fe2e85",
      "--start first",
      "--locale nb",
      "--encoding windows-1252",
      "--every 2m",
      "--since 2024-06-01",
      "--since 2024-06-01T10:30:00Z",
      "--header yes",
      "--url https://example.org/a.json",
      "--path /tmp/fjord.csv",
      "--pattern /a b/i",
      "--count -5",
      "--code 0180",
      "--period 2026M05",
      "--month 2024-06",
      "--x true",
      "--x null",
      "--x $since",
      "--x (1 + 2)",
      "--x (-$n)",
      "--types {a: int, b: [1]}",
      "--null \"NA\"",
      "--greeting \"Hei ${name}\"",
      "--time-zone Europe/Oslo --a.b c",
    ])
  func values(text: String) throws {
    #expect(try canonical("nav.feed " + text) == "nav.feed " + text)
  }

  @Test("A word that is a literal is one, and other words stay as they are written")
  func wordsAndLiterals() throws {
    #expect(try value("7d") == .literal(.duration(months: 0, microseconds: 604_800_000_000)))
    #expect(try value("10") == .literal(.int(10)))
    #expect(try value("true") == .literal(.bool(true)))
    #expect(try value("2024-06-01") == .literal(.date(19_875)))
    #expect(try value("0180") == .word("0180"))
    #expect(try value("99999999999999999999") == .word("99999999999999999999"))
    #expect(try value("by") == .word("by"))
  }

  private enum Value: Equatable {
    case literal(Literal)
    case word(String)
    case other
  }

  private func value(_ text: String) throws -> Value {
    let script = try parse(.init(name: "test", text: "nav.feed --x " + text))
    guard case .pipeline(let pipeline) = script.statements.first?.kind,
      case .call(let call) = pipeline.stages.first?.kind, let value = call.options.first?.value
    else { return .other }
    switch value {
    case .word(let name): return .word(name.text)
    case .expression(let expression):
      if case .literal(let literal) = expression.kind { return .literal(literal) }
      return .other
    }
  }

  @Test("A bar ends a word, and a comma goes on with the items")
  func wordEnds() throws {
    #expect(try canonical("to x --accept json|xml") == "to x --accept json | xml")
    #expect(try canonical("select a --x b,c") == "select a, c --x b")
  }

  @Test("A flag takes no value")
  func flags() throws {
    #expect(try canonical("join $t --left on k") == "join $t on k --left")
  }

  @Test("Two dashes without white space before them are two minus signs")
  func dashes() throws {
    #expect(try canonical("take 5--3") == "take 5 - -3")
  }

  @Test("A date that is not on the calendar is a fault in an option too")
  func badDates() {
    #expect(faults("nav.feed --since 2024-02-30").map(\.code) == ["lex.date"])
  }
}
