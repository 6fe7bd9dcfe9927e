import FjordTestSupport
import Testing

@testable import FjordEngine

@Suite struct FunctionTests {
  @Test("parts of text lie within it, whatever places are asked for")
  func substrings() async throws {
    try await expectRows([
      (
        "[{t: \"blåbær\"}, {t: \"\"}, {t: null}] | select a = substring(t, 2), b = substring(t, -2, 1), c = substring(t, 9), d = substring(t, -9, 5), e = substring(t, 1, -3)",
        "a,b,c,d,e åbær,æ,\"\",bl,\"\" \"\",\"\",\"\",\"\",\"\" ,,,,"
      ),
      (
        "[{t: \"abc\", n: null}] | derive n = int(n) | select a = substring(t, n), b = pad(t, n), c = replace(t, string(n), \"x\"), d = split(t, string(n))",
        "a,b,c,d ,,,"
      ),
      (
        "[{t: \"abc\", n: 9223372036854775807}] | select a = substring(t, n), b = substring(t, -n, n), c = substring(t, 1, n)",
        "a,b,c \"\",abc,bc"
      ),
    ])
  }

  @Test("text is filled up, cut and joined")
  func pieces() async throws {
    try await expectRows([
      (
        "[{n: 301}, {n: null}] | select a = pad(n, 4, \"0\"), b = pad(\"æ\", -3), c = pad(\"long\", 2)",
        "a,b,c 0301,æ  ,long ,æ  ,long"
      ),
      (
        "[{t: \"a,b,,c\"}] | select a = split(t, \",\"), b = join(split(t, \",\"), \"-\"), c = length(split(\"\", \",\"))",
        "a,b,c \"[\"\"a\"\",\"\"b\"\",\"\"\"\",\"\"c\"\"]\",a-b--c,1"
      ),
      (
        "[{l: [1, null, 2.5]}, {l: []}, {l: null}] | select a = join(l, \"; \")", "a 1.0; 2.5 \"\" "
      ),
      (
        "[{t: \"aaa\"}] | select a = replace(t, \"aa\", \"b\"), b = replace(t, \"\", \"x\"), c = replace(t, \"A\", \"x\")",
        "a,b,c ba,aaa,aaa"
      ),
      ("[{l: [2024-01-01]}] | select a = join(l, \",\")", "a 2024-01-01"),
    ])
  }

  @Test("a filling that can't be is a counted null")
  func impossibleFilling() async throws {
    let fixture = SessionFixture()
    #expect(
      try await fixture.show("[{t: \"a\"}] | select x = pad(t, 2000000), y = pad(t, 3, \"\")")
        == "x,y\n,\n")
    #expect(
      fixture.output.notes == ["2 null by a text too long or nothing to fill up with in `select`"])
  }

  @Test("letters of all scripts change case")
  func letterCase() async throws {
    try await expectRows([
      (
        "[{t: \"Ærlig Straße İI ΣΑΣ ﬁ\"}] | select a = lower(t), b = upper(t)",
        "a,b ærlig straße i̇i σασ ﬁ,ÆRLIG STRASSE İI ΣΑΣ FI"
      ),
      ("[{t: \"İstanbul\"}, {t: \"ISTANBUL\"}] | where t contains \"istan\" | count", "count 1"),
    ])
  }

  @Test("numbers out of a function's range are counted nulls")
  func mathematics() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      "[{a: 4}, {a: 0}, {a: -1}, {a: null}] | select s = sqrt(a), l = log(a), n = ln(a), e = exp(a * 1000), b = log(a, 2)"
    )
    #expect(
      shown
        == "s,l,n,e,b\n2.0,0.6020599913279624,1.3862943611198906,,2.0\n0.0,,,1.0,\n,,,0.0,\n,,,,\n")
    #expect(fixture.output.notes == ["8 null by a number out of range in `select`"])
  }

  @Test("clamp takes numbers, dates and texts, and the upper bound wins")
  func clamping() async throws {
    try await expectRows([
      (
        "[{a: 5}, {a: null}] | select x = clamp(a, 1, 3), y = clamp(a, 1.5, 9), z = clamp(a, 9, 1)",
        "x,y,z 3,5.0,1 ,,"
      ),
      (
        "[{d: 2024-05-01}] | select x = clamp(d, 2024-06-01, 2024-07-01), y = clamp(3d, 1d, 2d), z = clamp(\"m\", \"a\", null)",
        "x,y,z 2024-06-01,P2D,"
      ),
    ])
  }

  @Test("hash is the same for equal values and counts null in")
  func hashing() async throws {
    try await expectRows([
      ("[{a: \"x\"}, {a: \"x\"}, {a: null}] | select h = hash(a) | distinct | count", "count 2"),
      (
        "[{a: 1}] | select h = hash(a) == hash(1), g = hash(a, 2) == hash(2, a), z = hash(a) >= 0",
        "h,g,z true,false,true"
      ),
    ])
  }

  @Test("times are cut and written on the session's clock")
  func calendar() async throws {
    let night = "[{t: 2024-06-30T22:30:00Z, d: 2024-12-30}]"
    try await expectRows([
      (
        "\(night) | select a = truncate(t, month), b = truncate(d, week), c = truncate(t, \"hour\")",
        "a,b,c 2024-06-30T22:00:00Z,2024-12-30,2024-06-30T22:00:00Z"
      ),
      (
        "\(night) | select a = format(t, \"yyyy-MM-dd HH:mm XXX\"), b = format(d, \"YYYY-'W'ww\"), c = week(d), e = format(d, \"d.M HH XXX\")",
        "a,b,c,e 2024-07-01 00:30 +02:00,2025-W01,1,30.12 00 +01:00"
      ),
      (
        "[{t: timestamp(null)}] | select a = truncate(t, day), b = format(t, \"yyyy\"), c = week(t)",
        "a,b,c ,,"
      ),
      ("[{month: 2024-06-09}] | select a = truncate(month, month)", "a 2024-06-01"),
      ("[{d: date(2024, 2, 30), e: date(2024, 2, null)}] | select d, e", "d,e ,"),
    ])
  }

  @Test("durations are divided and scaled")
  func durations() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      "[{d: 36h}] | select a = d / 1d, b = d * 0.5, c = d / 3, e = 1mo * 1.5, f = 1y / 1mo, g = d / 0, h = d / 0d, i = 0.5 * d"
    )
    #expect(shown == "a,b,c,e,f,g,h,i\n1.5,PT18H,PT12H,P1M15D,12.0,,,PT18H\n")
    #expect(fixture.output.notes == ["2 null by division by zero in `select`"])
  }

  @Test("json writes any value, and null stays null")
  func json() async throws {
    try await expectRows([
      (
        "[{a: \"x\\\"y\", b: [1, null]}, {a: null, b: null}] | select a = json(a), b = json(b), c = json(2024-01-01)",
        "a,b,c \"\"\"x\\\"\"y\"\"\",\"[1,null]\",\"\"\"2024-01-01\"\"\" ,,\"\"\"2024-01-01\"\"\""
      )
    ])
  }

  @Test("a condition guards what stands behind it")
  func guards() async throws {
    let table = "[{a: 1, b: 0}, {a: 4, b: 2}, {a: 3, b: null}]"
    for script in [
      "\(table) | select x = if(b == 0, null, a / b)",
      "\(table) | select x = case(b == 0, -1.0, b > 0, a / b, 9.0)",
      "\(table) | where b != 0 and a / b > 1", "\(table) | select x = b == 0 or a / b > 1",
      "\(table) | where b != 0 | where a / b > 1",
      "\(table) | select x = if(b == 0, 1, 2) ?? a / 0",
    ] {
      #expect(await SessionFixture(isStrict: true).message(script) == "", "\(script)")
    }
    try await expectRows([
      (
        "\(table) | select x = if(b == 0, -1.0, a / b), y = b != 0 and a / b > 1, z = b == 0 or a / b > 5",
        "x,y,z -1.0,false,true 2.0,true,false ,,"
      ),
      ("\(table) | select x = case(b == 0, \"n\", b > 0, \"${a / b}\", \"-\")", "x n 2.0 -"),
      ("\(table) | select x = b ?? a * 10", "x 0 2 30"),
    ])
    #expect(
      await SessionFixture(isStrict: true).message("\(table) | select x = if(b == 2, 1, a / b)")
        .contains("division by zero"))
  }

  @Test("arguments of the right type that can't be taken are told with what can")
  func messages() async {
    await expectMessages([
      (
        "nav.feed | select x = truncate(sistEndret, fortnight)",
        """
        error[bind.argument]: `truncate` expected one of `year`, `quarter`, `month`, `week`, `day`, `hour`, `minute`, `second`, found `fortnight`
          nav.feed | select x = truncate(sistEndret, fortnight)
                                                     ~~~~~~~~~
        """
      ),
      (
        "nav.feed | select x = format(sistEndret, \"%Y-%m\")",
        """
        error[bind.argument]: `format` expected letters of a date pattern, as `yyyy-MM-dd HH:mm`, found `%Y`
          nav.feed | select x = format(sistEndret, "%Y-%m")
                                                   ~~~~~~~
          fix: `%Y-%m-%d` is written `yyyy-MM-dd`
        """
      ),
      (
        "nav.feed | select x = format(sistEndret, title)",
        """
        error[bind.argument]: `format` expected a pattern known before the run, found string
          nav.feed | select x = format(sistEndret, title)
                                                   ~~~~~
        """
      ),
      (
        "nav.feed | select x = today() + 7",
        """
        error[bind.type]: `+` can't take date and int
          nav.feed | select x = today() + 7
                                ~~~~~~~~~~~
          fix: `7d` is a duration of seven days, `n * 1d` one of n
        """
      ),
      (
        "nav.feed | select concat(title, url)",
        """
        error[bind.unknown-function]: unknown function `concat`
          nav.feed | select concat(title, url)
                            ~~~~~~
          fix: text is joined as `"${a}${b}"`
        """
      ),
      (
        "nav.feed | select date_trunc(\"month\", sistEndret)",
        """
        error[bind.unknown-function]: unknown function `date_trunc`
          nav.feed | select date_trunc("month", sistEndret)
                            ~~~~~~~~~~
          fix: `truncate` does it
        """
      ),
    ])
  }

  @Test("names of other languages lead to functions that are there")
  func namesElsewhere() async {
    let registered = Set(FunctionDeclaration.core.map(\.name))
    for (function, names) in NamesElsewhere.functions {
      #expect(registered.contains(function))
      #expect(names.isDisjoint(with: registered), "\(function)")
    }
  }
}
