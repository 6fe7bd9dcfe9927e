import FjordPlugin
import FjordTable

/// Tells whether no value occurs twice; null is not counted.
final class UniqueState: AggregateState {
  private var isUnique: [Bool] = []
  private let rows = Grouper()
  private(set) var skippedNulls = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    for column in arguments { skippedNulls += column.nullCount }
    add(arguments, groups, groupCount: groupCount)
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? UniqueState else { return }
    skippedNulls += other.skippedNulls
    isUnique.grow(to: groupCount, filling: true)
    for (place, isUnique) in other.isUnique.enumerated() where !isUnique {
      self.isUnique[Int(groups[place])] = false
    }
    guard let known = other.rows.keys(), case .int64(let numbers) = known[0].storage else { return }
    add(Array(known.dropFirst()), numbers.map { groups[Int($0)] }, groupCount: groupCount)
  }

  private func add(_ values: [Column], _ groups: [Int32], groupCount: Int) {
    isUnique.grow(to: groupCount, filling: true)
    let numbers = Column(
      .int, count: groups.count, validity: nil, .int64(groups.map(Int64.init)[...]))
    let (_, firsts) = rows.assign([numbers] + values, count: groups.count)
    var next = firsts.makeIterator()
    var first = next.next()
    for row in groups.indices {
      if let place = first, place == row {
        first = next.next()
      } else if values.allSatisfy({ !$0.isNull(row) }) {
        isUnique[Int(groups[row])] = false
      }
    }
  }

  func finish(groupCount: Int) -> Column {
    isUnique.grow(to: groupCount, filling: true)
    return Column(
      .bool, count: groupCount, validity: nil, .bits(Bitmap(isUnique[..<groupCount])))
  }

  var byteCount: Int { isUnique.count + rows.byteCount }
}

extension AggregateDeclaration {
  /// `unique(x)`, which is made for `expect`.
  static let unique = AggregateDeclaration(
    "unique", ["unique(x)", "unique(x, y, ...)"],
    "Whether no value, or no values taken together, occur twice; null is not counted.",
    isNullable: false,
    examples: [
      Example("[{a: 1}, {a: 1}, {a: null}] | summarize u = unique(a)", gives: "u\nfalse\n"),
      Example("[{a: 1}, {a: 2}] | expect unique(a)", gives: "a\n1\n2\n"),
    ]
  ) { types in
    guard !types.isEmpty else { return nil }
    return Overload(types.map { $0 ?? .string }, .bool) { UniqueState() }
  }
}
