import FjordPattern
import FjordTable
import FjordTestSupport
import Testing

@Suite struct PatternTests {
  private let texts = Column(
    .string, [.string("Sykepleier 100 %"), .string("blåbær\nØL"), .null, .string("")])

  @Test func matchingKnowsLettersOfAllScriptsAndFlags() throws {
    let cases: [(pattern: String, flags: String, hits: [Value])] = [
      (#"^\w+ \d{3}"#, "", [.bool(true), .bool(false), .null, .bool(false)]),
      (#"^\w+$"#, "", [.bool(false), .bool(false), .null, .bool(false)]),
      (#"^\w+$"#, "m", [.bool(false), .bool(true), .null, .bool(false)]),
      ("b.+l", "", [.bool(false), .bool(false), .null, .bool(false)]),
      ("b.+l", "is", [.bool(false), .bool(true), .null, .bool(false)]),
      ("øl$", "i", [.bool(false), .bool(true), .null, .bool(false)]),
      ("", "", [.bool(true), .bool(true), .null, .bool(true)]),
      ("pleier", "", [.bool(true), .bool(false), .null, .bool(false)]),
      ("PLEIER", "", [.bool(false), .bool(false), .null, .bool(false)]),
      ("PLEIER", "i", [.bool(true), .bool(false), .null, .bool(false)]),
      (#"100\ \%"#, "", [.bool(true), .bool(false), .null, .bool(false)]),
    ]
    for (text, flags, hits) in cases {
      #expect(
        try texts.matched(by: Pattern(text, flags: flags)).values == hits, "/\(text)/\(flags)")
    }
  }

  @Test func aPatternThatIsATextFindsWhatTheEngineFinds() throws {
    var random = SeededGenerator(seed: 900)
    for _ in 0..<100 {
      let column = random.column(.string, count: 80)
      let wanted = String(random.text().unicodeScalars.prefix(1 + random.below(2)))
      let escaped = wanted.unicodeScalars.map {
        $0.isASCII ? "\\x{\(String($0.value, radix: 16))}" : "\($0)"
      }
      for flags in ["", "i"] {
        let plain = try Pattern(
          wanted.replacing("\\", with: "\\\\").replacing("|", with: "\\|"), flags: flags)
        let engine = try Pattern("(?:" + escaped.joined() + ")", flags: flags)
        #expect(engine.plainText == nil)
        #expect(
          try column.matched(by: plain).values == column.matched(by: engine).values,
          "\(wanted.debugDescription) \(flags)")
      }
    }
  }

  @Test func groupsAreExtractedByNumberAndNullWhereNothingIsFound() throws {
    let pattern = try Pattern(#"(?<word>[a-zæøå]+) (\d+)?"#, flags: "i")
    #expect(pattern.groupCount == 2)
    #expect(pattern.group(named: "word") == 1)
    #expect(pattern.group(named: "other") == nil)
    #expect(
      try texts.extracted(by: pattern, group: 2).values == [.string("100"), .null, .null, .null])
    #expect(
      try texts.extracted(by: pattern, group: 0).values
        == [.string("Sykepleier 100"), .null, .null, .null])
  }

  @Test(arguments: [
    ("a-b--c", "-", "+", "a+b++c"), ("abc", "x*", "-", "-a-b-c-"), ("xab", "x*", "-", "-a-b-"),
    ("2024-06", #"(\d+)-(\d+)"#, "$2/$1", "06/2024"), ("ab", "(a)|b", #"[\1]"#, "[a][]"),
    ("åø", "", ".", ".å.ø."), ("price", "price", "$$5 $x $", "$5 $x $"),
    ("abc", #"(?<=a)b"#, "", "ac"),
    ("aXbX", "X$", "", "aXb"),
  ]) func everyMatchIsReplaced(text: String, pattern: String, with: String, gives: String) throws {
    let column = Column(.string, [.string(text), .null])
    let replacement = Column(.string, [.string(with), .string(with)])
    let replaced = try column.replaced(by: Pattern(pattern), with: replacement)
    #expect(replaced.values == [.string(gives), .null])
    let constant = Column.repeating(.string(with), type: .string, count: 2)
    #expect(try column.replaced(by: Pattern(pattern), with: constant).values == replaced.values)
  }

  @Test(arguments: [
    ("a, b;c", "[,;] *", ["a", "b", "c"]), ("", ",", [""]), ("abc", "", ["a", "b", "c"]),
    (",a,", ",", ["", "a", ""]), ("æøå", "", ["æ", "ø", "å"]), ("abc", "x", ["abc"]),
  ]) func textIsCutAtMatches(text: String, pattern: String, gives: [String]) throws {
    let column = Column(.string, [.string(text)])
    #expect(try column.split(by: Pattern(pattern)).values == [.list(gives.map { .string($0) })])
  }

  @Test(arguments: [("(", 1), ("a{2,1}", 5), ("*a", 0), ("[z-a]", 3), (#"\C"#, 2)])
  func aPatternThatCannotBeReadTellsWhere(text: String, offset: Int) {
    #expect {
      try Pattern(text)
    } throws: { error in
      guard case .syntax(_, let place)? = error as? PatternFault else { return false }
      return place == offset
    }
  }

  @Test(arguments: ["(a+)+$", "(a|aa)+$", #"(\w+\s?)*$!"#, "(?:/|a|aa)+$", "(?:(?:a*)*)*[^a]$"])
  func aPatternThatWouldNotEndIsStopped(text: String) throws {
    let hostile = Column(.string, [.string(String(repeating: "a", count: 4000) + "!?")])
    let slashes = text.replacing("/", with: "\\/")
    #expect(throws: PatternFault.tooMuchWork(pattern: "/\(slashes)/")) {
      try hostile.matched(by: Pattern(text))
    }
  }

  @Test(arguments: [
    #"(\d+) .* (\d+)"#, #"\w+@\w+\.no"#, "(ord|tall).*(ord|tall).*slutt$", #"^(.*?),(.*?),(.*)$"#,
    #"\b\w+ \w+ \w+\b.*søker"#,
  ])
  func anOrdinaryPatternIsNotStoppedOnALongText(text: String) throws {
    let long = String(repeating: "et ord, 12 tall og blåbær på ", count: 700)
    let column = Column(.string, [.string(long), .string(long + "x@y.no")])
    #expect(throws: Never.self) { try column.matched(by: Pattern(text)) }
  }

  @Test func aSearchStopsWithItsTask() async {
    let column = Column.repeating(.string("a"), type: .string, count: 10).plain()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try column.matched(by: Pattern("a|b")).count
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func distinctTextsOfCodesAreSearchedWithTheAnswersOfAllRows() throws {
    var random = SeededGenerator(seed: 901)
    for _ in 0..<50 {
      let column = random.column(.string, count: 60)
      let pattern = try Pattern(#"(\w)|[ ,]"#)
      #expect(try column.matched(by: pattern).values == column.plain().matched(by: pattern).values)
      #expect(
        try column.extracted(by: pattern, group: 1).values
          == column.plain().extracted(by: pattern, group: 1).values)
      #expect(try column.split(by: pattern).values == column.plain().split(by: pattern).values)
    }
  }
}
