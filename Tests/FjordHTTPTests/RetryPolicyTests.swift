import Testing

@testable import FjordHTTP

@Suite struct RetryPolicyTests {
  let start = ContinuousClock.now

  func run(_ jitter: Double = 1, total: Duration = .seconds(120), waits: Bool = false) -> RetryRun {
    RetryRun(
      RetryPolicy(
        firstPause: .milliseconds(200), longestPause: .seconds(3), totalTime: total,
        waitsOutRefusals: waits, jitter: { jitter }))
  }

  @Test func `pauses double from the first to the longest`() {
    var run = run()
    let pauses = (0..<6).map { _ in run.step(asked: nil, isRefusal: false, now: start) }
    #expect(
      pauses == [200, 400, 800, 1600, 3000, 3000].map { .pause(.milliseconds($0)) })
  }

  @Test func `a pause is drawn from all of its range`() {
    var none = run(0)
    var half = run(0.5)
    var wild = run(7)
    #expect(none.step(asked: nil, isRefusal: false, now: start) == .pause(.zero))
    #expect(half.step(asked: nil, isRefusal: false, now: start) == .pause(.milliseconds(100)))
    #expect(wild.step(asked: nil, isRefusal: false, now: start) == .pause(.milliseconds(200)))
  }

  @Test func `the last pause ends with the retry time and then no attempt follows`() {
    var run = run(total: .seconds(1))
    _ = run.step(asked: nil, isRefusal: false, now: start)
    #expect(
      run.step(asked: nil, isRefusal: false, now: start + .milliseconds(900))
        == .pause(.milliseconds(100)))
    #expect(run.step(asked: nil, isRefusal: false, now: start + .seconds(1)) == .stop)
    #expect(run.step(asked: .zero, isRefusal: false, now: start + .seconds(2)) == .stop)
  }

  @Test func `the retry time counts from the first failure`() {
    var run = run(total: .seconds(1))
    #expect(
      run.step(asked: nil, isRefusal: false, now: start + .seconds(60))
        == .pause(.milliseconds(200)))
  }

  @Test func `no retry time means no retry`() {
    var run = run(total: .zero)
    #expect(run.step(asked: nil, isRefusal: false, now: start) == .stop)
  }

  @Test func `what the server asks is the least that is waited`() {
    var run = run()
    #expect(run.step(asked: .seconds(7), isRefusal: true, now: start) == .pause(.seconds(7)))
    #expect(run.step(asked: .zero, isRefusal: true, now: start) == .pause(.milliseconds(400)))
  }

  @Test func `a wait longer than what is left ends the request at once`() {
    var run = run(total: .seconds(10))
    #expect(run.step(asked: .seconds(6), isRefusal: true, now: start) == .pause(.seconds(6)))
    #expect(
      run.step(asked: .seconds(6), isRefusal: true, now: start + .seconds(6))
        == .comeBack(after: .seconds(6)))
  }

  @Test func `a run that waits refusals out waits as long as it is asked`() {
    var run = run(total: .seconds(10), waits: true)
    #expect(run.step(asked: .seconds(3600), isRefusal: true, now: start) == .pause(.seconds(3600)))
    let later = start + .seconds(3601)
    #expect(run.step(asked: nil, isRefusal: false, now: later) == .pause(.milliseconds(400)))
    #expect(run.step(asked: nil, isRefusal: false, now: later + .seconds(20)) == .stop)
  }

  @Test func `many failures do not overflow`() {
    var run = run()
    for _ in 0..<200 {
      #expect(run.step(asked: nil, isRefusal: false, now: start) != .stop)
    }
  }
}
