import FjordTestSupport
import Testing

/// `count` and `summarize` beyond their examples.
@Suite struct GroupingTests {
  @Test("keys may be expressions, with or without a name, and null is a key")
  func keys() async throws {
    try await expectRows([
      (
        "[{a: \"B\", n: 1}, {a: \"b\", n: 2}, {a: null, n: 3}] | count by lower(a), big = n > 1",
        "lower_a,big,count b,false,1 b,true,1 ,true,1"
      ),
      ("[{a: null}, {a: 1}, {a: null}] | count by a", "a,count ,2 1,1"),
      ("[{a: 1}, {a: 2}] | count by k = null", "k,count ,2"),
      ("range 1 to 2 | count by 1", "1,count 1,2"),
    ])
  }

  @Test("aggregates are named after their text unless they have a name")
  func names() async throws {
    try await expectRows([
      ("[{a: 1}, {a: 3}] | summarize count(), avg(a), n = sum(a * 2)", "count,avg_a,n 2,2.0,8")
    ])
  }

  @Test("texts, lists and lengths of time have least, largest, first and last values")
  func picks() async throws {
    try await expectRows([
      (
        "[{k: 1, t: \"b\"}, {k: 1, t: \"a\"}, {k: 2, t: null}] | summarize min(t), max(t), first(t), last(t) by k",
        "k,min_t,max_t,first_t,last_t 1,a,b,b,a 2,,,,"
      ),
      (
        "[{b: true, d: 1d, l: [2]}, {b: false, d: 2d, l: [1]}] | summarize min(b), max(d), min(l), last(l)",
        "min_b,max_d,min_l,last_l false,P2D,[1],[1]"
      ),
    ])
  }

  @Test("nulls that aggregates skip are counted for the footer")
  func skipped() async throws {
    let fixture = SessionFixture()
    try await fixture.run("[{a: 1}, {a: null}] | summarize sum(a), min(a), count(a)")
    #expect(fixture.output.notes == ["1 null skipped by `sum`", "1 null skipped by `min`"])
  }
}
