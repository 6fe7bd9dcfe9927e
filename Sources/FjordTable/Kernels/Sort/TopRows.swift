/// The first rows of an order, of all or of each group, without a sort of the rest.
///
/// Candidates are collected, and from time to time sorted and cut. Equal rows are ordered by their
/// places in the input. Memory is linear in the rows that come out. Complexity: linear in the rows, and
/// a sort of those that were candidates.
package struct TopRows: Sendable {
  /// How many candidates are collected beside those that were kept.
  private static let slack = 8192

  private let limit: Int
  private let descending: [Bool]
  private let types: [DataType]
  private let keyPlaces: [Int]
  private var pieces: [(batch: Batch, sequences: [Int64])] = []
  private var count = 0
  private var keptCount = 0
  private var bounds = TopBounds()

  /// Creates a collection of rows with columns of the given types, some of which are the keys.
  package init(
    limit: Int, types: [DataType], keyPlaces: [Int], descending: [Bool]
  ) {
    self.limit = limit
    self.types = types
    self.keyPlaces = keyPlaces
    self.descending = descending
    bounds.grow(to: 1)
  }

  /// Takes rows that come later in the input than all before, with their groups; no groups stand for
  /// one.
  package mutating func update(
    _ batch: Batch, groups: [Int32] = [], groupCount: Int = 1, sequence: Int64
  ) {
    guard limit > 0 else { return }
    bounds.grow(to: groupCount)
    var start = 0
    while start < batch.count {
      let end = min(batch.count, start + 2 * Self.slack)
      let part = groups.isEmpty ? [] : Array(groups[start..<end])
      add(batch.slice(start..<end), part, sequence + Int64(start))
      start = end
    }
  }

  /// Takes what another collection has; `groups` says which group here each group there is.
  package mutating func merge(_ other: TopRows, groups: [Int32] = [0], groupCount: Int = 1) {
    bounds.grow(to: groupCount)
    for piece in other.pieces {
      let numbers = Self.groups(piece.batch).map { Int64(groups[Int($0)]) }
      hold(
        Batch(
          columns: piece.batch.columns.dropLast() + [.groups(numbers)], count: piece.batch.count),
        piece.sequences)
    }
  }

  /// The rows: by group, in the order that `ranks` gives them, and by the keys within it.
  package mutating func finish(ranks: [Int32] = [0]) -> Batch {
    for place in pieces.indices {
      let batch = pieces[place].batch
      let numbers = Self.groups(batch).map { Int64(ranks[Int($0)]) }
      pieces[place].batch = Batch(
        columns: batch.columns.dropLast() + [.groups(numbers)], count: batch.count)
    }
    compact()
    let batch = pieces.first?.batch ?? Batch.concatenating([], types: types + [.int])
    return Batch(columns: Array(batch.columns.dropLast()), count: batch.count)
  }

  private mutating func add(_ batch: Batch, _ groups: [Int32], _ sequence: Int64) {
    let chunk = SortChunk(
      batch, keys: keyPlaces.map { batch.columns[$0] }, descending: descending,
      sequence: .from(sequence))
    let rows = chunk.rows(before: bounds, groups: groups)
    if rows.isEmpty { return }
    let numbers = rows.map { groups.isEmpty ? 0 : Int64(groups[Int($0)]) }
    hold(
      Batch(
        columns: batch.columns.map { $0.taking(rows) } + [.groups(numbers)], count: rows.count),
      rows.map { sequence + Int64($0) })
    if count >= 2 * keptCount + Self.slack { compact() }
  }

  private mutating func hold(_ batch: Batch, _ sequences: [Int64]) {
    pieces.append((batch, sequences))
    count += batch.count
  }

  /// Sorts the candidates and keeps the first of each group.
  private mutating func compact() {
    let keys = [types.count] + keyPlaces
    let run = SortRun(
      pieces.map { piece in
        SortChunk(
          piece.batch, keys: keys.map { piece.batch.columns[$0] },
          descending: [false] + descending, sequence: .each(piece.sequences))
      }, types: types + [.int])
    run.sort()
    let sorted = run.batch(0..<run.count)
    let sequences = run.sequences(0..<run.count)
    let groups = Array(Self.groups(sorted))
    var rows: [Int32] = []
    var lasts: [(group: Int, place: Int)] = []
    var (group, rank) = (-1, 0)
    for row in 0..<run.count {
      rank = groups[row] == group ? rank + 1 : 1
      group = Int(groups[row])
      guard rank <= limit else { continue }
      if rank == limit { lasts.append((group, rows.count)) }
      rows.append(Int32(row))
    }
    let batch = Batch(columns: sorted.columns.map { $0.taking(rows) }, count: rows.count)
    pieces = [(batch, rows.map { sequences[Int($0)] })]
    (count, keptCount) = (rows.count, rows.count)
    let kept = SortChunk(
      batch, keys: keys.map { batch.columns[$0] }, descending: [false] + descending,
      sequence: .from(0))
    bounds.kept = kept
    for (group, place) in lasts {
      bounds.prefixes[group] = kept.keys[1].prefix(place)
      bounds.rows[group] = Int32(place)
    }
  }

  /// The groups of candidates, which are their last column.
  private static func groups(_ batch: Batch) -> ArraySlice<Int64> {
    guard case .int64(let numbers)? = batch.columns.last?.storage else {
      preconditionFailure("candidates end in their group")
    }
    return numbers
  }
}

extension Column {
  fileprivate static func groups(_ numbers: [Int64]) -> Column {
    Column(.int, count: numbers.count, validity: nil, .int64(numbers[...]))
  }
}
