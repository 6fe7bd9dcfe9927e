import Testing

@testable import FjordHTTP

@Suite struct RateBucketTests {
  @Test func `requests come one an interval`() {
    var bucket = RateBucket(burst: 1, interval: 100)
    #expect((0..<4).map { _ in bucket.take(at: 1_000) } == [0, 100, 200, 300])
    #expect(bucket.take(at: 5_000) == 0)
    #expect(bucket.take(at: 5_040) == 60)
  }

  @Test func `some come at once after a rest, and no more than were saved up`() {
    var bucket = RateBucket(burst: 3, interval: 100)
    #expect((0..<5).map { _ in bucket.take(at: 1_000) } == [0, 0, 0, 100, 200])
    // The last may start at 1200; at 1350 one more interval has passed, and half of another.
    #expect(bucket.take(at: 1_350) == 0)
    #expect(bucket.take(at: 1_350) == 50)
  }

  @Test func `in no span are there more starts than burst and rate allow`() {
    var stream = SystemRandomNumberGenerator()
    var bucket = RateBucket(burst: 4, interval: 50)
    var now: Int64 = 0
    var starts: [Int64] = []
    for _ in 0..<2_000 {
      now += Int64.random(in: 0...90, using: &stream)
      starts.append(now + bucket.take(at: now))
    }
    for first in starts.indices {
      for last in first..<min(starts.count, first + 12) {
        let span = starts[last] - starts[first]
        #expect(Int64(last - first + 1) <= 4 + span / 50)
      }
    }
  }

  @Test func `a host that asked to wait is not asked before, and then at its rate`() {
    var bucket = RateBucket(burst: 2, interval: 100)
    bucket.hold(until: 3_000)
    #expect((0..<3).map { _ in bucket.take(at: 1_000) } == [2_000, 2_100, 2_200])
  }

  @Test func `a clock that was set back keeps nobody waiting for a day`() {
    var bucket = RateBucket(burst: 1, interval: 100, fullAt: 2 * 86_400_000_000)
    #expect(bucket.take(at: 1_000) == 0)
  }

  @Test func `no rate is no wait`() {
    var bucket = RateBucket(burst: 1, interval: 0)
    #expect((0..<3).allSatisfy { _ in bucket.take(at: 7) == 0 })
  }
}
