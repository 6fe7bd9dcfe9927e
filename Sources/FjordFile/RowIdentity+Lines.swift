import FjordTable

extension RowIdentity {
  /// Rows called by the lines that they begin at, counted from 1; they have no key.
  static func lines(of places: [Int], in chunk: TextChunk, lineEnd: UInt8) -> RowIdentity {
    var lines: [Int64] = []
    lines.reserveCapacity(places.count)
    var (line, at) = (Int64(chunk.firstLine), 0)
    let bytes = chunk.piece.bytes
    for place in places {
      while at < place {
        if bytes[at] == lineEnd { line += 1 }
        at += 1
      }
      lines.append(line)
    }
    return RowIdentity(
      keys: [], states: [RowState](repeating: .live, count: lines.count),
      positions: Column(.int, count: lines.count, validity: nil, .int64(lines[...])))
  }
}
