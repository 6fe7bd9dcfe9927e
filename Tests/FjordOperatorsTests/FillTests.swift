import FjordTestSupport
import Testing

/// `fill` beyond its examples.
@Suite struct FillTests {
  @Test("null alone is replaced, by a value or by another column, one after the other")
  func fills() async throws {
    try await expectRows([
      (
        "[{a: null, b: 1}, {a: 5, b: 2}, {a: null, b: null}] | fill a = b, a = 0 - 1",
        "a,b 1,1 5,2 -1,"
      ),
      ("[{a: 1.5}, {a: null}] | fill a = 2", "a 1.5 2.0"),
      ("[{a: \"\"}, {a: null}] | fill a = \"none\"", "a \"\" none"),
      ("[{a: [1]}, {a: null}] | fill a = [2, 3]", "a [1] \"[2,3]\""),
      ("[{a: null}] | fill a = null", "a "),
      ("[{a: 1}] | where a > 1 | fill a = 2", "a"),
      ("[{a: 1, b: null}, {a: 2, b: 3}] | fill b = a * 10", "a,b 1,10 2,3"),
    ])
  }

  @Test("a column keeps its meaning, and is no longer nullable where nothing can be null")
  func meaning() async throws {
    let fixture = SessionFixture(sources: [Statistics.source])
    let fields = try await fixture.bound("figures | fill persons = 0, share = 1").output.fields
    #expect(fields[1].unit == "persons" && !fields[1].isNullable)
    #expect(fields[2].semantics.notAdditiveReason != nil)
    let other = try await fixture.bound("figures | fill share = persons").output.fields
    #expect(other[2].isNullable)
  }

  @Test("rows stay maintainable, unless their key is filled")
  func maintained() async throws {
    for (stage, isMaintainable) in [("title = \"x\"", true), ("uuid = title", false)] {
      let fixture = SessionFixture(sources: [AdLog.source()])
      let bound = try await fixture.bound("nav.feed | fill \(stage)")
      #expect(bound.stages.allSatisfy { $0.identity == .keeps && $0.isRowToRow })
      #expect((bound.output.key?.missing.isEmpty ?? false) == isMaintainable)
    }
  }
}
