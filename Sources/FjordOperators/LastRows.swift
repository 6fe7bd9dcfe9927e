import FjordTable

/// Rows of which only the last of each group counts: what `latest` keeps.
///
/// Rows that are no longer the last are forgotten from time to time, so that memory is linear in the
/// groups, not in the rows. Complexity: linear in the rows.
struct LastRows {
  private let types: [DataType]
  private var held: [Batch] = []
  private var heldCount = 0
  private var pending: [PendingRow] = []
  /// The place of each group's row among those held; -1 where the group has none.
  private var places: [Int32] = []
  /// The highest position seen of each group, where rows have positions.
  private var positions: [Int64] = []
  private let leastSweep: Int
  private var nextSweep: Int

  /// Creates an empty collection that forgets when it holds so many rows, or twice those that count.
  init(types: [DataType], sweepingAt leastSweep: Int = 65_536) {
    self.types = types
    self.leastSweep = leastSweep
    nextSweep = leastSweep
  }

  /// Takes a batch in whose last row of each group counts.
  mutating func add(_ batch: Batch, groups: [Int32], groupCount: Int) {
    grow(to: groupCount)
    let base = heldCount
    for row in groups.indices {
      places[Int(groups[row])] = Int32(truncatingIfNeeded: base &+ row)
    }
    hold(batch)
  }

  /// Takes in what rows with identity say: a row that comes no earlier than what is known of its
  /// group replaces it, and leaves nothing where it is gone.
  mutating func note(_ identity: RowIdentity, groups: [Int32], groupCount: Int, areRows: Bool) {
    grow(to: groupCount)
    guard case .int64(let newPositions) = identity.positions.storage else {
      preconditionFailure("positions are whole numbers")
    }
    let base = heldCount
    for (row, position) in newPositions.enumerated() {
      let group = Int(groups[row])
      guard position >= positions[group] else { continue }
      positions[group] = position
      let isShown = areRows && identity.states[row] != .gone
      places[group] = isShown ? Int32(truncatingIfNeeded: base &+ row) : -1
    }
  }

  /// Holds a batch whose rows were noted.
  mutating func hold(_ batch: Batch) {
    held.append(batch)
    heldCount += batch.count
    pending += batch.pending
    if heldCount >= nextSweep { sweep() }
  }

  /// The rows that count, in the order of their last appearance.
  mutating func finish() -> Batch {
    sweep()
    let batch = held.first ?? Batch.concatenating([], types: types)
    return Batch(
      columns: batch.columns, count: batch.count, identity: batch.identity, pending: pending)
  }

  private mutating func grow(to count: Int) {
    guard places.count < count else { return }
    places.append(contentsOf: repeatElement(-1, count: count - places.count))
    positions.append(contentsOf: repeatElement(.min, count: count - positions.count))
  }

  /// Forgets rows that no longer count.
  private mutating func sweep() {
    var isLast = [Bool](repeating: false, count: heldCount)
    for place in places where place >= 0 { isLast[Int(place)] = true }
    var newPlace = [Int32](repeating: -1, count: heldCount)
    var rows: [Int32] = []
    for place in isLast.indices where isLast[place] {
      newPlace[place] = Int32(truncatingIfNeeded: rows.count)
      rows.append(Int32(truncatingIfNeeded: place))
    }
    for group in places.indices where places[group] >= 0 {
      places[group] = newPlace[Int(places[group])]
    }
    let whole = Batch.concatenating(held, types: types)
    let identity = RowIdentity.concatenating(held.compactMap(\.identity))
    held = [
      Batch(
        columns: whole.columns.map { $0.taking(rows) }, count: rows.count,
        identity: identity?.taking(rows))
    ]
    heldCount = rows.count
    nextSweep = max(leastSweep, rows.count * 2)
  }
}
