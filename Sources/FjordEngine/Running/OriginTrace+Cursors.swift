import FjordPlugin
import FjordTable

/// Rows with their places as identity: those that they have, else counted from 1.
actor NumberedCursor: Cursor {
  private let input: any Cursor
  private var count: Int64 = 0

  init(_ input: any Cursor) { self.input = input }

  func next() async throws -> Batch? {
    guard let batch = try await input.next() else { return nil }
    defer { count += Int64(batch.count) }
    guard batch.identity == nil else { return batch }
    let places = (0..<batch.count).map { count + Int64($0) + 1 }
    let column = Column(.int, count: batch.count, validity: nil, .int64(places[...]))
    return Batch(columns: batch.columns, count: batch.count, identity: .places(column))
  }
}

/// A stage that passes on a column with the rows' places.
struct CarryingStage {
  let transform: any Transform
  /// Where that column comes out.
  let column: Int

  func run(_ rows: any Cursor, in context: RunContext) -> any Cursor {
    let carried = MapCursor(rows) { batch in
      let places = batch.identity?.positions ?? .nulls(.int, count: batch.count)
      return Batch(columns: batch.columns + [places], count: batch.count)
    }
    let column = column
    return MapCursor(transform.run(carried, in: context)) { batch in
      var columns = batch.columns
      let places = columns.remove(at: column)
      return Batch(columns: columns, count: batch.count, identity: .places(places))
    }
  }
}

/// A cursor that is made when it is first asked.
actor DeferredCursor: Cursor {
  private let make: @Sendable () async throws -> any Cursor
  private var cursor: (any Cursor)?

  init(_ make: @escaping @Sendable () async throws -> any Cursor) { self.make = make }

  func next() async throws -> Batch? {
    let made: any Cursor
    if let cursor { made = cursor } else { made = try await make() }
    cursor = made
    return try await made.next()
  }
}

extension RowIdentity {
  /// Places alone.
  fileprivate static func places(_ places: Column) -> RowIdentity {
    RowIdentity(
      keys: [], states: [RowState](repeating: .live, count: places.count), positions: places)
  }

  /// The place of a row, or nil where it has none.
  func position(_ row: Int) -> Int64? {
    guard case .int(let place) = positions.value(at: row) else { return nil }
    return place
  }
}

extension Cursor {
  /// One row by its number, from 0, with its place; nil where there are fewer.
  func row(at number: Int) async throws -> (columns: [Column], position: Int64?)? {
    var before = 0
    while let batch = try await next() {
      guard number >= before + batch.count else {
        let row = number - before
        return (
          batch.columns.map { $0.slice(row..<(row + 1)) }, batch.identity?.position(row)
        )
      }
      before += batch.count
    }
    return nil
  }
}
