// Whether rows are among some values. Few values are compared one after the other, a word of 64 rows
// at a time; many are looked up, ints and text as they lie, anything else by its encoded key.

extension Column {
  /// True where a row is one of the values; null where it is not and it or one of the values is null.
  ///
  /// The values are of the column's type. Complexity: linear in rows and values.
  package func isOne(of values: [Value]) -> Column {
    guard values.count > 32 else {
      var result = Column.repeating(.bool(false), type: .bool, count: count)
      for value in values { result = result.or(compared(.equal, to: value)) }
      return result
    }
    let members = Column(type, values.filter { !$0.isNull })
    let hits = found(among: members)
    let hasNull = members.count < values.count
    let mask = hasNull ? validity.map { hits.combined(with: $0, &) } ?? hits : validity
    return Column(.bool, count: count, validity: mask, .bits(hits))
  }

  private func found(among members: Column) -> Bitmap {
    switch (storage, members.storage) {
    case (.int64(let values), .int64(let wanted)):
      let interner = NumberInterner()
      _ = interner.codes(wanted)
      let known = interner.count
      return Self.hits(interner.codes(values), known: known)
    case (.dictionary(let codes, let words), _):
      let known = Column(.string, count: words.count, validity: nil, .text(words))
        .found(among: members)
      let base = codes.startIndex
      return Bitmap(fillingRows: count) { known[Int(codes[base &+ $0])] }
    case (.text(let runs), .text(let wanted)):
      let interner = Interner()
      _ = interner.codes(wanted)
      let known = interner.count
      return Self.hits(interner.codes(runs), known: known)
    default:
      let interner = Interner()
      _ = interner.codes(RowKeys([members], count: members.count).text)
      let known = interner.count
      return Self.hits(interner.codes(RowKeys([self], count: count).text), known: known)
    }
  }

  private static func hits(_ codes: [Int32], known: Int) -> Bitmap {
    codes.withUnsafeBufferPointer { codes in
      Bitmap(fillingRows: codes.count) { Int(codes[$0]) < known }
    }
  }
}
