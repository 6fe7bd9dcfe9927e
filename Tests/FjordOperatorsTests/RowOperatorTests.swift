import FjordTestSupport
import Testing

/// `select`, `drop`, `rename`, `derive`, `sort`, `take`, `skip`, `distinct` beyond their examples.
@Suite struct RowOperatorTests {
  @Test("rename exchanges names")
  func renames() async throws {
    try await expectRows([
      ("[{a: 1, b: 2}] | rename a = b, b = a", "b,a 1,2"),
      ("[{a: 1, b: 2}] | rename a = b, b = a | select a, b", "a,b 2,1"),
      ("[{a: 1}] | rename `Antal personer` = a", "Antal personer 1"),
    ])
  }

  @Test("derive sees what it derived, and replaces columns in their place")
  func derives() async throws {
    try await expectRows([
      ("[{a: 1, b: 2}] | derive a = a + 1, c = a * 10, a = c", "a,b,c 20,2,20"),
      ("[{a: 1}] | derive a + 1", "a,a_1 1,2"),
    ])
  }

  @Test("select gives constants as often as there are rows, and names what has none")
  func selects() async throws {
    try await expectRows([
      ("range 1 to 2 | select a = 1, b = \"x\", lower(\"Y\")", "a,b,lower_Y 1,x,y 1,x,y"),
      ("[] | select a = 1", "a"),
      ("[{e: {n: 1}}] | select e.n, e.n + 1", "e_n,e_n_1 1,2"),
    ])
  }

  @Test("sort takes expressions, keeps equal rows in order and puts nulls last either way")
  func sorts() async throws {
    try await expectRows([
      (
        "[{a: 2, b: \"x\"}, {a: 1, b: \"y\"}, {a: 1, b: \"z\"}] | sort by a % 2, b desc",
        "a,b 2,x 1,z 1,y"
      ),
      ("[{a: \"B\"}, {a: \"a\"}, {a: null}, {a: \"A\"}] | sort by lower(a)", "a a A B "),
      ("[{a: 1}, {a: null}, {a: 2}] | sort by a desc", "a 2 1 "),
      ("[{a: \"Å\"}, {a: \"z\"}, {a: \"Z\"}] | sort by a", "a Z z Å"),
      ("[{a: 1, b: 1}, {a: 1, b: 2}, {a: 0, b: 3}] | sort by a desc", "a,b 1,1 1,2 0,3"),
    ])
  }

  @Test("take and skip count rows over batches, and neither minds too many")
  func cuts() async throws {
    try await expectRows([
      ("range 1 to 200000 | skip 70000 | take 2", "value 70001 70002"),
      ("range 1 to 3 | take 0", "value"),
      ("range 1 to 3 | take 9 | skip 9", "value"),
      ("range 1 to 3 | take 9223372036854775807 | skip 1", "value 2 3"),
      ("nav.feed | skip 3 | select uuid", "uuid c"),
    ])
  }

  @Test("distinct takes rows, columns or keys, null equal to null")
  func distincts() async throws {
    try await expectRows([
      ("[{a: \"B\"}, {a: \"b\"}, {a: \"c\"}] | distinct by lower(a)", "a B c"),
      ("[{a: null, b: 1}, {a: null, b: 1}, {a: 1, b: null}] | distinct", "a,b ,1 1,"),
      ("[{a: 1, b: 2}, {a: 1, b: 3}] | distinct b, a", "b,a 2,1 3,1"),
      ("[{l: [1]}, {l: [1]}, {l: []}] | distinct", "l [1] []"),
    ])
  }

  @Test("every operator takes no rows and gives none, or what no rows give")
  func noRows() async throws {
    try await expectRows([
      (
        "range 1 to 0 | where value > 1 | select a = value | derive b = a | rename c = b | drop a",
        "c"
      ),
      ("range 1 to 0 | sort by value | distinct | latest by value | take 3 | skip 1", "value"),
      (
        "range 1 to 0 | summarize n = count(), s = sum(value), m = max(value), a = avg(value)",
        "n,s,m,a 0,,,"
      ),
      ("range 1 to 0 | summarize n = count() by value", "value,n"),
      ("range 1 to 0 | count", "count 0"),
      ("range 1 to 0 | count by k = \"${value}\"", "k,count"),
    ])
  }
}
