import FjordFormat
import FjordTable

/// Puts rows and outcomes together, and keeps rows for later whose detail could not be had.
struct DetailRows: Sendable {
  private let input: Schema
  private let id: Int
  private let added: [Field]
  private let inquiry: DetailInquiry
  private let payloads: JSONRowReader

  /// - Parameters:
  ///   - input: The columns before the look-up.
  ///   - id: The place of the name that details are asked for by.
  ///   - added: The columns of a detail.
  init(input: Schema, id: Int, added: [Field], _ inquiry: DetailInquiry) {
    self.input = input
    self.id = id
    self.added = added
    self.inquiry = inquiry
    payloads = JSONRowReader(
      columns: input.fields.map { JSONColumn([.key($0.name)], $0.type) }, zone: .utc)
  }

  /// What to ask for, row by row: nothing for a row that is known to be gone, or that holds no name.
  func ids(in batch: Batch) -> [String?] {
    (0..<batch.count).map { row in
      if let identity = batch.identity, identity.states[row] == .gone { return nil }
      guard case .string(let text) = batch.columns[id].value(at: row) else { return nil }
      return inquiry.id(text)
    }
  }

  /// The rows with the columns that the outcomes add.
  ///
  /// Where rows have identity, their state and
  /// expiry follow from the detail.
  func joined(_ batch: Batch, _ outcomes: [DetailOutcome]) -> Batch {
    let details = added.enumerated().map { place, field in
      guard batch.count > 0 else { return Column.nulls(field.type, count: 0) }
      let absent = Column.nulls(field.type, count: 1)
      return Column.concatenating(
        outcomes.map { outcome in
          if case .found(let detail) = outcome { detail.columns[place] } else { absent }
        })
    }
    return Batch(
      columns: batch.columns + details, count: batch.count,
      identity: batch.identity.map { identity($0, outcomes) }, retractions: batch.retractions,
      pending: batch.pending + pending(in: batch, outcomes), checkpoint: batch.checkpoint)
  }

  /// Rows that were kept for later, as a batch.
  ///
  /// Errors: that of a kept row which can't be read.
  func batch(of rows: [PendingRow]) throws -> Batch {
    let text = rows.map(\.payload).joined(separator: "\n")
    guard let read = try? payloads.readLines(Array(text.utf8)), read.count == rows.count,
      let width = rows.first?.key.count, rows.allSatisfy({ $0.key.count == width })
    else { throw inquiry.unreadable }
    let names = input.key?.columns ?? []
    let keys = (0..<width).map { place in
      let field = place < names.count ? input.index(of: names[place]) : nil
      let type = field.map { input.fields[$0].type } ?? rows[0].key[place].type ?? .string
      return Column(type, rows.map { $0.key[place] })
    }
    return Batch(
      columns: read.columns, count: rows.count,
      identity: RowIdentity(
        keys: keys, states: rows.map { _ in .live },
        positions: Column(.int, rows.map { .int($0.position) })))
  }

  private func identity(_ identity: RowIdentity, _ outcomes: [DetailOutcome]) -> RowIdentity {
    var copy = identity
    let expiry = IntBuilder(.date)
    for (row, outcome) in outcomes.enumerated() {
      var lastDay = identity.expiry?.value(at: row) ?? .null
      switch outcome {
      case .notAsked: break
      case .unknown: copy.states[row] = .gone
      case .unavailable: copy.states[row] = .pending
      case .found(let detail):
        if !detail.isLive { copy.states[row] = .gone }
        if let day = detail.lastDay { lastDay = .date(day) }
      }
      expiry.append(lastDay)
    }
    copy.expiry = expiry.finish()
    return copy
  }

  private func pending(in batch: Batch, _ outcomes: [DetailOutcome]) -> [PendingRow] {
    guard let identity = batch.identity else { return [] }
    return outcomes.indices.compactMap { row in
      guard case .unavailable = outcomes[row],
        case .int(let position) = identity.positions.value(at: row)
      else { return nil }
      return PendingRow(
        key: identity.keys.map { $0.value(at: row) }, position: position,
        payload: payload(of: batch, row: row))
    }
  }

  /// A row before the look-up, as a line of JSON.
  private func payload(of batch: Batch, row: Int) -> String {
    var text: [UInt8] = [UInt8(ascii: "{")]
    for (place, field) in input.fields.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      JSONText.append(string: field.name, to: &text)
      text.append(UInt8(ascii: ":"))
      JSONText.append(batch.columns[place], row: row, to: &text)
    }
    text.append(UInt8(ascii: "}"))
    return String(decoding: text, as: UTF8.self)
  }
}
