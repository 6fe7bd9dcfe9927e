import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct DescribeTests {
  private func profile(_ fields: [Field], _ rows: [[Value]], pageSize: Int, _ stage: String)
    async throws -> String
  {
    let events = rows.map { ScriptedSource.Event($0[0], .live, Array($0.dropFirst())) }
    let source = ScriptedSource(Schema(fields), events, ScriptedSource.Script(pageSize: pageSize))
    return try await SessionFixture(sources: [.fixed("made", source)])
      .show("made | describe" + stage)
  }

  @Test("every type has a profile, and no rows have one too")
  func types() async throws {
    try await expectRows([
      (
        "[{b: true, d: 2024-06-01, l: [1, 2], r: {x: 1}}] | describe"
          + " | select column, count, distinct, min, max, mean, longest, common",
        "column,count,distinct,min,max,mean,longest,common b,1,1,true,true,,,true "
          + "d,1,1,2024-06-01,2024-06-01,,,2024-06-01 l,1,1,,,,2,\"[1,2]\" "
          + "r,1,1,,,,,\"{\"\"x\"\":1}\""
      ),
      (
        "range 1 to 0 | describe | select count, nulls, distinct, min, mean, median, common, exact",
        "count,nulls,distinct,min,mean,median,common,exact 0,0,0,,,,,true"
      ),
      ("figures | describe | where mean is null | select column", "column period share"),
    ])
  }

  @Test("quartiles of few numbers lie between neighbours, and the first of equals is common")
  func quartiles() async throws {
    try await expectRows([
      (
        "range 1 to 4 | describe | select q25, median, q75, common",
        "q25,median,q75,common 1.75,2.5,3.25,1"
      ),
      ("[2, 1, 1, 2] | describe | select common, common_count", "common,common_count 2,2"),
    ])
  }

  @Test("beyond the bound the profile is an estimate that says so")
  func estimates() async throws {
    let shown = try await SessionFixture().show(
      "range 1 to 300000 | describe | select distinct, median, common, exact, count, min, max")
    let values = shown.split(separator: "\n")[1].split(
      separator: ",", omittingEmptySubsequences: false)
    let distinct = try #require(Double(values[0]))
    let median = try #require(Double(values[1]))
    #expect(abs(distinct - 300_000) < 12_000)
    #expect(abs(median - 150_000) < 6_000)
    #expect(values[2...].joined(separator: ",") == ",false,300000,1,300000")
  }

  @Test("the size of batches changes nothing", arguments: 0..<20)
  func batches(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let types = (0..<4).map { _ in random.type(depth: 1) }
    let fields = types.enumerated().map { Field("c\($0.offset)", $0.element) }
    let rows = (0..<random.below(50)).map { _ in types.map { random.value($0) } }
    let whole = try await profile(fields, rows, pageSize: 1000, "")
    for size in [1, 7] {
      #expect(try await profile(fields, rows, pageSize: size, "") == whole)
    }
  }

  @Test("a sketch tells the number of values within two in a hundred")
  func sketch() {
    for count in [0, 1, 10, 1_000, 20_000, 200_000] {
      var sketch = DistinctSketch()
      for _ in 0..<2 {
        sketch.add(Column(.int, (0..<count).map { Value.int(Int64($0) * 7919) }))
      }
      #expect(abs(Double(sketch.estimate - count)) <= Double(count) * 0.02 + 1, "\(count)")
    }
  }
}
