// Text from text, row by row, without making a `String` of any row.

extension Column {
  /// The number of characters (Unicode scalars) of each text, or of elements of each list.
  package func lengths() -> Column {
    let values: [Int64]
    if case .list(let offsets, _) = storage {
      values = zip(offsets.dropFirst(), offsets).map { $0 - $1 }
    } else if case .dictionary = storage {
      return mappingDistinct { $0.isDictionary ? $0.plain().lengths() : $0.lengths() }
    } else {
      let text = plainText
      values =
        text.isASCII
        ? zip(text.offsets.dropFirst(), text.offsets).map { $0 - $1 }
        : text.withRuns { run in (0..<text.count).map { Int64(run($0).scalarCount) } }
    }
    return Column(.int, count: count, validity: validity, .int64(values[...]))
  }

  /// Each text without white space at its ends; null stays null.
  package func trimmed() -> Column {
    mappingText { run in
      var start = 0
      var end = run.count
      while start < end, let length = run.whiteSpaceLength(at: start) { start += length }
      while start < end, let length = run.whiteSpaceLength(before: end) { end -= length }
      return start..<end
    }
  }

  /// A part of each text; null stays null.
  @inline(__always)
  private func mappingText(_ part: (UnsafeRawBufferPointer) -> Range<Int>) -> Column {
    mappingDistinct { texts in
      let runs = texts.plainText
      var offsets: [Int64] = [0]
      offsets.reserveCapacity(runs.count + 1)
      var bytes: [UInt8] = []
      runs.withRuns { run in
        for row in 0..<runs.count {
          let all = run(row)
          bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: all[part(all)]))
          offsets.append(Int64(bytes.count))
        }
      }
      return Column(
        .string, count: texts.count, validity: texts.validity,
        .text(Text(offsets: offsets[...], bytes: bytes)))
    }
  }

  /// The characters of each text from a place on, so many.
  ///
  /// Places count from 0, negative ones from the end. What lies outside the text is left out; null
  /// where an argument is.
  package func substrings(from starts: Column, lengths: Column?) -> Column {
    guard case .int64(let places) = starts.storage else {
      preconditionFailure("a part of text from \(starts.type)")
    }
    var wanted: ArraySlice<Int64>?
    if case .int64(let lengths)? = lengths?.storage { wanted = lengths }
    let text = plainText
    let mask = Bitmap.intersection(validity, .intersection(starts.validity, lengths?.validity))
    let result = TextBuilder()
    text.withRuns { run in
      for row in 0..<count {
        guard mask?[row] ?? true else {
          result.appendNull()
          continue
        }
        let length = wanted.map { $0[$0.startIndex + row] } ?? .max
        result.append(utf8: run(row).scalars(from: places[places.startIndex + row], length))
      }
    }
    return result.finish()
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

  private var isDictionary: Bool {
    if case .dictionary = storage { true } else { false }
  }

  /// The same texts, codes looked up.
  package func plain() -> Column {
    Column(type, count: count, validity: validity, .text(plainText))
  }
}

extension UnsafeRawBufferPointer {
  /// Characters from a place on, so many; never outside the bytes.
  fileprivate func scalars(from place: Int64, _ length: Int64) -> UnsafeRawBufferPointer {
    let isPlain = isASCII
    let total = Int64(isPlain ? count : scalarCount)
    let wanted = place < 0 ? place.addingSaturated(total) : place
    let end = Swift.min(wanted.addingSaturated(Swift.max(length, 0)), total)
    let start = Swift.min(Swift.max(wanted, 0), total)
    guard start < end else { return UnsafeRawBufferPointer(rebasing: self[..<0]) }
    if isPlain { return UnsafeRawBufferPointer(rebasing: self[Int(start)..<Int(end)]) }
    let first = byteOffset(ofScalar: Int(start))
    let rest = UnsafeRawBufferPointer(rebasing: self[first...])
    return UnsafeRawBufferPointer(rebasing: rest[..<rest.byteOffset(ofScalar: Int(end - start))])
  }

  /// The length of the white space that begins at a place, or nil.
  fileprivate func whiteSpaceLength(at place: Int) -> Int? {
    let byte = self[place]
    if byte < 0x80 { return byte == 0x20 || byte &- 9 < 5 ? 1 : nil }
    var end = place + 1
    while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
    return isWhiteSpace(place..<end) ? end - place : nil
  }

  /// The length of the white space that ends before a place, or nil.
  fileprivate func whiteSpaceLength(before place: Int) -> Int? {
    let byte = self[place - 1]
    if byte < 0x80 { return byte == 0x20 || byte &- 9 < 5 ? 1 : nil }
    var start = place - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return isWhiteSpace(start..<place) ? place - start : nil
  }

  private func isWhiteSpace(_ range: Range<Int>) -> Bool {
    String(decoding: self[range], as: UTF8.self).unicodeScalars.allSatisfy(
      \.properties.isWhitespace)
  }
}
