import FjordPlugin

extension Plan {
  /// The requests that the plan is known to need, those of tables among the stages' arguments too.
  package var requestNeed: RequestNeed {
    var need = pipeline.source.source.need(request)
    // How many rows come to a stage is known only as far as a limit reaches.
    var rows = request.limit
    for stage in stages {
      switch stage.work {
      case .lookup(let lookup): need += rows.map(lookup.need) ?? .none
      case .transform(let transform):
        for plan in transform.tablePlans { need += plan.requestNeed }
        rows = Self.rows(behind: stage, of: rows)
      }
    }
    return need
  }

  private static func rows(behind stage: BoundStage, of rows: Int?) -> Int? {
    guard let rows else { return nil }
    if let limit = stage.transform?.limit { return min(rows, limit) }
    if let skipped = stage.transform?.skipped { return max(0, rows - skipped) }
    return stage.isRowToRow ? rows : nil
  }
}
