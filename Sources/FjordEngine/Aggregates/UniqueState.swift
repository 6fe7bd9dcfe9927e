import FjordPlugin
import FjordTable

/// Tells whether no value occurs twice; null is not counted.
final class UniqueState: AggregateState {
  private var isUnique: [Bool] = []
  private let pairs = Grouper(keepsKeys: false)
  private(set) var skippedNulls = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    isUnique.grow(to: groupCount, filling: true)
    let numbers = Column(
      .int, count: groups.count, validity: nil, .int64(groups.map(Int64.init)[...]))
    let (_, firsts) = pairs.assign([numbers] + arguments, count: groups.count)
    var next = firsts.makeIterator()
    var first = next.next()
    for row in groups.indices {
      if let place = first, place == row {
        first = next.next()
      } else if arguments.allSatisfy({ !$0.isNull(row) }) {
        isUnique[Int(groups[row])] = false
      }
    }
    for column in arguments { skippedNulls += column.nullCount }
  }

  func finish(groupCount: Int) -> Column {
    isUnique.grow(to: groupCount, filling: true)
    return Column(.bool, count: groupCount, validity: nil, .bits(Bitmap(isUnique)))
  }
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
