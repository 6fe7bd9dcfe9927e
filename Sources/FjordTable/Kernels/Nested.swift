// Stepping into and building lists and records. A missing step gives null.

extension Column {
  /// A record's field by its place; null where the record is.
  package func field(_ place: Int) -> Column {
    let child = children[place]
    guard let validity else { return child }
    return Column(
      child.type, count: count, validity: .intersection(validity, child.validity), child.storage)
  }

  /// Each list's element at an int of the same row: 0 is the first, -1 the last; null outside.
  package func element(at places: Column) -> Column {
    guard case .list(let offsets, let child) = storage, case .int64(let wanted) = places.storage
    else { preconditionFailure("elements of \(type) by \(places.type)") }
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    for row in 0..<count {
      let start = offsets[offsets.startIndex + row]
      let length = offsets[offsets.startIndex + row + 1] - start
      let place = wanted[wanted.startIndex + row]
      let index = place < 0 ? length &+ place : place
      let isThere = index >= 0 && index < length && !isNull(row) && !places.isNull(row)
      rows.append(isThere ? Int32(truncatingIfNeeded: start + index) : -1)
    }
    return child.taking(rows)
  }

  /// Lists of one element from each column, row by row; all columns of the element type.
  package static func interleaving(_ columns: [Column], element: DataType, count: Int) -> Column {
    let width = columns.count
    let offsets = (0...count).map { Int64($0 * width) }
    guard width > 0 else {
      return Column(
        .list(element), count: count, validity: nil,
        .list(offsets: offsets[...], child: .nulls(element, count: 0)))
    }
    var rows: [Int32] = []
    rows.reserveCapacity(count * width)
    for row in 0..<count {
      for place in 0..<width { rows.append(Int32(truncatingIfNeeded: place * count + row)) }
    }
    let child = Column.concatenating(columns).taking(rows)
    return Column(
      .list(element), count: count, validity: nil, .list(offsets: offsets[...], child: child))
  }

  /// Records of the given parts.
  package static func record(_ parts: [(String, Column)], count: Int) -> Column {
    Column(
      .record(parts.map { RecordField($0.0, $0.1.type) }), count: count, validity: nil,
      .record(parts.map(\.1)))
  }
}
