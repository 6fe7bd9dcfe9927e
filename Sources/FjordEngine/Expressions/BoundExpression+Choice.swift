// Conditions guard what stands behind them: a value that can fail is computed only for the rows that
// need it, so that `if(b == 0, null, a / b)` and `b != 0 and a / b > 1` divide by no zero.

import FjordTable

extension BoundExpression {
  /// The values for some rows; where the expression can fail, null for the others.
  package func evaluate(
    _ batch: Batch, where rows: Bitmap?, _ context: EvaluationContext
  ) throws -> Column {
    guard let rows, isFallible else { return try evaluate(batch, context) }
    let places = rows.setRows
    if places.count == batch.count { return try evaluate(batch, context) }
    let some = try evaluate(gathered(batch, places), context)
    var back = [Int32](repeating: -1, count: batch.count)
    for (place, row) in places.enumerated() { back[Int(row)] = Int32(truncatingIfNeeded: place) }
    return some.taking(back)
  }

  func coalesced(
    _ parts: [BoundExpression], _ batch: Batch, _ context: EvaluationContext
  ) throws -> Column {
    var result = try parts[0].evaluate(batch, context)
    for part in parts.dropFirst() {
      guard let validity = result.validity else { break }
      let other = try part.evaluate(batch, where: validity.inverted, context)
      result = Column.coalescing([result, other])
    }
    return result
  }

  /// Conditions and values in turn, then the value for all other rows.
  func chosen(
    _ parts: ArraySlice<BoundExpression>, _ batch: Batch, _ context: EvaluationContext
  ) throws -> Column {
    guard parts.count > 1, let condition = parts.first else {
      return try (parts.first ?? self).evaluate(batch, context)
    }
    let test = try condition.evaluate(batch, context)
    let value = parts[parts.startIndex + 1]
    let rest = parts.dropFirst(2)
    let isGuarded = value.isFallible || rest.contains(where: \.isFallible)
    guard isGuarded else {
      return .choosing(
        test, try value.evaluate(batch, context), try chosen(rest, batch, context))
    }
    let isTrue = test.knownTrue
    let yes = isTrue.setRows
    if yes.count == batch.count { return try value.evaluate(batch, context) }
    if yes.isEmpty { return try chosen(rest, batch, context) }
    let no = isTrue.inverted.setRows
    let read = rest.reduce(into: Set<Int>()) { $0.formUnion($1.readColumns) }
    let first = try value.evaluate(value.gathered(batch, yes), context)
    let other = try chosen(
      rest, batch.gathering(no, only: read, width: batch.columns.count), context)
    var (next, nextOther) = (Int32(0), Int32(yes.count))
    var places: [Int32] = []
    places.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      if isTrue[row] {
        places.append(next)
        next += 1
      } else {
        places.append(nextOther)
        nextOther += 1
      }
    }
    return Column.concatenating([first, other]).taking(places)
  }

  /// Some rows of the columns that the expression reads.
  private func gathered(_ batch: Batch, _ rows: [Int32]) -> Batch {
    batch.gathering(rows, only: readColumns, width: batch.columns.count)
  }
}
