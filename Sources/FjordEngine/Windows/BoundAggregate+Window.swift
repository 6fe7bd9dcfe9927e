import FjordTable

extension BoundAggregate {
  /// The aggregate as a window over whole partitions.
  ///
  /// Where rows have an order of their own the state sees them in it, so that `first` and `last` mean
  /// that order.
  func window(at place: Int) -> BoundWindow {
    BoundWindow(arguments: arguments, place: place) {
      [name, makeState] columns, partitions, context in
      try Self.values(name: name, state: makeState(), columns, partitions, context)
    }
  }

  /// The state's value of each partition, for each of its rows.
  ///
  /// All use of aggregate states by windows is here.
  static func values(
    name: String, state: any AggregateState, _ arguments: [Column], _ partitions: Partitions,
    _ context: EvaluationContext
  ) throws -> Column {
    if partitions.isOrdered {
      let groups = partitions.order.map { partitions.groups[Int($0)] }
      let columns = arguments.map { $0.taking(partitions.order) }
      state.update(
        columns, groups: groups, groupCount: partitions.count, positions: RowPositions(from: 0))
    } else {
      state.update(
        arguments, groups: partitions.groups, groupCount: partitions.count,
        positions: RowPositions(from: 0))
    }
    let values = state.finish(groupCount: partitions.count)
    context.run.notices.count("null skipped by `\(name)`", state.skippedNulls)
    try context.countFaults(state.faults, "overflow")
    return partitions.spread(values)
  }
}
