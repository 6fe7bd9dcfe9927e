/// Whether a keyed row should be among the saved ones.
public enum RowState: UInt8, Sendable, Hashable {
  /// The row counts.
  case live
  /// The row is gone: its key is to be removed.
  case gone
  /// What the row is now could not be found out: what is saved stays as it is.
  case pending
}

/// What rows of a keyed source are called by, beside their visible columns.
///
/// All parts have one entry a row. Positions order the rows of one walk; a later position is the
/// newer truth about its key.
public struct RowIdentity: Sendable {
  /// The values of the key columns, in the order of the schema's key.
  public var keys: [Column]
  /// Whether the rows count.
  public var states: [RowState]
  /// The last day on which each row may be shown (`date`, null: no end); nil where nothing expires.
  public var expiry: Column?
  /// Place in the walk (`int`), rising.
  public var positions: Column

  /// Creates identities.
  ///
  /// All parts must be of one length.
  public init(keys: [Column], states: [RowState], expiry: Column? = nil, positions: Column) {
    precondition(
      positions.count == states.count && keys.allSatisfy { $0.count == states.count }
        && (expiry.map { $0.count == states.count } ?? true), "identity parts differ in length")
    self.keys = keys
    self.states = states
    self.expiry = expiry
    self.positions = positions
  }

  /// The number of rows.
  public var count: Int { states.count }

  /// The rows of a range.
  public func slice(_ range: Range<Int>) -> RowIdentity {
    RowIdentity(
      keys: keys.map { $0.slice(range) }, states: Array(states[range]),
      expiry: expiry?.slice(range), positions: positions.slice(range))
  }

  /// The rows at the given places.
  package func taking(_ rows: [Int32]) -> RowIdentity {
    RowIdentity(
      keys: keys.map { $0.taking(rows) }, states: rows.map { states[Int($0)] },
      expiry: expiry?.taking(rows), positions: positions.taking(rows))
  }

  /// The same rows, all gone but those that are pending: a filter can't judge what is not known.
  package func retracted() -> RowIdentity {
    var copy = self
    copy.states = states.map { $0 == .pending ? .pending : .gone }
    return copy
  }
}

/// A row that a look-up could not complete, kept so that it can be asked for again.
public struct PendingRow: Sendable, Hashable {
  /// The values of the key columns.
  public var key: [Value]
  /// Place in the walk.
  public var position: Int64
  /// The look-up's own text, from which it starts again.
  public var payload: String

  /// Creates a pending row.
  public init(key: [Value], position: Int64, payload: String) {
    self.key = key
    self.position = position
    self.payload = payload
  }
}

/// An opaque place in a source's walk from which it goes on; only the source reads it.
public struct Checkpoint: Sendable, Hashable {
  /// The source's own text.
  public var text: String

  /// Creates a checkpoint.
  public init(_ text: String) { self.text = text }
}

extension RowIdentity {
  /// The rows of all parts in order, or nil where there is none.
  ///
  /// Complexity: linear.
  package static func concatenating(_ parts: [RowIdentity]) -> RowIdentity? {
    guard let first = parts.first else { return nil }
    guard parts.count > 1 else { return first }
    let hasExpiry = parts.contains { $0.expiry != nil }
    return RowIdentity(
      keys: first.keys.indices.map { place in Column.concatenating(parts.map { $0.keys[place] }) },
      states: parts.flatMap(\.states),
      expiry: hasExpiry
        ? Column.concatenating(parts.map { $0.expiry ?? .nulls(.date, count: $0.count) }) : nil,
      positions: Column.concatenating(parts.map(\.positions)))
  }
}
