extension Column {
  /// The rows of all columns one behind the other.
  ///
  /// All must be of one type, and there is at least one. Complexity: linear in the bytes.
  package static func concatenating(_ columns: [Column]) -> Column {
    guard let first = columns.first else { preconditionFailure("nothing to concatenate") }
    if columns.count == 1 { return first }
    precondition(columns.allSatisfy { $0.type == first.type }, "columns of different types")
    let count = columns.reduce(0) { $0 + $1.count }
    var mask = BitmapBuilder()
    if columns.contains(where: { $0.validity != nil }) {
      for column in columns {
        guard let validity = column.validity else {
          mask.append(true, count: column.count)
          continue
        }
        for row in 0..<column.count { mask.append(validity[row]) }
      }
    }
    return Column(
      first.type, count: count, validity: mask.count == 0 ? nil : mask.finishValidity(),
      joinedStorage(columns, type: first.type))
  }

  private static func joinedStorage(_ columns: [Column], type: DataType) -> Storage {
    switch type {
    case .bool:
      var bits = BitmapBuilder()
      for column in columns {
        guard case .bits(let part) = column.storage else { continue }
        for row in 0..<part.count { bits.append(part[row]) }
      }
      return .bits(bits.finish())
    case .int, .date, .timestamp:
      return .int64(joined(columns) { if case .int64(let part) = $0 { part } else { [] } })
    case .float:
      return .float64(joined(columns) { if case .float64(let part) = $0 { part } else { [] } })
    case .duration:
      return .duration(joined(columns) { if case .duration(let part) = $0 { part } else { [] } })
    case .string, .binary:
      return .text(Text.concatenating(columns.map(\.plainText)))
    case .list: return joinedLists(columns)
    case .record(let fields):
      let parts = columns.map(\.children)
      return .record(fields.indices.map { place in concatenating(parts.map { $0[place] }) })
    }
  }

  private static func joined<Element>(
    _ columns: [Column], _ part: (Storage) -> ArraySlice<Element>
  ) -> ArraySlice<Element> {
    var values: [Element] = []
    values.reserveCapacity(columns.reduce(0) { $0 + $1.count })
    for column in columns { values.append(contentsOf: part(column.storage)) }
    return values[...]
  }

  private static func joinedLists(_ columns: [Column]) -> Storage {
    var offsets: [Int64] = [0]
    var children: [Column] = []
    var base: Int64 = 0
    for column in columns {
      guard case .list(let part, let child) = column.storage, let start = part.first,
        let end = part.last
      else { continue }
      for offset in part.dropFirst() { offsets.append(base + offset - start) }
      children.append(child.slice(Int(start)..<Int(end)))
      base += end - start
    }
    return .list(offsets: offsets[...], child: concatenating(children))
  }

  /// The runs of a text column, a dictionary's looked up; empty under nulls.
  package var plainText: Text {
    switch storage {
    case .text(let text): text
    case .dictionary(let codes, let values): values.taking(presentCodes(codes))
    default: preconditionFailure("\(type) is not text")
    }
  }

  /// The codes, -1 under nulls, where any code may stand.
  private func presentCodes(_ codes: ArraySlice<Int32>) -> [Int32] {
    guard let validity else { return Array(codes) }
    var present = Array(codes)
    for row in 0..<count where !validity[row] { present[row] = -1 }
    return present
  }
}

extension Column.Text {
  fileprivate static func concatenating(_ parts: [Column.Text]) -> Column.Text {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    offsets.reserveCapacity(parts.reduce(1) { $0 + $1.count })
    bytes.reserveCapacity(
      parts.reduce(0) { $0 + Int(($1.offsets.last ?? 0) - ($1.offsets.first ?? 0)) })
    for part in parts {
      guard let start = part.offsets.first, let end = part.offsets.last else { continue }
      let base = Int64(bytes.count) - start
      for offset in part.offsets.dropFirst() { offsets.append(base + offset) }
      bytes.append(contentsOf: part.bytes[Int(start)..<Int(end)])
    }
    return Column.Text(offsets: offsets[...], bytes: bytes)
  }
}

extension Batch {
  /// All rows in one batch, without identity; of no batches, no rows of the given types.
  package static func concatenating(_ batches: [Batch], types: [DataType]) -> Batch {
    if batches.count == 1 { return batches[0].withoutIdentity() }
    let count = batches.reduce(0) { $0 + $1.count }
    let columns = types.enumerated().map { place, type in
      batches.isEmpty
        ? ColumnBuilder.make(type).finish()
        : Column.concatenating(batches.map { $0.columns[place] })
    }
    return Batch(columns: columns, count: count)
  }
}
