import FjordEngine
import FjordTable
import FjordTestSupport
import Testing

/// `derive` with window functions beyond their examples.
@Suite struct DeriveWindowTests {
  @Test("windows stand anywhere in an expression, and in each other")
  func expressions() async throws {
    try await expectRows([
      (
        "[{v: 1}, {v: 3}, {v: 6}] | derive x = if(row() == 1, 0, v - lag(v)) * 10, y = v > avg(v)",
        "v,x,y 1,0,false 3,20,false 6,30,true"
      ),
      ("[{v: 1}, {v: 3}] | derive x = max(v - lag(v)) + sum(row())", "v,x 1,5 3,5"),
      ("[{v: 1}, {v: 3}] | derive d = v * 2, s = sum(d), s = s + count()", "v,d,s 1,2,10 3,6,10"),
    ])
  }

  @Test("a later item sees what an earlier one derived, but per and by see what came in")
  func earlierItems() async throws {
    try await expectRows([
      (
        "[{k: 1, v: 5}, {k: 2, v: 7}, {k: 1, v: 1}] | derive k = 0, n = count() per k",
        "k,v,n 0,5,2 0,7,1 0,1,2"
      ),
      ("[{v: 5}, {v: 7}] | derive v = 0 - v, n = row() by v", "v,n -5,1 -7,2"),
    ])
  }

  @Test("an aggregate is over the whole partition, and first and last go by the order")
  func orders() async throws {
    try await expectRows([
      (
        "[{v: 2}, {v: 1}, {v: 3}] | derive s = sum(v), f = first(v), l = last(v) by v desc",
        "v,s,f,l 2,6,3,1 1,6,3,1 3,6,3,1"
      ),
      (
        "[{v: 2}, {v: null}, {v: 3}] | derive f = first(v), n = row(), r = rank() by v",
        "v,f,n,r 2,2,1,1 ,2,3,3 3,2,2,2"
      ),
    ])
  }

  @Test("null is a partition, and no rows give none")
  func nulls() async throws {
    try await expectRows([
      (
        "[{k: null, v: 1}, {k: \"a\", v: 2}, {k: null, v: 3}] | derive s = sum(v), share(v) per k",
        "k,v,s,share_v ,1,4,0.25 a,2,2,1.0 ,3,4,0.75"
      ),
      ("[{k: 1}] | where k > 1 | derive n = row(), s = sum(k), l = lag(k) per k by k", "k,n,s,l"),
      ("[{v: 1}, {v: -1}, {v: null}] | derive s = share(v)", "v,s 1, -1, ,"),
      ("[{v: null}, {v: 2}, {v: null}] | derive s = running_sum(int(v))", "v,s , 2,2 ,2"),
    ])
  }

  @Test("how far lag looks may differ from row to row")
  func distances() async throws {
    try await expectRows([
      (
        "[{v: 1, n: 0}, {v: 2, n: 1}, {v: 3, n: 2}, {v: 4, n: -1}] | derive x = lag(v, n), y = lead(v, n)",
        "v,n,x,y 1,0,1,1 2,1,1,3 3,2,1, 4,-1,,3"
      )
    ])
  }

  @Test("what is skipped or has no value is counted")
  func notices() async throws {
    let fixture = SessionFixture()
    try await fixture.run("[{v: null}, {v: 1}, {v: -1}] | derive a = share(v), b = running_sum(v)")
    let told = fixture.output.notes
    #expect(told.contains("1 null skipped by `running_sum`"), "\(told)")
    #expect(told.contains("2 null by division by zero in `derive`"), "\(told)")
    let strict = await SessionFixture(isStrict: true).message(
      "[{v: 1}, {v: -1}] | derive a = share(v)")
    #expect(strict.hasPrefix("error[run.strict]"))
  }

  @Test("a limit behind windows does not reach the source, behind plain columns it does")
  func limits() async throws {
    let script = ScriptedSource.Script(limitAnswer: .exact)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    let plain = Plan(try await fixture.bound("nav.feed | derive a = 1 | take 2"))
    let windows = Plan(try await fixture.bound("nav.feed | derive n = count() | take 2"))
    #expect(plain.request.limit == 2 && windows.request.limit == nil)
    #expect(try await fixture.show("nav.feed | derive n = count() | take 1 | select n") == "n\n4\n")
  }

  @Test("only the columns that a window, its partition and its order read are asked for")
  func projection() async throws {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let plan = Plan(
      try await fixture.bound(
        "nav.feed | derive n = lag(title) per municipal by sistEndret | select n, uuid"))
    #expect(plan.request.projection == ["title", "municipal", "sistEndret", "uuid"])
  }

  @Test("what is moved keeps its meaning, and what is not additive stays so")
  func meaning() async throws {
    let fixture = SessionFixture(sources: [Statistics.source])
    let fields = try await fixture.bound(
      "figures | derive p = lag(persons), s = first(share), d = share - lag(share), n = row()"
    ).output.fields
    #expect(fields[3].unit == "persons" && fields[3].isNullable)
    #expect(fields[4].semantics.notAdditiveReason != nil)
    #expect(fields[5].semantics.notAdditiveReason != nil)
    #expect(!fields[6].isNullable && fields[6].semantics.notAdditiveReason == nil)
  }

  @Test("the hidden key of rows is gone behind windows")
  func identity() async throws {
    let fixture = SessionFixture(sources: [AdLog.source()])
    #expect(try await fixture.bound("nav.feed | derive n = row()").output.key == nil)
    #expect(try await fixture.bound("nav.feed | derive n = 1").output.key != nil)
    let told = await fixture.checkMessage("nav.feed | derive n = row() | latest")
    #expect(told.hasPrefix("error[bind.no-key]"))
  }
}
