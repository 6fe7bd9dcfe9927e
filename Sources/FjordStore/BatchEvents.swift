import FjordTable

/// What happens to a table's rows in a batch, in order: rows and retractions merged by position.
///
/// Where a row and a retraction have one position, the retraction comes first: a stage that gives
/// several rows for one takes the old ones out before it puts the new ones in.
struct BatchEvents {
  /// A row of the batch (from 0), or a retraction `~n`.
  typealias Event = Int32

  /// The events in order.
  private(set) var events: [Event]
  /// The keys of rows.
  let rowKeys: [Column]
  /// The keys of retractions.
  let retractionKeys: [Column]
  private let rowStates: [RowState]?
  private let retractionStates: [RowState]
  private let rowPositions: Column?
  private let retractionPositions: Column?

  /// Orders what a batch holds.
  ///
  /// A batch without identity has live rows, called by their key columns.
  init(_ batch: Batch, layout: TableLayout) {
    rowKeys = batch.identity?.keys ?? layout.keyPlaces.map { batch.columns[$0] }
    rowStates = layout.isKeyed ? batch.identity?.states : nil
    rowPositions = batch.identity?.positions
    let retractions = layout.isKeyed ? batch.retractions : nil
    retractionKeys = retractions?.keys ?? []
    retractionStates = retractions?.states ?? []
    retractionPositions = retractions?.positions
    events = (0..<Int32(batch.count)).map { $0 }
    if let retractions, retractions.count > 0 { merge(retractions.count) }
  }

  private mutating func merge(_ count: Int) {
    let all = events + (0..<Int32(count)).map { ~$0 }
    let places = all.map { position(of: $0) }
    let order = all.indices.sorted { a, b in
      if places[a] != places[b] { return places[a] < places[b] }
      if (all[a] < 0) != (all[b] < 0) { return all[a] < 0 }
      return a < b
    }
    events = order.map { all[$0] }
  }

  /// Where in the walk an event is; rows without identity count from 0.
  func position(of event: Event) -> Int64 {
    let (positions, row) =
      event >= 0 ? (rowPositions, Int(event)) : (retractionPositions, Int(~event))
    guard case .int64(let values)? = positions?.storage else { return Int64(row) }
    return values[values.startIndex + row]
  }

  /// What becomes of an event's row.
  func state(of event: Event) -> RowState {
    if event < 0 { return retractionStates[Int(~event)] }
    return rowStates.map { $0[Int(event)] } ?? .live
  }

  /// How many leading key values an event has where the others are null: a row that is gone with
  /// fewer than all of them takes along every row that begins with them.
  func leadingKeys(of event: Event, count: Int) -> Int {
    let (keys, row) = event >= 0 ? (rowKeys, Int(event)) : (retractionKeys, Int(~event))
    if keys.count == count, keys.allSatisfy({ $0.validity == nil }) { return count }
    let present = keys.prefix { !$0.isNull(row) }.count
    let isRestNull = keys.dropFirst(present).allSatisfy { $0.isNull(row) }
    return present > 0 && isRestNull ? min(present, count) : count
  }
}

extension BatchEvents {
  /// The events that count: of each key the last one, and those that leave a row as it is, none.
  ///
  /// A row that is gone and has null in its key may stand for several rows, so that then every event
  /// counts.
  func lastOfEachKey() -> [Event] {
    let judged = events.filter { state(of: $0) != .pending }
    guard judged.count > 1, !rowKeys.isEmpty else { return judged }
    guard retractionKeys.isEmpty || retractionKeys.count == rowKeys.count else { return judged }
    guard !judged.contains(where: { state(of: $0) == .gone && hasNullKey($0) }) else {
      return judged
    }
    let interner = Interner()
    let rowCodes = interner.codes(RowKeys(rowKeys, count: rowKeys[0].count).text)
    let retractionCodes =
      retractionKeys.isEmpty
      ? [] : interner.codes(RowKeys(retractionKeys, count: retractionStates.count).text)
    if retractionCodes.isEmpty, interner.count == rowCodes.count { return judged }
    var isSeen = [Bool](repeating: false, count: interner.count)
    var kept: [Event] = []
    for event in judged.reversed() {
      let code = Int(event >= 0 ? rowCodes[Int(event)] : retractionCodes[Int(~event)])
      if !isSeen[code] { kept.append(event) }
      isSeen[code] = true
    }
    return kept.reversed()
  }

  /// Whether part of an event's key is null.
  func hasNullKey(_ event: Event) -> Bool {
    let (keys, row) = event >= 0 ? (rowKeys, Int(event)) : (retractionKeys, Int(~event))
    return keys.contains { $0.isNull(row) }
  }

  /// The key of an event as JSON, by which pending rows are found.
  func keyText(of event: Event, fields: [RecordField]) -> String {
    let (keys, row) = event >= 0 ? (rowKeys, Int(event)) : (retractionKeys, Int(~event))
    var bytes: [UInt8] = []
    NestedText.append(fields.prefix(keys.count).map(\.name), keys, row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
