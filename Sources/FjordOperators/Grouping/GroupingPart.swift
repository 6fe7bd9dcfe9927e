import FjordEngine
import FjordPlugin
import FjordTable

/// Groups of some rows.
///
/// Past the memory budget the groups that are there go on, and rows of other keys are written to
/// temporary files. Used by one task at a time, which makes it safe to pass on.
final class GroupingPart: @unchecked Sendable {
  private let grouping: Grouping
  private let evaluation: EvaluationContext
  let grouper = Grouper()
  let states: [any AggregateState]
  /// Where the first row of each group stands among all.
  private(set) var firstPositions: [Int64] = []
  /// Rows of keys that found no room.
  private(set) var overflow: GroupOverflow?
  /// How often the rows were split by key before.
  let level: Int
  private var heldByteCount = 0

  init(_ grouping: Grouping, _ evaluation: EvaluationContext, level: Int) {
    self.grouping = grouping
    self.evaluation = evaluation
    self.level = level
    states = grouping.aggregates.map { $0.makeState() }
  }

  deinit { evaluation.run.memory.release(heldByteCount) }

  /// Takes rows into the groups, or writes those that find no room to a file.
  func take(_ rows: GroupingRows) throws {
    guard overflow != nil else {
      let (groups, firsts) = grouper.assign(rows.keys, count: rows.count)
      for row in firsts { firstPositions.append(rows.positions[Int(row)]) }
      update(rows, groups)
      if !grouping.keys.isEmpty, !hasRoom() { overflow = GroupOverflow(evaluation.run, level) }
      return
    }
    if let rest = takeKnown(rows) { try overflow?.append(rest) }
  }

  /// Takes the rows of groups that are there; gives the others.
  func takeKnown(_ rows: GroupingRows) -> GroupingRows? {
    let groups = grouper.find(rows.keys, count: rows.count)
    let unknown = groups.indices.filter { groups[$0] < 0 }.map { Int32($0) }
    guard !unknown.isEmpty else {
      update(rows, groups)
      return nil
    }
    let known = groups.indices.filter { groups[$0] >= 0 }.map { Int32($0) }
    update(rows.taking(known), known.map { groups[Int($0)] })
    return rows.taking(unknown)
  }

  private func update(_ rows: GroupingRows, _ groups: [Int32]) {
    if rows.positions.mayFall {
      for (row, group) in groups.enumerated() {
        firstPositions[Int(group)] = min(firstPositions[Int(group)], rows.positions[row])
      }
    }
    for (state, arguments) in zip(states, rows.arguments) {
      state.update(
        arguments, groups: groups, groupCount: grouper.count, positions: rows.positions)
    }
  }

  /// Takes over the groups of another part.
  func merge(_ other: GroupingPart) {
    let keys = other.grouper.keys() ?? []
    let (groups, _) = grouper.assign(keys, count: other.grouper.count)
    for (group, position) in zip(groups, other.firstPositions) {
      if Int(group) == firstPositions.count {
        firstPositions.append(position)
      } else {
        firstPositions[Int(group)] = min(firstPositions[Int(group)], position)
      }
    }
    for (state, otherState) in zip(states, other.states) {
      state.merge(otherState, groups: groups, groupCount: grouper.count)
    }
  }

  /// The groups in order of first appearance, the position of each last.
  func result() throws -> Batch {
    // Without keys there is one group, also of no rows.
    let count = grouping.keys.isEmpty ? 1 : grouper.count
    if firstPositions.isEmpty, count == 1 { firstPositions = [0] }
    let keys =
      grouper.keys() ?? grouping.keys.map { Column.nulls($0.type ?? .string, count: 0) }
    let values = states.map { $0.finish(groupCount: count) }
    for (aggregate, state) in zip(grouping.aggregates, states) {
      evaluation.run.notices.count("null skipped by `\(aggregate.name)`", state.skippedNulls)
      try evaluation.countFaults(state.faults, "overflow")
    }
    let positions = Column(.int, count: count, validity: nil, .int64(firstPositions[...]))
    let batch = Batch(columns: keys + values + [positions], count: count)
    return batch.sortedByPosition()
  }

  private func hasRoom() -> Bool {
    let byteCount =
      grouper.byteCount + firstPositions.count * 8 + states.reduce(0) { $0 + $1.byteCount }
    let growth = byteCount - heldByteCount
    let memory = evaluation.run.memory
    if memory.reserve(growth) {
      heldByteCount = byteCount
      return true
    }
    // What was split before must hold something, or it would be split for ever.
    guard level > 0, byteCount < max(memory.byteCount / 8, 1 << 16) else { return false }
    memory.take(growth)
    heldByteCount = byteCount
    return true
  }
}
