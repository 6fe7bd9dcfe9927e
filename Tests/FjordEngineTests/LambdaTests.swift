import FjordTestSupport
import Testing

@Suite struct LambdaTests {
  private let lists =
    "[{l: [1, 2, null], k: 10}, {l: [], k: 20}, {l: null, k: 30}, {l: [4], k: null}]"

  @Test("map gives a value for each element, and sees the columns of the row")
  func mapping() async throws {
    try await expectRows([
      ("\(lists) | select m = map(l, x => x * 2)", "m \"[2,4,null]\" []  [8]"),
      ("\(lists) | select m = map(l, x => x * k)", "m \"[10,20,null]\" []  [null]"),
      (
        "\(lists) | select m = map(l, x => \"${k}:${x ?? 0}\")",
        "m \"[\"\"10:1\"\",\"\"10:2\"\",\"\"10:0\"\"]\" []  [null]"
      ),
      ("\(lists) | select m = map(l, x => 7)", "m \"[7,7,7]\" []  [7]"),
      ("\(lists) | take 1 | select m = map(l, x => length(l))", "m \"[3,3,3]\""),
    ])
  }

  @Test("filter keeps the elements for which the condition is true")
  func filtering() async throws {
    try await expectRows([
      ("\(lists) | select m = filter(l, x => x > 1)", "m [2] []  [4]"),
      ("\(lists) | select m = filter(l, x => x is null)", "m [null] []  []"),
      ("\(lists) | select m = filter(l, x => k > 10)", "m [] []  []"),
      ("\(lists) | select n = length(filter(l, x => not (x > 1)))", "n 1 0  0"),
    ])
  }

  @Test("any and all follow three-valued logic, and know what no element says")
  func deciding() async throws {
    try await expectRows([
      (
        "\(lists) | select a = any(l, x => x > 1), b = any(l, x => x > 9)",
        "a,b true, false,false , true,false"
      ),
      (
        "\(lists) | select a = all(l, x => x > 0), b = all(l, x => x > 1)",
        "a,b ,false true,true , true,true"
      ),
      (
        "[{l: [true, null]}, {l: [false, null]}] | select a = any(l), b = all(l)",
        "a,b true, ,false"
      ),
    ])
  }

  @Test("a lambda stands within another, and its name hides a column")
  func nesting() async throws {
    try await expectRows([
      (
        "[{l: [[1, 2], [3]], k: 10}] | select m = map(l, x => map(x, y => y + k + length(x)))",
        "m \"[[13,14],[14]]\""
      ),
      (
        "[{l: [1, 2], m: [5]}] | select n = map(l, x => any(m, y => y > x + 3))",
        "n \"[true,false]\""
      ),
      ("[{l: [1, 2]}] | select m = map(l, l => l + 1)", "m \"[2,3]\""),
      (
        "[{l: [{c: {d: \"a\"}}, {c: null}]}] | select m = map(l, x => x.c.d ?? \"-\")",
        "m \"[\"\"a\"\",\"\"-\"\"]\""
      ),
      ("let n = 3; [{l: [1]}] | select m = map(l, x => x + $n)", "m [4]"),
    ])
  }

  @Test("lambdas stand in conditions, keys and literal tables, and see columns derived before")
  func places() async throws {
    try await expectRows([
      ("\(lists) | where any(l, x => x == 4) | count", "count 1"),
      ("[{x: map([1, 2], v => v * v)}]", "x \"[1,4]\""),
      (
        "[{l: [1, 2]}] | derive a = 5, b = map(l, x => x + a), c = map(b, x => x + a)",
        "l,a,b,c \"[1,2]\",5,\"[6,7]\",\"[11,12]\""
      ),
      (
        "[{l: [1]}, {l: [1]}, {l: [2]}] | summarize n = count() by k = map(l, x => x > 1)",
        "k,n [false],2 [true],1"
      ),
      ("[{l: [1, 2, 3]}, {l: [4]}] | skip 1 | select m = map(l, x => x)", "m [4]"),
    ])
  }

  @Test("faults in a lambda are counted by element, and under a null list there are none")
  func faults() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      "[{l: [1, 0, 0]}, {l: null}] | select m = map(l, x => 1 / x)")
    #expect(shown == "m\n\"[1.0,null,null]\"\n\n")
    #expect(fixture.output.notes == ["2 null by division by zero in `select`"])
  }

  @Test("aggregates take the elements of a list, row by row")
  func listAggregates() async throws {
    try await expectRows([
      ("\(lists) | select s = sum(l), a = avg(l), m = max(l)", "s,a,m 3,1.5,2 ,, ,, 4,4.0,4"),
      ("[{l: [{n: 2}, {n: 3}]}] | where sum(map(l, x => x.n)) == 5 | count", "count 1"),
    ])
  }

  @Test("a value is looked for in the list of its row")
  func membership() async throws {
    let tags =
      "[{t: [\"a\", \"b\"], n: \"a\"}, {t: [], n: \"a\"}, {t: null, n: \"a\"}, {t: [null], n: \"a\"}, {t: [\"a\"], n: null}]"
    try await expectRows([
      ("\(tags) | select x = n in t", "x true false   "),
      ("\(tags) | select x = n not in t", "x false true   "),
      ("\(tags) | where \"b\" in t | count", "count 1"),
      ("[{l: [1, 2]}] | select x = 2.0 in l, y = 3 in l", "x,y true,false"),
    ])
  }

  @Test("what is no list, no bool and no column is told")
  func messages() async {
    await expectMessages([
      (
        "[{a: 1}] | select m = map(a, x => x)",
        """
        error[bind.arguments]: `map` can't take (int, x => x)
          [{a: 1}] | select m = map(a, x => x)
                                ~~~~~~~~~~~~~~
          why: it takes map(list, x => E)
        """
      ),
      (
        "[{l: [1]}] | select m = filter(l, x => x + 1)",
        """
        error[bind.type]: `filter` expected bool, found int
          [{l: [1]}] | select m = filter(l, x => x + 1)
                                                 ~~~~~
        """
      ),
      (
        "[{l: [1]}] | select m = map(l, x => y)",
        """
        error[bind.unknown-column]: unknown column `y`
          [{l: [1]}] | select m = map(l, x => y)
                                              ~
          why: the columns here are l, x
        """
      ),
      (
        "[{l: [1]}] | select m = map(l, x => x + 1) + x",
        """
        error[bind.unknown-column]: unknown column `x`
          [{l: [1]}] | select m = map(l, x => x + 1) + x
                                                       ~
          why: the columns here are l
        """
      ),
      (
        "[{w: [{city: \"Oslo\"}]}] | select w.city",
        """
        error[bind.field-of-list]: `w` is a list of records and has no field of its own
          [{w: [{city: "Oslo"}]}] | select w.city
                                           ~~~~~~
          fix: `map(w, x => x.city)` gives that of each, `w[0].city` of the first
        """
      ),
      (
        "[{w: [\"a\"]}] | where w contains \"a\"",
        """
        error[bind.argument]: `contains` expected a text before it, found list<string>
          [{w: ["a"]}] | where w contains "a"
                               ~
          fix: `"a" in w` looks among the elements
        """
      ),
      (
        "figures | select s = sum(map([share], x => x * 2))",
        """
        error[bind.not-additive]: `sum` of `map([share], x => x * 2)` would be wrong
          figures | select s = sum(map([share], x => x * 2))
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          why: it is a percentage of each month's persons
          fix: `sum(additive(map([share], x => x * 2)))` insists
        """
      ),
    ])
  }
}
