import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import FjordStore

/// Random walks of updates, stops and reactivations, against a model that is a list of lines.
struct SavePropertyTests {
  /// One thing that happens in a walk: a row of the batch or a retraction.
  private struct Step {
    var line: Line
    var isRetraction: Bool
  }

  private func walk(_ random: inout SeededGenerator, count: Int) -> [Step] {
    var position: Int64 = 0
    return (0..<count).map { place in
      position += Int64(random.below(2))
      let id = random.oneIn(20) ? nil : "id \(random.below(12))"
      let isRetraction = random.oneIn(4)
      let state: RowState = isRetraction || random.oneIn(5) ? .gone : .live
      return Step(line: Line(id, "v\(place)", state, at: position), isRetraction: isRetraction)
    }
  }

  /// The lines that are left, each where it was written last.
  private func model(_ steps: [Step]) -> [String] {
    var lines: [Line] = []
    for step in inOrder(steps) {
      lines.removeAll { $0.id == step.line.id }
      if step.line.state == .live { lines.append(step.line) }
    }
    return lines.map { "\($0.id ?? "null")=\($0.title)" }
  }

  /// Steps by position, retractions before rows of the same one.
  private func inOrder(_ steps: [Step]) -> [Step] {
    steps.enumerated().sorted { a, b in
      if a.element.line.position != b.element.line.position {
        return a.element.line.position < b.element.line.position
      }
      if a.element.isRetraction != b.element.isRetraction { return a.element.isRetraction }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// The walk cut into batches at places where the position changes.
  private func batches(
    _ steps: [Step], _ random: inout SeededGenerator, everyOneIn odds: Int
  ) -> [Batch] {
    var batches: [Batch] = []
    var part: [Step] = []
    for (place, step) in steps.enumerated() {
      part.append(step)
      let isBorder =
        place + 1 == steps.count || steps[place + 1].line.position > step.line.position
      guard isBorder, place + 1 == steps.count || random.oneIn(odds) else { continue }
      batches.append(
        Batch(
          part.filter { !$0.isRetraction }.map(\.line),
          gone: part.filter(\.isRetraction).map(\.line),
          checkpoint: "\(place + 1)"))
      part = []
    }
    return batches
  }

  @Test(arguments: 0..<25)
  func `a walk ends in the same table however it is cut and whichever way it is saved`(seed: Int)
    async throws
  {
    var random = SeededGenerator(seed: UInt64(seed))
    let steps = walk(&random, count: 5 + random.below(120))
    let expected = model(steps)
    let scratch = Scratch()
    let store = scratch.store()
    try await store.save(
      SavePlan("seen", .maintain), [Batch([Line("id 1", "old")], checkpoint: "0")])
    for (name, mode, odds) in [
      ("fine", SaveMode.maintain, 1), ("coarse", .maintain, 9), ("whole", .maintain, 10_000),
      ("replaced", .replace, 3), ("seen", .rewalk, 2),
    ] {
      let report = try await store.save(
        SavePlan(name, mode), batches(steps, &random, everyOneIn: odds))
      #expect(try await store.lines(name) == expected, "\(name)")
      #expect(report.rowCount == expected.count, "\(name)")
      #expect(try await store.info(name)?.checkpoint == Checkpoint("\(steps.count)"), "\(name)")
    }
    #expect(try await store.check() == [])
  }

  @Test(arguments: 0..<15)
  func `runs that stop anywhere and go on from their cursor lose nothing and do nothing twice`(
    seed: Int
  ) async throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    let steps = walk(&random, count: 80)
    let pages = batches(steps, &random, everyOneIn: 3)
    let scratch = Scratch()
    var done = 0
    var runs = 0
    while done < pages.count, runs < 200 {
      runs += 1
      let store = scratch.store()
      let writer = try await store.begin(SavePlan("t", .maintain))
      let expected = done == 0 ? nil : pages[done - 1].checkpoint
      #expect(writer.resume == expected)
      let stop = min(done + random.below(4), pages.count)
      for page in pages[done..<stop] { try await writer.write(page) }
      if random.oneIn(2) {
        _ = await writer.abandon()
      } else {
        // As a process that is killed: nothing is said to the writer.
        await store.close()
      }
      done = stop
    }
    let store = scratch.store()
    #expect(try await store.lines("t") == model(steps))
    #expect(try await store.check() == [])
  }

  @Test(arguments: 0..<10)
  func `a copy of the files at any moment is a whole store`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(2000 + seed))
    let steps = walk(&random, count: 60)
    let pages = batches(steps, &random, everyOneIn: 2)
    let scratch = Scratch()
    let writer = try await scratch.store().begin(SavePlan("t", .maintain))
    var seen: [Step] = []
    var taken = 0
    for page in pages {
      try await writer.write(page)
      let count = try #require(Int(page.checkpoint?.text ?? ""))
      seen += steps[taken..<count]
      taken = count
      let copy = try Scratch(copying: scratch)
      let other = copy.store()
      #expect(try await other.lines("t") == model(seen))
      #expect(try await other.info("t")?.checkpoint == page.checkpoint)
      #expect(try await other.check() == [])
    }
    _ = await writer.abandon()
  }
}
