import FjordTable

/// Keeps a text, or bytes, a group.
final class TextPickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [(run: [UInt8], position: Int64)?] = []
  private var keptBytes = 0
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    kept.grow(to: groupCount, filling: nil)
    let column = arguments[0]
    skippedNulls += column.nullCount
    let text = column.plainText
    text.withRuns { run in
      picks.find(pick, column, groups, groupCount: groupCount) { a, b in
        run(a).lexicographicallyPrecedes(run(b))
      }
      picks.take { group, row in
        let position = positions[row]
        let new = run(row)
        if let old = kept[group] {
          let isBetter =
            switch pick {
            case .first: position < old.position
            case .last: position > old.position
            case .smallest: new.lexicographicallyPrecedes(old.run)
            case .largest: old.run.lexicographicallyPrecedes(new)
            }
          guard isBetter else { return }
        }
        keep(Array(new), position, in: group)
      }
    }
  }

  private func keep(_ run: [UInt8], _ position: Int64, in group: Int) {
    keptBytes += run.count - (kept[group]?.run.count ?? 0)
    kept[group] = (run, position)
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? TextPickState else { return }
    kept.grow(to: groupCount, filling: nil)
    skippedNulls += other.skippedNulls
    for (group, new) in zip(groups, other.kept) {
      guard let new else { continue }
      if let old = kept[Int(group)] {
        let isBetter =
          switch pick {
          case .first: new.position < old.position
          case .last: new.position > old.position
          case .smallest: new.run.lexicographicallyPrecedes(old.run)
          case .largest: old.run.lexicographicallyPrecedes(new.run)
          }
        guard isBetter else { continue }
      }
      keep(new.run, new.position, in: Int(group))
    }
  }

  var byteCount: Int { kept.count * 56 + keptBytes }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: nil)
    let builder = TextBuilder(type)
    for entry in kept.prefix(groupCount) {
      if let entry { builder.append(bytes: entry.run) } else { builder.appendNull() }
    }
    return builder.finish()
  }
}
