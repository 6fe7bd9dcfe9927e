// Three-valued logic over bool columns, a word at a time.

extension Column {
  /// The bits of a bool column, those under nulls zero.
  package var knownTrue: Bitmap {
    guard case .bits(let bits) = storage else { preconditionFailure("\(type) is not bool") }
    return validity.map { bits.combined(with: $0, &) } ?? bits
  }

  /// The rows that are false for certain.
  private var knownFalse: Bitmap {
    guard case .bits(let bits) = storage else { preconditionFailure("\(type) is not bool") }
    return validity.map { bits.inverted.combined(with: $0, &) } ?? bits.inverted
  }

  private static func logic(isTrue: Bitmap, isFalse: Bitmap) -> Column {
    let known = isTrue.combined(with: isFalse, |)
    let mask = known.setCount == known.count ? nil : known
    return Column(.bool, count: isTrue.count, validity: mask, .bits(isTrue))
  }

  /// True where both are, false where one is, else null.
  package func and(_ other: Column) -> Column {
    .logic(
      isTrue: knownTrue.combined(with: other.knownTrue, &),
      isFalse: knownFalse.combined(with: other.knownFalse, |))
  }

  /// True where one is, false where both are, else null.
  package func or(_ other: Column) -> Column {
    .logic(
      isTrue: knownTrue.combined(with: other.knownTrue, |),
      isFalse: knownFalse.combined(with: other.knownFalse, &))
  }

  /// True and false exchanged, null kept.
  package func not() -> Column {
    guard case .bits(let bits) = storage else { preconditionFailure("\(type) is not bool") }
    return Column(.bool, count: count, validity: validity, .bits(bits.inverted))
  }

  /// Whether each row is null; never null itself.
  package func isNullColumn(negated: Bool) -> Column {
    let present = validity ?? Bitmap(repeating: true, count: count)
    return Column(.bool, count: count, validity: nil, .bits(negated ? present : present.inverted))
  }

  /// Each row of the first column whose row is not null; all of one type and length, at least one.
  package static func coalescing(_ columns: [Column]) -> Column {
    guard var result = columns.first else { preconditionFailure("nothing to coalesce") }
    for other in columns.dropFirst() {
      guard let validity = result.validity else { return result }
      result = choosing(
        Column(.bool, count: result.count, validity: nil, .bits(validity)),
        result, other)
    }
    return result
  }

  /// Row by row `yes` where the condition is true, else `no`; both of one type.
  package static func choosing(_ condition: Column, _ yes: Column, _ no: Column) -> Column {
    let isTrue = condition.knownTrue
    let count = Int32(condition.count)
    let rows = (0..<count).map { isTrue[Int($0)] ? $0 : $0 + count }
    return concatenating([yes, no]).taking(rows)
  }
}
