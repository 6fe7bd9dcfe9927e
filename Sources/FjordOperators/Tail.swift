import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the last rows.
///
/// Shape: n rows → at most `count` rows, same columns, order kept. Memory is linear in the rows that
/// come out, rounded up to whole batches.
package struct Tail: Transform {
  package static let declaration = OperatorDeclaration(
    name: "tail", namesElsewhere: ["last"], summary: "Keep the last rows.",
    items: ItemsDeclaration(.count, "how many rows to keep"), keepsColumns: true,
    examples: [Example("[1, 2, 3] | tail 2", gives: "value\n2\n3\n")])

  package let output: Schema
  private let count: Int

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input.withoutKey()
    count = call.firstCount
  }

  package var readColumns: Set<String>? { [] }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    TailCursor(input, count: count)
  }
}

/// Reads all rows, then gives the last.
private actor TailCursor: Cursor {
  private let input: any Cursor
  private let count: Int
  private var last: ArraySlice<Batch>?

  init(_ input: any Cursor, count: Int) {
    self.input = input
    self.count = count
  }

  func next() async throws -> Batch? {
    if last == nil { last = try await lastBatches()[...] }
    return last?.popFirst()
  }

  private func lastBatches() async throws -> [Batch] {
    var batches: [Batch] = []
    var first = 0
    var held = 0
    while let batch = try await input.next() {
      guard batch.count > 0, count > 0 else { continue }
      batches.append(batch.withoutIdentity())
      held += batch.count
      while held - batches[first].count >= count {
        held -= batches[first].count
        first += 1
      }
      if first > 64, first > batches.count / 2 {
        batches.removeFirst(first)
        first = 0
      }
    }
    guard first < batches.count else { return [] }
    let extra = max(0, held - count)
    batches[first] = batches[first].slice(extra..<batches[first].count)
    return Array(batches[first...])
  }
}
