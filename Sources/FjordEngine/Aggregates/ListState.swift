import FjordTable

/// All values of a group that are not null, in the order of the rows.
///
/// Memory: all values.
final class ListState: AggregateState {
  private let type: DataType
  private var parts: [Column] = []
  private var groups: [Int32] = []
  private var places: [Int64] = []
  private var partBytes = 0
  private(set) var skippedNulls = 0

  /// Creates a state for lists of a type.
  init(of type: DataType) { self.type = type }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    let column = arguments[0]
    let present = (0..<column.count).filter { !column.isNull($0) }
    skippedNulls += column.count - present.count
    guard !present.isEmpty else { return }
    let part = present.count == column.count ? column : column.taking(present.map { Int32($0) })
    parts.append(part)
    partBytes += part.byteCount
    for row in present {
      self.groups.append(groups[row])
      places.append(positions[row])
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? ListState else { return }
    skippedNulls += other.skippedNulls
    parts += other.parts
    partBytes += other.partBytes
    self.groups += other.groups.map { groups[Int($0)] }
    places += other.places
  }

  func finish(groupCount: Int) -> Column {
    var sorted = GroupedPlaces(groups, groupCount: groupCount)
    sorted.sort { places[Int($0)] < places[Int($1)] }
    var offsets: [Int64] = [0]
    for group in 0..<groupCount {
      offsets.append((offsets.last ?? 0) + Int64(sorted.count(of: group)))
    }
    let child =
      parts.isEmpty ? .nulls(type, count: 0) : Column.concatenating(parts).taking(sorted.places)
    return Column(
      .list(type), count: groupCount, validity: nil, .list(offsets: offsets[...], child: child))
  }

  var byteCount: Int { groups.count * 12 + partBytes }
}
