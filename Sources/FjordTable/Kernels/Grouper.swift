/// Assigns rows to groups by the values of key columns, groups numbered as they appear.
///
/// Null is a group of its own. Memory is linear in the groups. Not safe to share between tasks.
package final class Grouper {
  private let interner = Interner()
  private var keyParts: [[Column]] = []
  private var nullGroup: Int32?
  private var codeToGroup: [Int32] = []
  private let numbers = NumberInterner()

  /// How many groups there are.
  package private(set) var count = 0

  private let keepsKeys: Bool

  /// Creates a grouper without groups; one that does not keep keys can't give them back, and needs
  /// less memory.
  package init(keepsKeys: Bool = true) { self.keepsKeys = keepsKeys }

  /// The group of every row; also which rows were the first of their group, rising.
  package func assign(_ keys: [Column], count rows: Int) -> (groups: [Int32], firsts: [Int32]) {
    if keys.isEmpty { return assignWhole(rows) }
    let before = count
    var groups: [Int32]
    if keys.count == 1, keys[0].type == .string {
      groups = assignText(keys[0])
    } else if keys.count == 1, case .int64(let values) = keys[0].storage {
      let codes = numbers.codes(values)
      groups = self.groups(keys[0], count: rows, codeCount: numbers.count) { codes[$0] }
    } else {
      groups = interner.codes(RowKeys(keys, count: rows).text)
      count = interner.count
    }
    var firsts: [Int32] = []
    if count > before {
      var next = Int32(before)
      for row in 0..<rows where groups[row] == next {
        firsts.append(Int32(row))
        next += 1
      }
      if keepsKeys { keyParts.append(keys.map { $0.taking(firsts) }) }
    }
    return (groups, firsts)
  }

  /// The keys of all groups in their order, one column a key; nil where no row was seen.
  package func keys() -> [Column]? {
    guard let width = keyParts.first?.count else { return nil }
    return (0..<width).map { place in Column.concatenating(keyParts.map { $0[place] }) }
  }

  /// Without keys all rows are one group.
  private func assignWhole(_ rows: Int) -> ([Int32], [Int32]) {
    let isFirst = count == 0 && rows > 0
    if isFirst { count = 1 }
    return ([Int32](repeating: 0, count: rows), isFirst ? [0] : [])
  }

  /// One text column needs no encoding: its bytes are the key, and null gets a group by hand.
  private func assignText(_ column: Column) -> [Int32] {
    switch column.storage {
    case .dictionary(let codes, let values):
      let known = interner.codes(values)
      return groups(column, count: codes.count, codeCount: interner.count) {
        known[Int(codes[codes.startIndex &+ $0])]
      }
    default:
      let codes = interner.codes(column.plainText)
      return groups(column, count: codes.count, codeCount: interner.count) { codes[$0] }
    }
  }

  /// Groups from codes, numbered as they appear; what lies under a null has a code but no group.
  @inline(__always)
  private func groups(
    _ column: Column, count rows: Int, codeCount: Int, _ code: (Int) -> Int32
  ) -> [Int32] {
    while codeToGroup.count < codeCount { codeToGroup.append(-1) }
    var known = codeToGroup
    codeToGroup = []
    defer { codeToGroup = known }
    var next = Int32(truncatingIfNeeded: count)
    defer { count = Int(next) }
    let validity = column.validity
    return [Int32](unsafeUninitializedCapacity: rows) { groups, size in
      known.withUnsafeMutableBufferPointer { known in
        for row in 0..<rows {
          if let validity, !validity[row] {
            if nullGroup == nil {
              nullGroup = next
              next += 1
            }
            groups.initializeElement(at: row, to: nullGroup ?? 0)
            continue
          }
          let code = Int(code(row))
          if known[code] < 0 {
            known[code] = next
            next += 1
          }
          groups.initializeElement(at: row, to: known[code])
        }
      }
      size = rows
    }
  }
}
