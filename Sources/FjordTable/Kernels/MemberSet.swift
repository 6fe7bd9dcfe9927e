// Membership in very many values: these are hashed once, where `isOne(of:)` looks at them for each
// batch anew.

/// Values to look for in columns of their type.
package struct MemberSet: Sendable {
  private let table: JoinTable
  private let hasNull: Bool

  /// Takes the values over.
  ///
  /// Complexity: linear.
  package init(_ members: Column) {
    table = JoinTable(JoinKeys([members], count: members.count))
    hasNull = members.nullCount > 0
  }

  /// True where a row is one of the values; null where it is not and it or one of the values is null.
  ///
  /// Complexity: linear in the rows.
  package func holds(_ column: Column) -> Column {
    let heads = table.heads(of: JoinKeys([column], count: column.count))
    let hits = heads.withUnsafeBufferPointer { heads in
      Bitmap(fillingRows: heads.count) { heads[$0] >= 0 }
    }
    let mask = hasNull ? hits : column.validity
    return Column(.bool, count: column.count, validity: mask, .bits(hits))
  }
}
