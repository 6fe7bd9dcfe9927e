// Three-valued logic over bool columns, a word at a time.

extension Column {
  /// The bits of a bool column, those under nulls zero.
  package var knownTrue: Bitmap {
    guard case .bits(let bits) = storage else { preconditionFailure("\(type) is not bool") }
    return validity.map { bits.combined(with: $0, &) } ?? bits
  }

  /// The rows that are false for certain.
  package var knownFalse: Bitmap {
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
    let count = condition.count
    guard let storage = chosen(isTrue, yes.storage, no.storage) else {
      let places = (0..<Int32(count)).map { isTrue[Int($0)] ? $0 : $0 + Int32(count) }
      return concatenating([yes, no]).taking(places)
    }
    var mask: Bitmap?
    if yes.validity != nil || no.validity != nil {
      let all = Bitmap(repeating: true, count: count)
      let present = isTrue.combined(with: yes.validity ?? all, &)
      let other = isTrue.inverted.combined(with: no.validity ?? all, &)
      mask = present.combined(with: other, |)
    }
    return Column(yes.type, count: count, validity: mask, storage)
  }

  /// Numbers are chosen in one pass, and so are codes into small dictionaries, as constants have.
  private static func chosen(_ isTrue: Bitmap, _ yes: Storage, _ no: Storage) -> Storage? {
    switch (yes, no) {
    case (.int64(let a), .int64(let b)): return .int64(chosen(isTrue, a, b))
    case (.float64(let a), .float64(let b)): return .float64(chosen(isTrue, a, b))
    case (.dictionary(let a, let words), .dictionary(let b, let others)):
      guard words.count + others.count <= 256 else { return nil }
      let first = Int32(words.count)
      let all = Column.concatenating([
        Column(.string, count: words.count, validity: nil, .text(words)),
        Column(.string, count: others.count, validity: nil, .text(others)),
      ])
      return .dictionary(
        codes: chosen(isTrue, a, b.map { $0 + first }[...]), values: all.plainText)
    default: return nil
    }
  }

  private static func chosen<Element: BitwiseCopyable>(
    _ isTrue: Bitmap, _ yes: ArraySlice<Element>, _ no: ArraySlice<Element>
  ) -> ArraySlice<Element> {
    let result = yes.withUnsafeBufferPointer { yes in
      no.withUnsafeBufferPointer { no in
        [Element](unsafeUninitializedCapacity: yes.count) { target, count in
          for row in 0..<yes.count {
            target.initializeElement(at: row, to: isTrue[row] ? yes[row] : no[row])
          }
          count = yes.count
        }
      }
    }
    return result[...]
  }
}
