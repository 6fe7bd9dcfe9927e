// Rows by partition, and in an order inside each: what window functions look at. One stable sort of
// all rows by the order keys, then one counting pass by partition, so that a million rows in many
// partitions cost no more than one sort.

/// The rows of a table by partition, ordered inside each.
package struct Partitions: Sendable {
  /// The partition of every row.
  package let groups: [Int32]
  /// How many partitions there are.
  package let count: Int
  /// The rows partition by partition, inside each in its order.
  package let order: [Int32]
  /// Where each partition begins in `order`; one entry more than there are partitions.
  package let starts: [Int]
  /// What rows are ordered by inside a partition; empty: the order they came in.
  let orderKeys: [Column]

  /// Creates partitions: equal rows keep their order, nulls come last in either direction.
  ///
  /// Complexity: linear in the rows, beside the sort where there are order keys.
  package init(groups: [Int32], count: Int, orderKeys: [Column] = [], descending: [Bool] = []) {
    self.groups = groups
    self.count = count
    self.orderKeys = orderKeys
    var sizes = [Int](repeating: 0, count: count + 1)
    for group in groups { sizes[Int(group) + 1] += 1 }
    for group in 0..<count { sizes[group + 1] += sizes[group] }
    starts = sizes
    let sorted =
      orderKeys.isEmpty
      ? nil : Batch.order(by: orderKeys, descending: descending, count: groups.count)
    order = Self.distributed(sorted, groups, starts)
  }

  /// Whether rows have an order of their own inside partitions.
  package var isOrdered: Bool { !orderKeys.isEmpty }

  /// How many rows there are.
  package var rowCount: Int { groups.count }

  /// Rows to their partitions, in the order given or as they came.
  private static func distributed(_ sorted: [Int32]?, _ groups: [Int32], _ starts: [Int])
    -> [Int32]
  {
    if starts.count == 2, let sorted { return sorted }
    var next = starts
    return [Int32](unsafeUninitializedCapacity: groups.count) { order, size in
      next.withUnsafeMutableBufferPointer { next in
        for place in 0..<groups.count {
          let row = sorted.map { Int($0[place]) } ?? place
          let group = Int(groups[row])
          order.initializeElement(at: next[group], to: Int32(truncatingIfNeeded: row))
          next[group] &+= 1
        }
      }
      size = groups.count
    }
  }

  /// Whether the row at a place of `order` differs from the one before it in partition or key.
  ///
  /// Two nulls are equal here, and so are two NaN.
  func boundaries() -> [Bool] {
    var differs = [Bool](repeating: orderKeys.isEmpty, count: rowCount)
    for group in 0..<count where starts[group] < starts[group + 1] {
      differs[starts[group]] = true
    }
    for key in orderKeys { mark(key, in: &differs) }
    return differs
  }

  private func mark(_ key: Column, in differs: inout [Bool]) {
    switch key.storage {
    case .int64(let values):
      values.withUnsafeBufferPointer { values in
        mark(key.validity, in: &differs) { values[$0] == values[$1] }
      }
    case .float64(let values):
      values.withUnsafeBufferPointer { values in
        mark(key.validity, in: &differs) {
          values[$0] == values[$1] || (values[$0].isNaN && values[$1].isNaN)
        }
      }
    default:
      let keys = RowKeys([key], count: key.count).text
      keys.bytes.withUnsafeBytes { bytes in
        keys.offsets.withUnsafeBufferPointer { offsets in
          mark(nil, in: &differs) { a, b in
            let x = bytes[Int(offsets[a])..<Int(offsets[a &+ 1])]
            let y = bytes[Int(offsets[b])..<Int(offsets[b &+ 1])]
            return x.elementsEqual(y)
          }
        }
      }
    }
  }

  @inline(__always)
  private func mark(
    _ validity: Bitmap?, in differs: inout [Bool], _ isEqual: (Int, Int) -> Bool
  ) {
    guard rowCount > 1 else { return }
    for place in 1..<rowCount where !differs[place] {
      let (before, row) = (Int(order[place &- 1]), Int(order[place]))
      if let validity {
        let (a, b) = (validity[before], validity[row])
        if a != b || (a && !isEqual(before, row)) { differs[place] = true }
      } else if !isEqual(before, row) {
        differs[place] = true
      }
    }
  }
}
