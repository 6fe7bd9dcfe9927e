// Sorting by any number of keys of any length with a sort of words: sort all rows by the first word,
// then every group of rows with equal words by what comes next, which is the text's next eight bytes
// or the next key. Most groups are small, and those are sorted by comparing rows.

/// Sorts the entries of some chunks, which are in the order of the input.
///
/// The ranges that `prepare` gives can be sorted at the same time by several tasks.
struct RunSorter: @unchecked Sendable {
  private let entries: UnsafeMutablePointer<SortEntry>
  private let scratch: SortEntries
  private let count: Int
  private let table: SortKeyTable
  /// Whether entries are not in the order of the input to begin with, so that equal rows must be
  /// ordered by their places there.
  private let comparesSequences: Bool
  /// The level of the first key whose words the entries are sorted by first.
  private var firstLevel = 0

  /// Creates a sorter of entries whose prefixes are those of the first key; the entries and what is
  /// in the table must outlive it.
  init(_ entries: SortEntries, _ table: SortKeyTable, comparesSequences: Bool) {
    self.entries = entries.base
    count = entries.count
    scratch = SortEntries(count: entries.count)
    self.table = table
    self.comparesSequences = comparesSequences
  }

  /// Brings the entries roughly in order: all in one range come before all in the next.
  ///
  /// Complexity: a few passes.
  mutating func prepare(partCount: Int) -> [Range<Int>] {
    guard table.keyCount > 0, count > 1 else { return [] }
    skipCommonWords()
    let share = max(1024, count / max(1, partCount))
    guard let ends = partByPrefix(entries, scratch.base, count: count) else {
      return cutBetweenPrefixes(share)
    }
    var parts: [Range<Int>] = []
    var start = 0
    for end in ends where end - start >= share || end == count {
      if end > start { parts.append(start..<end) }
      start = end
    }
    return parts
  }

  /// Sorts a range that `prepare` gave.
  func sort(_ range: Range<Int>) {
    sortByPrefix(
      entries + range.lowerBound, scratch.base + range.lowerBound, count: range.count)
    refine(range, key: 0, level: firstLevel)
  }

  /// Ranges of entries that are in order already.
  private func cutBetweenPrefixes(_ share: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while start < count {
      var end = min(count, start + share)
      while end < count, entries[end].prefix == entries[end - 1].prefix { end += 1 }
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  /// Goes on to the first word in which texts differ, as addresses that all begin with `https://`.
  private mutating func skipCommonWords() {
    while firstLevel < 64, doAllGoOn {
      firstLevel += 1
      for place in 0..<count {
        let entry = entries[place]
        entries[place].prefix = table.key(0, entry).word(Int(entry.row), firstLevel)
      }
    }
  }

  private var doAllGoOn: Bool {
    let prefix = entries[0].prefix
    for place in 0..<count {
      let entry = entries[place]
      guard entry.prefix == prefix else { return false }
      let key = table.key(0, entry)
      if key.hasMask || key.isFixed || key.rest(Int(entry.row), firstLevel) != key.goesOn {
        return false
      }
    }
    return true
  }

  /// Sorts groups of equal prefixes, which are words of a key at a level, by what comes behind.
  private func refine(_ range: Range<Int>, key: Int, level: Int) {
    var start = range.lowerBound
    while start < range.upperBound {
      let prefix = entries[start].prefix
      var end = start &+ 1
      while end < range.upperBound, entries[end].prefix == prefix { end &+= 1 }
      if end &- start > 1 {
        resolve(start..<end, key: key, level: level)
        // Whoever cut the range into groups goes on by these.
        for place in start..<end { entries[place].prefix = prefix }
      }
      start = end
    }
  }

  private func resolve(_ range: Range<Int>, key: Int, level: Int) {
    if range.count <= 24 { return sortByComparing(range, key: key, level: level) }
    var range = range
    if entries[range.lowerBound].prefix == .max, level == 0 {
      // Nulls and the values that look like them.
      let middle = partNulls(range, key: key)
      sortByNext(middle..<range.upperBound, key: key + 1)
      range = range.lowerBound..<middle
    }
    guard let first = range.first else { return }
    if table.key(key, entries[first]).isFixed { return sortByNext(range, key: key + 1) }
    // Texts that end in this word, by their length, before those that go on.
    load(range) { table.key(key, $0).rest(Int($0.row), level) }
    var start = range.lowerBound
    while start < range.upperBound {
      let rest = entries[start].prefix
      var end = start + 1
      while end < range.upperBound, entries[end].prefix == rest { end += 1 }
      if rest == table.key(key, entries[start]).goesOn {
        load(start..<end) { table.key(key, $0).word(Int($0.row), level + 1) }
        refine(start..<end, key: key, level: level + 1)
      } else {
        sortByNext(start..<end, key: key + 1)
      }
      start = end
    }
  }

  private func sortByNext(_ range: Range<Int>, key: Int) {
    guard range.count > 1 else { return }
    guard key < table.keyCount else {
      if comparesSequences { load(range) { UInt64(bitPattern: table.sequence($0)) } }
      return
    }
    load(range) { table.key(key, $0).prefix(Int($0.row)) }
    refine(range, key: key, level: 0)
  }

  /// Gives each entry another prefix and sorts by it.
  @inline(__always)
  private func load(_ range: Range<Int>, _ prefix: (SortEntry) -> UInt64) {
    for place in range { entries[place].prefix = prefix(entries[place]) }
    sortByPrefix(
      entries + range.lowerBound, scratch.base + range.lowerBound, count: range.count)
  }

  /// Moves rows whose key is null behind the others, each kind in its order; gives the border.
  private func partNulls(_ range: Range<Int>, key: Int) -> Int {
    // Other ranges are sorted meanwhile: each has its own place in the scratch.
    let nulls = scratch.base + range.lowerBound
    var place = range.lowerBound
    var nullCount = 0
    for source in range {
      let entry = entries[source]
      if table.key(key, entry).isNull(Int(entry.row)) {
        nulls[nullCount] = entry
        nullCount += 1
      } else {
        entries[place] = entry
        place += 1
      }
    }
    (entries + place).update(from: nulls, count: nullCount)
    return place
  }

  private func sortByComparing(_ range: Range<Int>, key: Int, level: Int) {
    for place in range.dropFirst() {
      let entry = entries[place]
      var hole = place
      while hole > range.lowerBound,
        isBehind(entries[hole &- 1], entry, key, level)
      {
        entries[hole] = entries[hole &- 1]
        hole &-= 1
      }
      entries[hole] = entry
    }
  }

  @inline(__always)
  private func isBehind(_ a: SortEntry, _ b: SortEntry, _ key: Int, _ level: Int) -> Bool {
    let order = table.order(a, b, from: key, level: level)
    if order != 0 || !comparesSequences { return order > 0 }
    return table.sequence(a) > table.sequence(b)
  }
}
