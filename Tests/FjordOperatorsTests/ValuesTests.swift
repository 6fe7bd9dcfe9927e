import FjordTestSupport
import Testing

@Suite struct ValuesTests {
  @Test("values agrees with count by and a sort, for columns and expressions")
  func agreesWithCount() async throws {
    let rows = "[{k: 2, t: \"b\"}, {k: null, t: \"a\"}, {k: 3, t: \"B\"}, {k: 3, t: null}]"
    for key in ["k", "t", "lower(t)", "big = k > 2"] {
      let fixture = SessionFixture()
      let values = try await fixture.show("\(rows) | values \(key)")
      #expect(values == (try await fixture.show("\(rows) | count by \(key) | sort by count desc")))
    }
  }

  @Test("equal counts stay in order of first appearance, and no rows give no values")
  func order() async throws {
    try await expectRows([
      ("[3, 1, 2, 1] | values value", "value,count 1,2 3,1 2,1"),
      ("[3, 1] | where value > 9 | values value", "value,count"),
    ])
  }

  @Test("values takes one column, which can't be called count")
  func faults() async {
    for (script, text) in [
      ("[{a: 1, b: 2}] | values a, b", "`values` expected one column, found 2"),
      ("[{count: 1}] | values count", "two columns would be named `count`"),
      ("[1] | values", "`values` expected"),
    ] {
      let message = await SessionFixture().checkMessage(script)
      #expect(message.contains(text), "\(script)\n\(message)")
    }
  }
}
