import FjordTable

/// The places of rows by their group: what aggregates that keep all values need at their end.
struct GroupedPlaces {
  private var all: [Int32]
  /// One more than there are groups: where each group's places begin.
  private let starts: [Int]

  /// Collects the places of each group, rising.
  ///
  /// Complexity: linear in rows and groups.
  init(_ groups: [Int32], groupCount: Int) {
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    all = [Int32](repeating: 0, count: groups.count)
    for (place, group) in groups.enumerated() {
      all[next[Int(group)]] = Int32(truncatingIfNeeded: place)
      next[Int(group)] += 1
    }
    self.starts = starts
  }

  /// The places of a group.
  func places(of group: Int) -> ArraySlice<Int32> { all[starts[group]..<starts[group + 1]] }

  /// All places, group by group.
  var places: [Int32] { all }

  /// How many places each group has.
  func count(of group: Int) -> Int { starts[group + 1] - starts[group] }

  /// Sorts the places within each group.
  mutating func sort(by isBefore: (Int32, Int32) -> Bool) {
    for group in starts.indices.dropLast() {
      all[starts[group]..<starts[group + 1]].sort(by: isBefore)
    }
  }
}
