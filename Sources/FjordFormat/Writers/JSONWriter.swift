import FjordTable

/// Writes one JSON array with an object a row, each on a line of its own.
///
/// Numbers keep all their digits; what is no number is null. Timestamps are RFC 3339 in UTC,
/// durations ISO 8601, binary base64, all as strings. Only what JSON demands is escaped.
package struct JSONWriter: TableWriter {
  private let cells: JSONCells
  private var first = RowAssembly(before: [], rowEnd: [])
  private var others = RowAssembly(before: [], rowEnd: [])
  private var isEmpty = true

  /// Creates a writer; for a terminal, characters that steer it are escaped too.
  package init(forTerminal: Bool = false) { cells = JSONCells(isForTerminal: forTerminal) }

  package mutating func begin(_ schema: Schema) -> [UInt8] {
    first = cells.assembly(schema, rowStart: "\n", rowEnd: "")
    others = cells.assembly(schema, rowStart: ",\n", rowEnd: "")
    isEmpty = true
    return [UInt8(ascii: "[")]
  }

  package mutating func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    let (cells, first, others) = (cells, first, others)
    guard isEmpty, batch.count > 0 else { return { others.rows(batch, cells: cells.cells) } }
    isEmpty = false
    return {
      first.rows(batch.slice(0..<1), cells: cells.cells)
        + others.rows(batch.slice(1..<batch.count), cells: cells.cells)
    }
  }

  package mutating func end() -> [UInt8] { Array((isEmpty ? "]\n" : "\n]\n").utf8) }
}

/// Writes one JSON object a line, in the same form as `JSONWriter`.
package struct NDJSONWriter: TableWriter {
  private let cells: JSONCells
  private var assembly = RowAssembly(before: [], rowEnd: [])

  /// Creates a writer; for a terminal, characters that steer it are escaped too.
  package init(forTerminal: Bool = false) { cells = JSONCells(isForTerminal: forTerminal) }

  package mutating func begin(_ schema: Schema) -> [UInt8] {
    assembly = cells.assembly(schema, rowStart: "", rowEnd: "\n")
    return []
  }

  package func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    { assembly.rows(batch, cells: cells.cells) }
  }

  package mutating func end() -> [UInt8] { [] }
}
