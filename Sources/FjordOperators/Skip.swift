import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Leaves out the first rows.
///
/// Shape: n rows → n − count rows, same columns, order kept.
package struct Skip: Transform {
  package static let declaration = OperatorDeclaration(
    name: "skip", namesElsewhere: ["offset"], summary: "Leave out the first rows.",
    items: ItemsDeclaration(.count, "how many rows to leave out"), identity: .keepsUnmaintained,
    keepsColumns: true,
    examples: [Example("[1, 2, 3] | skip 2", gives: "value\n3\n")])

  package let output: Schema
  private let count: Int

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input
    count = call.firstCount
  }

  package var readColumns: Set<String>? { [] }

  package var skipped: Int? { count }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    SkipCursor(input, count: count)
  }
}

private actor SkipCursor: Cursor {
  private let input: any Cursor
  private var left: Int

  init(_ input: any Cursor, count: Int) {
    self.input = input
    left = count
  }

  func next() async throws -> Batch? {
    while let batch = try await input.next() {
      guard left > 0 else { return batch }
      guard batch.count > left else {
        left -= batch.count
        continue
      }
      defer { left = 0 }
      return batch.slice(left..<batch.count)
    }
    return nil
  }
}
