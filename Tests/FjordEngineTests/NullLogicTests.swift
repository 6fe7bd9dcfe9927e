import FjordTestSupport
import Testing

@Suite struct NullLogicTests {
  private let table =
    "[{a: true, b: true}, {a: true, b: false}, {a: true}, {a: false, b: true},"
    + " {a: false, b: false}, {a: false}, {b: true}, {b: false}, {a: null, b: null}]"

  @Test("and, or and not follow three-valued logic")
  func connectives() async throws {
    try await expectRows([
      ("\(table) | select a and b", "a_and_b true false  false false false  false "),
      ("\(table) | select a or b", "a_or_b true true true true false  true  "),
      ("\(table) | select x = not a", "x false false false true true true   "),
    ])
  }

  @Test("a comparison with null is unknown, and where drops unknown")
  func comparisons() async throws {
    let numbers = "[{a: 1}, {a: 2}, {a: null}]"
    try await expectRows([
      ("\(numbers) | select x = a > 1", "x false true "),
      ("\(numbers) | where a > 1", "a 2"),
      ("\(numbers) | where not (a > 1)", "a 1"),
      ("\(numbers) | where a != 1", "a 2"),
      ("\(numbers) | where a is null", "a "),
      ("\(numbers) | where a is not null", "a 1 2"),
      ("\(numbers) | where a between 2 and 3", "a 2"),
      ("\(numbers) | where a not between 2 and 3", "a 1"),
    ])
  }

  @Test("in is unknown where nothing is equal and null is among the members")
  func membership() async throws {
    try await expectRows([
      ("range 1 to 3 | where value in [1, null]", "value 1"),
      ("range 1 to 3 | where value not in [1, null]", "value"),
      ("range 1 to 3 | where value not in [1]", "value 2 3"),
      ("range 1 to 3 | where value in []", "value"),
      ("range 1 to 3 | where value not in []", "value 1 2 3"),
      ("[{a: 1}, {a: null}] | select x = a in [1], y = a in [2]", "x,y true,false ,"),
    ])
  }

  @Test("a long list of members is as good as a short one")
  func longMembership() async throws {
    let members = (1...40).map { String($0 * 2) }.joined(separator: ", ")
    try await expectRows([
      ("range 1 to 6 | where value in [\(members)]", "value 2 4 6"),
      ("range 1 to 6 | where value not in [\(members)]", "value 1 3 5"),
      ("range 1 to 6 | where value not in [\(members), null]", "value"),
      ("[{a: 2.0}, {a: 2.5}, {a: null}] | select x = a in [\(members)]", "x true false "),
      ("[{a: 2.0}, {a: 2.5}] | select x = a in [\(members), null]", "x true "),
    ])
  }

  @Test("null in arithmetic gives null, and ?? and coalesce give what is there")
  func absence() async throws {
    try await expectRows([
      ("[{a: 1, b: null}, {a: 1, b: 2}] | select a + b, b ?? a", "a_b,b_a ,1 3,2"),
      ("[{a: null, b: null}] | select x = coalesce(int(a), int(b), 7)", "x 7"),
      ("[{d: 2024-01-01}] | select a = d + null, b = null + 1d, c = d - null", "a,b,c ,,"),
      ("[{d: 1d}] | select a = d * null, b = null * d, c = null + 1", "a,b,c ,,"),
    ])
  }
}
