import FjordTable
import FjordTestSupport
import Testing

/// `bin` beyond its examples.
@Suite struct BinTests {
  @Test("rows come in the order of their bins, with null last and a row for each empty bin")
  func rows() async throws {
    try await expectRows([
      (
        "[{x: 31, a: 1}, {x: null, a: 2}, {x: 4, a: 3}, {x: 38, a: 4}, {x: 9, a: 5}] | bin x by 10",
        "x,a 0,3 0,5 10, 20, 30,1 30,4 ,2"
      ),
      ("[{x: -1}, {x: 1}] | bin x by 5", "x -5 0"),
      ("[{x: 0.35}, {x: 0.1}] | bin x by 0.1", "x 0.1 0.2 0.3"),
      ("[{x: null}] | bin y = int(x) by 5", "x,y ,"),
      ("[{x: 7}] | where x > 9 | bin x by 5", "x"),
      ("[{x: 7, y: 1}] | bin z = x + y by 5", "x,y,z 7,1,5"),
      ("[{x: 7}] | bin x by 2.5", "x 5.0"),
    ])
  }

  @Test("a row for an empty bin counts for count(), not for count of a column")
  func counts() async throws {
    let table = "[{t: 2024-01-30, n: 1}, {t: 2024-03-01, n: 2}, {t: 2024-03-31, n: 3}]"
    try await expectRows([
      (
        "\(table) | bin t by 1mo | summarize n = count(n), s = sum(n), rows = count() by t",
        "t,n,s,rows 2024-01-01,1,1,1 2024-02-01,0,,1 2024-03-01,2,5,2"
      ),
      (
        "\(table) | bin t by 1mo --sparse | count by t", "t,count 2024-01-01,1 2024-03-01,2"
      ),
      (
        "\(table) | bin month = t by 1mo --sparse | select month, n",
        "month,n 2024-01-01,1 2024-03-01,2 2024-03-01,3"
      ),
    ])
    let fixture = SessionFixture()
    try await fixture.run("\(table) | bin t by 1mo")
    #expect(fixture.output.notes == ["1 added by `bin` for bins without rows"])
  }

  @Test("a day that the clock makes longer or shorter is one bin")
  func zones() async throws {
    try await expectRows([
      (
        "[{t: 2026-03-28T10:00:00Z}, {t: 2026-03-31T10:00:00Z}] | bin t by 1d | select hours = hour(t), day(t)",
        "hours,day_t 0,28 0,29 0,30 0,31"
      ),
      // Two o'clock does not come that night.
      (
        "[{t: 2026-03-29T00:10:00Z}, {t: 2026-03-29T02:10:00Z}] | bin t by 1h | select h = hour(t)",
        "h 1 3 4"
      ),
      (
        "[{t: 2026-03-28T23:10:00Z}, {t: 2026-03-29T02:10:00Z}] | bin t by 90m | select h = hour(t), minute(t)",
        "h,minute_t 0,0 1,30 3,0"
      ),
    ])
  }

  @Test("so many empty bins that they are surely a mistake are refused")
  func tooMany() async throws {
    let fixture = SessionFixture()
    for script in [
      "[{x: 0}, {x: 5000000}] | bin x by 1",
      "[{x: -9223372036854775807}, {x: 9223372036854775807}] | bin x by 1",
      "[{t: 1950-01-01T00:00:00Z}, {t: 2050-01-01T00:00:00Z}] | bin t by 1s",
    ] {
      #expect(await fixture.message(script).hasPrefix("error[run.too-many-bins]"), "\(script)")
    }
    #expect(
      try await fixture.show("[{x: 0}, {x: 5000000}] | bin x by 1 --sparse") == "x\n0\n5000000\n")
  }

  @Test("a width that does not fit is told with what does")
  func widths() async {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let told = await fixture.message("nav.feed | bin sistEndret by 15")
    #expect(
      told == """
        error[bind.bin-width]: `bin` can't cut timestamp by this int
          nav.feed | bin sistEndret by 15
                                       ~~
          why: times are cut by durations, numbers by numbers
          fix: times are cut by a duration above zero, in months or in exact time: `by 15m`
        """)
    for (script, code) in [
      ("nav.feed | bin title by 1mo", "bind.bin-width"),
      ("nav.feed | bin sistEndret", "bind.missing-clause"),
      ("nav.feed | bin sistEndret by title", "bind.items"),
      ("nav.feed | bin sistEndret, title by 1d", "bind.items"),
      ("nav.feed | bin sistEndret by 1d, 2d", "bind.items"),
      ("[{d: 2024-01-01}] | bin d by 6h", "bind.bin-width"),
    ] {
      #expect(await fixture.message(script).hasPrefix("error[\(code)]"), "\(script)")
    }
  }

  @Test("the size of batches changes nothing")
  func batches() async throws {
    for size in [1, 7, 1000] {
      let script = ScriptedSource.Script(pageSize: size)
      let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
      let shown = try await fixture.show(
        "nav.feed | derive n = row() * 7 % 5 | bin n by 2 | select n, title")
      #expect(shown == "n,title\n0,Baker\n2,Baker\n2,Smith\n4,Cook\n", "\(size)")
    }
  }
}
