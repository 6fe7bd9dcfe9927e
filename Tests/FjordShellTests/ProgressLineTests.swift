import FjordPlugin
import FjordTestSupport
import Foundation
import Testing

@testable import FjordShell

@Suite struct ProgressLineTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test func `a pause is counted down in whole seconds, and then what was waited for counts up`() {
    var state = ProgressState()
    let progress = Progress(source: "nav.feed", pages: 2, waitingFor: "answer of example")
    _ = state.update(progress, at(0))
    state.pause = (at(3), { "pause of \($0.components.seconds) s" })
    let lines = [0.001, 1.001, 2.5, 3, 5].map { state.line(at($0)) }
    #expect(
      lines == [
        "pause of 3 s", "pause of 2 s", "pause of 1 s",
        "nav.feed · 2 pages · waiting for answer of example",
        "nav.feed · 2 pages · waiting for answer of example for 2 s",
      ])
  }

  @Test func `the line is rewritten only while something is waited for, by one task`() {
    var state = ProgressState()
    _ = state.update(Progress(source: "s", waitingFor: "x"), at(0))
    let starts = (0..<2).map { _ in state.beginTicking() }
    #expect(starts == [true, false])
    _ = state.update(Progress(source: "s", rows: 5), at(1))
    let line = state.line(at(2))
    #expect(line == nil)
  }

  @Test func `progress is shown after a moment and a few times a second`() {
    var state = ProgressState()
    let first = state.update(Progress(source: "s", pages: 1), at(0))
    let second = state.update(Progress(source: "s", pages: 2), at(0.3))
    state.shownAt = at(0.3)
    let third = state.update(Progress(source: "s", pages: 3), at(0.4))
    #expect([first, second, third] == [nil, "s · 2 pages", nil])
  }

  @Test func `on a terminal the line is rewritten by itself`() async throws {
    var terminal: Int32 = -1
    var program: Int32 = -1
    try #require(openpty(&terminal, &program, nil, nil, nil) == 0)
    defer {
      close(terminal)
      close(program)
    }
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    let line = ProgressLine(OutputDescriptor(number: program), isOn: true)
    line.waiting(.seconds(7_200)) { "left \($0.components.seconds)." }
    var text = ""
    try await eventually {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(terminal, &bytes, bytes.count)
      if count > 0 { text += String(decoding: bytes.prefix(count), as: UTF8.self) }
      return text.ranges(of: "left ").count > 1
    }
    #expect(text.contains("left 7200."))
    #expect(Set(text.matches(of: /left \d+\./).map { String($0.output) }).count > 1)
  }
}
