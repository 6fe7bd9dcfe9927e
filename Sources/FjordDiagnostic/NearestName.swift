/// Names that might have been meant, nearest first, each once.
///
/// A name counts as near when its edit distance (insertions, deletions, replacements, swaps of
/// neighbours; letter case counts for nothing) is at most a third of the longer name's length,
/// or when one begins with the other. Complexity: candidates × length².
public func nearestNames(
  to name: String, among candidates: some Sequence<String>, limit: Int = 3
) -> [String] {
  let wanted = Array(name.lowercased().prefix(64))
  guard !wanted.isEmpty else { return [] }
  var found: [(distance: Int, name: String)] = []
  for candidate in Set(candidates) {
    let other = Array(candidate.lowercased().prefix(64))
    let distance = editDistance(wanted, other)
    let isPrefix =
      min(wanted.count, other.count) >= 3
      && (other.starts(with: wanted) || wanted.starts(with: other))
    if isPrefix || distance <= max(1, max(wanted.count, other.count) / 3), distance < wanted.count {
      found.append((isPrefix ? min(distance, 2) : distance, candidate))
    }
  }
  return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
}

/// The optimal string alignment distance of two texts.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var twoBack: [Int] = []
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i]
    for j in 1...b.count {
      let replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      var best = min(replaced, previous[j] + 1, current[j - 1] + 1)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        best = min(best, twoBack[j - 2] + 1)
      }
      current.append(best)
    }
    twoBack = previous
    previous = current
  }
  return previous[b.count]
}
