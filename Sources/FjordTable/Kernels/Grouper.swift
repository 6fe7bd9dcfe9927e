/// Assigns rows to groups by the values of key columns, groups numbered as they appear.
///
/// Null is a group of its own. Memory is linear in the groups. Not safe to share between tasks.
package final class Grouper {
  private let interner = Interner()
  private var keyParts: [[Column]] = []
  private var keyBytes = 0
  private var nullGroup: Int32?
  private var codeToGroup: [Int32] = []
  /// For one text key: the code of each group, -1 for null; the texts themselves are the interner's.
  private var groupToCode: [Int32] = []
  private var isText = false
  private let numbers = NumberInterner()

  /// How many groups there are.
  package private(set) var count = 0

  /// About how much memory it holds.
  package var byteCount: Int {
    interner.byteCount + numbers.byteCount + (codeToGroup.count + groupToCode.count) * 4
      + keyBytes
      + parts.reduce(0) { $0 + $1.byteCount } + pairs.reduce(0) { $0 + $1.byteCount }
  }

  private let keepsKeys: Bool
  /// For several keys: a grouper a key, and one number a pair of groups before and group of the key.
  private var parts: [Grouper] = []
  private var pairs: [NumberInterner] = []

  /// Creates a grouper without groups; one that does not keep keys can't give them back, and needs
  /// less memory.
  package init(keepsKeys: Bool = true) { self.keepsKeys = keepsKeys }

  /// The group of every row, -1 where its key was never assigned one.
  package func find(_ keys: [Column], count rows: Int) -> [Int32] {
    place(keys, rows, inserting: false)
  }

  /// The group of every row; also which rows were the first of their group, rising.
  package func assign(_ keys: [Column], count rows: Int) -> (groups: [Int32], firsts: [Int32]) {
    if keys.isEmpty { return assignWhole(rows) }
    let before = count
    let groups = place(keys, rows, inserting: true)
    var firsts: [Int32] = []
    if count > before {
      var next = Int32(before)
      for row in 0..<rows where groups[row] == next {
        firsts.append(Int32(row))
        next += 1
      }
      if keepsKeys, !isText {
        let parts = keys.map { $0.taking(firsts) }
        keyBytes += parts.reduce(0) { $0 + $1.byteCount }
        keyParts.append(parts)
      }
    }
    return (groups, firsts)
  }

  /// The keys of all groups in their order, one column a key; nil where no row was seen.
  package func keys() -> [Column]? {
    if isText { return count > 0 ? [textKeys()] : nil }
    guard let width = keyParts.first?.count else { return nil }
    return (0..<width).map { place in Column.concatenating(keyParts.map { $0[place] }) }
  }

  private func textKeys() -> Column {
    let texts = Column(.string, count: interner.count, validity: nil, .text(interner.text))
    let isInOrder =
      groupToCode.count == interner.count
      && groupToCode.indices.allSatisfy { Int(groupToCode[$0]) == $0 }
    return isInOrder ? texts : texts.taking(groupToCode)
  }

  private func place(_ keys: [Column], _ rows: Int, inserting: Bool) -> [Int32] {
    if keys.isEmpty { return [Int32](repeating: count > 0 ? 0 : -1, count: rows) }
    if keys.count > 1 { return placePairs(keys, rows, inserting: inserting) }
    if keys[0].type == .string { return placeText(keys[0], inserting: inserting) }
    if case .int64(let values) = keys[0].storage {
      let codes = numbers.codes(values, inserting: inserting)
      return groups(keys[0], rows, codeCount: numbers.count, inserting) { codes[$0] }
    }
    let groups = interner.codes(RowKeys(keys, count: rows).text, inserting: inserting)
    count = interner.count
    return groups
  }

  /// Without keys all rows are one group.
  private func assignWhole(_ rows: Int) -> ([Int32], [Int32]) {
    let isFirst = count == 0 && rows > 0
    if isFirst { count = 1 }
    return ([Int32](repeating: 0, count: rows), isFirst ? [0] : [])
  }

  /// Several keys are grouped key by key; two groups then make a number, which is grouped in turn.
  private func placePairs(_ keys: [Column], _ rows: Int, inserting: Bool) -> [Int32] {
    if parts.isEmpty {
      parts = keys.map { _ in Grouper(keepsKeys: false) }
      pairs = keys.dropFirst().map { _ in NumberInterner() }
    }
    var groups = parts[0].place([keys[0]], rows, inserting: inserting)
    for (place, pair) in pairs.enumerated() {
      let next = parts[place + 1].place([keys[place + 1]], rows, inserting: inserting)
      let numbers = [Int64](unsafeUninitializedCapacity: rows) { numbers, size in
        for row in 0..<rows {
          // -1, of a key without a group, makes a number that no pair has.
          numbers.initializeElement(at: row, to: Int64(groups[row]) << 32 | Int64(next[row]))
        }
        size = rows
      }
      groups = pair.codes(numbers[...], inserting: inserting)
      count = pair.count
    }
    return groups
  }

  /// One text column needs no encoding: its bytes are the key, and null gets a group by hand.
  private func placeText(_ column: Column, inserting: Bool) -> [Int32] {
    isText = true
    switch column.storage {
    case .dictionary(let codes, let values):
      let known = interner.codes(values, inserting: inserting)
      return groups(column, codes.count, codeCount: interner.count, inserting) {
        known[Int(codes[codes.startIndex &+ $0])]
      }
    default:
      let codes = interner.codes(column.plainText, inserting: inserting)
      return groups(column, codes.count, codeCount: interner.count, inserting) { codes[$0] }
    }
  }

  /// Groups from codes, numbered as they appear; what lies under a null has a code but no group.
  @inline(__always)
  private func groups(
    _ column: Column, _ rows: Int, codeCount: Int, _ inserting: Bool, _ code: (Int) -> Int32
  ) -> [Int32] {
    while codeToGroup.count < codeCount { codeToGroup.append(-1) }
    var known = codeToGroup
    var newCodes: [Int32] = []
    codeToGroup = []
    defer {
      codeToGroup = known
      if isText, keepsKeys { groupToCode += newCodes }
    }
    var next = Int32(truncatingIfNeeded: count)
    defer { count = Int(next) }
    let validity = column.validity
    return [Int32](unsafeUninitializedCapacity: rows) { groups, size in
      known.withUnsafeMutableBufferPointer { known in
        for row in 0..<rows {
          if let validity, !validity[row] {
            if nullGroup == nil, inserting {
              nullGroup = next
              next += 1
              newCodes.append(-1)
            }
            groups.initializeElement(at: row, to: nullGroup ?? -1)
            continue
          }
          let code = Int(code(row))
          guard code >= 0 else {
            groups.initializeElement(at: row, to: -1)
            continue
          }
          if known[code] < 0, inserting {
            known[code] = next
            next += 1
            newCodes.append(Int32(truncatingIfNeeded: code))
          }
          groups.initializeElement(at: row, to: known[code])
        }
      }
      size = rows
    }
  }
}
