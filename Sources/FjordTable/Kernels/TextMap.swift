// Text from text, row by row; rows under a null are not looked at.

extension Column {
  /// Each text through a function; null stays null.
  package func mapText(_ transform: (String) -> String) -> Column {
    let text = plainText
    let builder = TextBuilder()
    for row in 0..<count {
      if isNull(row) { builder.appendNull() } else { builder.append(transform(text.string(row))) }
    }
    return builder.finish()
  }

  /// The number of characters of each text, or of elements of each list.
  package func lengths() -> Column {
    let builder = IntBuilder()
    if case .list(let offsets, _) = storage {
      for (row, (start, end)) in zip(offsets, offsets.dropFirst()).enumerated() {
        if isNull(row) { builder.appendNull() } else { builder.append(end - start) }
      }
      return builder.finish()
    }
    let text = plainText
    for row in 0..<count {
      if isNull(row) { builder.appendNull() } else { builder.append(Int64(text.string(row).count)) }
    }
    return builder.finish()
  }

  /// The texts of several columns one behind the other, row by row; null where one is.
  package static func joiningText(_ columns: [Column], count: Int) -> Column {
    let texts = columns.map(\.plainText)
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(count + 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 16)
    let mask = columns.reduce(nil) { Bitmap.intersection($0, $1.validity) }
    for row in 0..<count {
      if mask?[row] ?? true {
        for text in texts { bytes.append(contentsOf: text.bytes(row)) }
      }
      offsets.append(Int64(bytes.count))
    }
    return Column(
      .string, count: count, validity: mask, .text(Text(offsets: offsets[...], bytes: bytes)))
  }
}
