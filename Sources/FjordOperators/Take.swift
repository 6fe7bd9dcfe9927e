import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the first rows.
///
/// Shape: n rows → at most `count` rows, same columns, order kept. Stops: asks for nothing more once
/// the rows have passed.
package struct Take: Transform {
  package static let declaration = OperatorDeclaration(
    name: "take", namesElsewhere: ["head", "limit", "first"], summary: "Keep the first rows.",
    items: ItemsDeclaration(.count, "how many rows to keep; 0 gives an empty table"),
    identity: .keepsUnmaintained, keepsColumns: true,
    examples: [Example("[1, 2, 3] | take 2", gives: "value\n1\n2\n")])

  package let output: Schema
  private let count: Int

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input
    count = call.firstCount
  }

  package var readColumns: Set<String>? { [] }

  package var limit: Int? { count }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    TakeCursor(input, count: count)
  }
}

private actor TakeCursor: Cursor {
  private let input: any Cursor
  private var left: Int

  init(_ input: any Cursor, count: Int) {
    self.input = input
    left = count
  }

  func next() async throws -> Batch? {
    guard left > 0, let batch = try await input.next() else { return nil }
    guard batch.count >= left else {
      left -= batch.count
      return batch
    }
    defer { left = 0 }
    return batch.cut(after: left)
  }
}

extension Batch {
  /// The first rows and all that came with or before the last of them, so that it makes no
  /// difference how rows lie in batches.
  fileprivate func cut(after count: Int) -> Batch {
    let part = slice(0..<count)
    guard let positions = part.identity?.positions, case .int64(let values) = positions.storage,
      let last = values.last
    else { return part }
    return Batch(
      columns: part.columns, count: count, identity: part.identity,
      retractions: retractions.flatMap { $0.upTo(last) },
      pending: pending.filter { $0.position <= last })
  }
}

extension RowIdentity {
  /// The rows whose position is at most this one.
  fileprivate func upTo(_ last: Int64) -> RowIdentity? {
    guard case .int64(let values) = positions.storage else { return nil }
    let places = values.enumerated().filter { $0.element <= last }.map { Int32($0.offset) }
    return places.isEmpty ? nil : taking(places)
  }
}
