import FjordTestSupport
import Testing

@Suite struct NumberTests {
  @Test("ints and floats mix to floats, and a quotient is always one")
  func mixing() async throws {
    try await expectRows(
      [
        ("[{a: 7, b: 2}] | select a / b, a % b, w = floor(a / b)", "a_b,a_b_2,w 3.5,1,3")
      ].map { ($0.0.replacing("a % b", with: "a_b_2 = a % b"), $0.1) })
    try await expectRows([
      ("[{a: 1, b: 0.5}] | select x = a + b, y = a * 2, z = -b", "x,y,z 1.5,2,-0.5"),
      ("[{a: 1}, {a: 2.5}]", "a 1.0 2.5"),
      ("[{a: 1, b: 1.0}] | where a == b", "a,b 1,1.0"),
    ])
  }

  @Test("overflow and division by zero give null and one counted warning a stage")
  func counted() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      """
      [{a: 9223372036854775807, b: 0}, {a: 1, b: 0}] | derive c = a + 1, d = a * 2, e = a / b, f = a % b
      """)
    #expect(shown == "a,b,c,d,e,f\n9223372036854775807,0,,,,\n1,0,2,2,,\n")
    #expect(
      fixture.output.notes == [
        "2 null by overflow in `derive`", "4 null by division by zero in `derive`",
      ])
  }

  @Test("a constant that can't be computed is null in every row, and counted at the run alone")
  func constants() async throws {
    let fixture = SessionFixture()
    #expect(try await fixture.show("range 1 to 3 | select x = 1 / 0") == "x\n\n\n\n")
    #expect(fixture.output.notes == ["3 null by division by zero in `select`"])
  }

  @Test("strict makes such nulls an error of status 1")
  func strict() async {
    let told = await SessionFixture(isStrict: true).message("[{a: 1, b: 0}] | derive c = a / b")
    #expect(
      told == """
        error[run.strict]: 1 value became null by division by zero in `derive`
          why: `--strict` makes such values an error
          fix: handle them, as `if(b == 0, null, a / b)`, or leave `--strict` out
        """)
    let sum = await SessionFixture(isStrict: true)
      .message("[{a: 9223372036854775807}, {a: 1}] | summarize sum(a)")
    #expect(sum.hasPrefix("error[run.strict]: 1 value became null by overflow in `summarize`"))
    let conversion = await SessionFixture(isStrict: true).message("[{a: \"x\"}] | select int(a)")
    #expect(conversion.hasPrefix("error[run.strict]: 1 value became null by a failed conversion"))
  }

  @Test("the remainder by minus one is zero, also of the smallest int")
  func remainder() async throws {
    try await expectRows([
      ("[{a: -9223372036854775807}] | select x = (a - 1) % -1, y = -7 % 3", "x,y 0,-1")
    ])
  }

  @Test("rounding takes digits of either sign, and never traps on absurd ones")
  func rounding() async throws {
    try await expectRows([
      (
        "[{a: 1234.567}] | select b = round(a, 2), c = round(a, -2), d = round(a)",
        "b,c,d 1234.57,1200.0,1235"
      ),
      (
        "[{a: 1.5, n: 9223372036854775807}] | select b = round(a, n), c = round(a, -n - 1)", "b,c ,"
      ),
      ("[{a: 1e300}] | select b = round(a, 15), c = round(a)", "b,c 1e+300,"),
      (
        "[{a: -2.5}] | select b = round(a), c = floor(a), d = ceil(a), e = abs(a)",
        "b,c,d,e -3,-3,-2,2.5"
      ),
      (
        "[{a: -9223372036854775807}] | select b = abs(a), c = abs(a - 1)",
        "b,c 9223372036854775807,"
      ),
    ])
  }

  @Test("conversions read text, and what is no such value is a counted null")
  func conversions() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      """
      [{a: "12"}, {a: "x"}, {a: null}] | select i = int(a), f = float(a), s = string(float(a)), \
      b = bool("true"), d = date("2024-02-30")
      """)
    #expect(shown == "i,f,s,b,d\n12,12.0,12.0,true,\n,,,true,\n,,,true,\n")
    #expect(fixture.output.notes == ["6 null by a failed conversion in `select`"])
  }

  @Test("int of a bool, a float and null")
  func toInt() async throws {
    try await expectRows([
      (
        "[{b: true, f: -2.9}, {b: false, f: 1e30}, {b: null, f: null}] | select x = int(b), y = int(f)",
        "x,y 1,-2 0, ,"
      ),
      ("[{a: 2}, {a: 0}, {a: null}] | select x = bool(a)", "x true false "),
      ("[\"TRUE\", \"False\", \"tRUE\"] | select x = bool(value)", "x true false "),
      (
        "[-2, -1, 0, 1, 2, 9007199254740993] | where value > -1.5 and value != 0.5 and 1.0 >= value",
        "value -1 0 1"
      ),
      (
        "[9007199254740992, 9007199254740993] | where value == 9007199254740992.0",
        "value 9007199254740992"
      ),
    ])
  }
}
