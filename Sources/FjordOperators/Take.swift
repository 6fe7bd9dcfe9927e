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
    name: "take", summary: "Keep the first rows.",
    items: ItemsDeclaration(.count, "how many rows to keep; 0 gives an empty table"),
    identity: .keepsUnmaintained, isRowToRow: false,
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
    let part = batch.slice(0..<min(left, batch.count))
    left -= part.count
    return part
  }
}

extension BoundCall {
  /// The first item's whole number.
  var firstCount: Int {
    guard case .count(let count)? = items.first?.content else { return 0 }
    return count
  }
}
