import FjordTable

/// Keeps a text, or bytes, a group.
final class TextPickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [[UInt8]?] = []
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    kept.grow(to: groupCount, filling: nil)
    let column = arguments[0]
    skippedNulls += column.nullCount
    let text = column.plainText
    text.withRuns { run in
      picks.find(pick, column, groups, groupCount: groupCount) { a, b in
        run(a).lexicographicallyPrecedes(run(b))
      }
      picks.take { group, row in
        let new = run(row)
        let isBetter =
          switch (pick, kept[group]) {
          case (_, nil), (.last, _): true
          case (.first, _): false
          case (.smallest, let old?): new.lexicographicallyPrecedes(old)
          case (.largest, let old?): old.lexicographicallyPrecedes(new)
          }
        if isBetter { kept[group] = Array(new) }
      }
    }
  }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: nil)
    let builder = TextBuilder(type)
    for run in kept.prefix(groupCount) {
      if let run { builder.append(bytes: run) } else { builder.appendNull() }
    }
    return builder.finish()
  }
}
