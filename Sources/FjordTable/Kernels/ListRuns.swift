// Work on the elements of all lists of a column at once.

/// The lists of a column: their elements one behind the other, and where each list ends.
package struct ListRuns: Sendable {
  /// The elements of all lists; nothing lies between lists or under nulls.
  package let child: Column
  /// The row that each element belongs to.
  package let parents: [Int32]
  private let offsets: [Int64]
  private let validity: Bitmap?

  fileprivate init(child: Column, offsets: [Int64], validity: Bitmap?) {
    self.child = child
    self.offsets = offsets
    self.validity = validity
    var parents: [Int32] = []
    parents.reserveCapacity(child.count)
    for row in 0..<(offsets.count - 1) {
      for _ in offsets[row]..<offsets[row + 1] { parents.append(Int32(truncatingIfNeeded: row)) }
    }
    self.parents = parents
  }

  private var count: Int { offsets.count - 1 }

  /// The same lists with other elements, as many.
  package func replacing(child: Column) -> Column {
    Column(
      .list(child.type), count: count, validity: validity,
      .list(offsets: offsets[...], child: child))
  }

  /// The lists of the elements for which a condition is true.
  package func keeping(_ condition: Column) -> Column {
    let isTrue = condition.knownTrue
    var ends: [Int64] = [0]
    ends.reserveCapacity(offsets.count)
    var kept: Int64 = 0
    for row in 0..<count {
      for place in offsets[row]..<offsets[row + 1] where isTrue[Int(place)] { kept += 1 }
      ends.append(kept)
    }
    return Column(
      .list(child.type), count: count, validity: validity,
      .list(offsets: ends[...], child: child.taking(isTrue.setRows)))
  }

  /// True where a condition is for one element, null where it is unknown for one and true for none.
  package func anyTrue(_ condition: Column) -> Column { decided(condition, by: true) }

  /// False where a condition is for one element, null where it is unknown for one and false for none.
  package func allTrue(_ condition: Column) -> Column { decided(condition, by: false) }

  private func decided(_ condition: Column, by decisive: Bool) -> Column {
    let hits = decisive ? condition.knownTrue : condition.not().knownTrue
    let result = BoolBuilder()
    for row in 0..<count {
      guard validity?[row] ?? true else {
        result.appendNull()
        continue
      }
      var isDecided = false
      var isUnknown = false
      for place in Int(offsets[row])..<Int(offsets[row + 1]) {
        isDecided = isDecided || hits[place]
        isUnknown = isUnknown || condition.isNull(place)
      }
      if !isDecided, isUnknown { result.appendNull() } else { result.append(isDecided == decisive) }
    }
    return result.finish()
  }
}

extension Column {
  /// The lists of a list column, with nothing between them.
  ///
  /// Complexity: constant times the children where no list is null; else linear in the bytes.
  package func listRuns() -> ListRuns {
    guard case .list(let offsets, let child) = storage else {
      preconditionFailure("\(type) is no list")
    }
    let first = offsets.first ?? 0
    let last = offsets.last ?? 0
    if validity == nil {
      return ListRuns(
        child: child.slice(Int(first)..<Int(last)), offsets: offsets.map { $0 - first },
        validity: nil)
    }
    var rows: [Int32] = []
    var ends: [Int64] = [0]
    for row in 0..<count {
      if !isNull(row) {
        let base = offsets.startIndex + row
        for place in offsets[base]..<offsets[base + 1] {
          rows.append(Int32(truncatingIfNeeded: place))
        }
      }
      ends.append(Int64(rows.count))
    }
    return ListRuns(child: child.taking(rows), offsets: ends, validity: validity)
  }
}
