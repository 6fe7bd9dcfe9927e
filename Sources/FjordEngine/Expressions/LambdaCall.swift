// A lambda runs once a batch, not once an element: the elements of all lists lie one behind the other
// in the list's child column, which becomes a batch of its own. Outer columns that the body reads are
// repeated for each element; the element itself is the column behind them.

import FjordTable

/// A function over a list and a lambda.
package struct LambdaCall: Sendable {
  package let name: String
  let form: LambdaForm
  let list: BoundExpression
  let body: BoundExpression
  /// How many columns there are outside; the element comes behind them.
  let outerCount: Int

  /// The type that comes out.
  var result: DataType {
    switch form {
    case .map: .list(body.type ?? .string)
    case .filter: list.type ?? .list(.string)
    case .any, .all: .bool
    }
  }

  /// The outer columns that list and body read.
  var readColumns: Set<Int> {
    list.readColumns.union(body.readColumns.filter { $0 < outerCount })
  }

  func evaluate(_ batch: Batch, _ context: EvaluationContext) throws -> Column {
    let runs = try list.evaluate(batch, context).listRuns()
    var inner = batch.gathering(runs.parents, only: body.readColumns, width: outerCount)
    inner = Batch(columns: inner.columns + [runs.child], count: runs.child.count)
    let values = try body.evaluate(inner, context)
    switch form {
    case .map: return runs.replacing(child: values)
    case .filter: return runs.keeping(values)
    case .any: return runs.anyTrue(values)
    case .all: return runs.allTrue(values)
    }
  }
}

extension Batch {
  /// Rows at some places, of the columns that are read; others hold something as long.
  func gathering(_ rows: [Int32], only read: Set<Int>, width: Int) -> Batch {
    let unread = Column(
      .bool, count: rows.count, validity: nil,
      .bits(Bitmap(repeating: false, count: rows.count)))
    return Batch(
      columns: (0..<width).map { place in
        read.contains(place) && place < columns.count ? columns[place].taking(rows) : unread
      }, count: rows.count)
  }
}
