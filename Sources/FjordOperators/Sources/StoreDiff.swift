import FjordPlugin
import FjordTable

/// What the runs of a saved table since some time did, added up.
enum StoreDiff {
  static let schema = Schema([
    Field("since", .timestamp, isNullable: false, meaning: "the time asked for"),
    Field("runs", .int, isNullable: false, unit: "runs", meaning: "runs that began since"),
    Field("inserted", .int, isNullable: false, unit: "rows", meaning: "rows that were new"),
    Field("replaced", .int, isNullable: false, unit: "rows", meaning: "rows with a known key"),
    Field("removed", .int, isNullable: false, unit: "rows", meaning: "rows taken out"),
  ])

  /// One row, from the table's history.
  static func batch(
    _ history: Table, _ since: SourceArguments.Argument?, _ context: RunContext
  ) -> Batch {
    let start = instant(since?.value ?? .null, context.clock)
    let whole = history.joined()
    let runs = whole.columns.isEmpty ? [] : rows(of: whole, history.schema, since: start)
    func total(_ name: String) -> Value {
      guard let place = history.schema.index(of: name) else { return .int(0) }
      return .int(
        runs.reduce(0) { sum, row in
          guard case .int(let count) = whole.columns[place].value(at: row) else { return sum }
          return sum &+ count
        })
    }
    let values = [
      .timestamp(start), .int(Int64(runs.count)), total("inserted"), total("replaced"),
      total("removed"),
    ]
    return Batch(
      columns: zip(schema.fields, values).map { Column($0.type, [$1]) }, count: 1)
  }

  /// The rows of the history whose run began at the time or after it.
  private static func rows(of history: Batch, _ schema: Schema, since start: Int64) -> [Int] {
    guard let place = schema.index(of: "when") else { return [] }
    return (0..<history.count).filter { row in
      guard case .timestamp(let began) = history.columns[place].value(at: row) else { return false }
      return began >= start
    }
  }

  private static func instant(_ value: Value, _ clock: SessionClock) -> Int64 {
    switch value {
    case .timestamp(let instant): instant
    case .date(let days): clock.zone.instant(ofLocal: CivilTime(days: days).microseconds)
    case .duration(let length): clock.instant(length, before: clock.now)
    default: .min
    }
  }
}
