// Parts of text found byte by byte: replaced, cut at, put together, filled up.

extension Column {
  /// Each text with every occurrence of another text replaced; an empty one occurs nowhere.
  package func replaced(_ old: Column, with new: Column) -> Column {
    let (texts, olds, news) = (plainText, old.plainText, new.plainText)
    let mask = Bitmap.intersection(validity, .intersection(old.validity, new.validity))
    let result = TextBuilder()
    texts.withRuns { run in
      olds.withRuns { old in
        news.withRuns { new in
          var text: [UInt8] = []
          for row in 0..<count {
            guard mask?[row] ?? true else {
              result.appendNull()
              continue
            }
            let all = run(row)
            text.removeAll(keepingCapacity: true)
            var end = 0
            while let place = all.place(of: old(row), from: end) {
              text.append(contentsOf: all[end..<place])
              text.append(contentsOf: new(row))
              end = place + old(row).count
            }
            text.append(contentsOf: all[end...])
            result.append(bytes: text)
          }
        }
      }
    }
    return result.finish()
  }

  /// The parts of each text between separators; an empty separator parts all characters.
  package func split(at separators: Column) -> Column {
    let (texts, others) = (plainText, separators.plainText)
    let mask = Bitmap.intersection(validity, separators.validity)
    let parts = TextBuilder()
    let result = ListBuilder(parts)
    texts.withRuns { run in
      others.withRuns { separator in
        for row in 0..<count {
          guard mask?[row] ?? true else {
            result.appendNull()
            continue
          }
          let (all, mark) = (run(row), separator(row))
          var end = 0
          while let next = mark.isEmpty
            ? all.secondScalar(from: end) : all.place(of: mark, from: end)
          {
            parts.append(utf8: UnsafeRawBufferPointer(rebasing: all[end..<next]))
            end = next + mark.count
          }
          parts.append(utf8: UnsafeRawBufferPointer(rebasing: all[end...]))
          result.endList()
        }
      }
    }
    return result.finish()
  }

  /// The texts of each list with a separator between them, nulls left out; null where the list is.
  package func joined(by separators: Column) -> Column {
    guard case .list(let offsets, let child) = storage else {
      preconditionFailure("\(type) is no list to be joined")
    }
    let (texts, others) = (child.plainText, separators.plainText)
    let mask = Bitmap.intersection(validity, separators.validity)
    let result = TextBuilder()
    var text: [UInt8] = []
    for row in 0..<count {
      guard mask?[row] ?? true else {
        result.appendNull()
        continue
      }
      text.removeAll(keepingCapacity: true)
      var isFirst = true
      let base = offsets.startIndex + row
      for place in Int(offsets[base])..<Int(offsets[base + 1]) where !child.isNull(place) {
        if !isFirst { text.append(contentsOf: others.bytes(row)) }
        isFirst = false
        text.append(contentsOf: texts.bytes(place))
      }
      result.append(bytes: text)
    }
    return result.finish()
  }

  /// The longest text that is filled up to.
  private static let paddedLimit: Int64 = 1_000_000

  /// Texts filled up to so many characters, at the front or, for a negative number, behind.
  ///
  /// A text that is as long already stays as it is. An empty filling and more than a million
  /// characters give a counted null.
  package func padded(to widths: Column, with fillings: Column) -> (column: Column, faults: Int) {
    guard case .int64(let wanted) = widths.storage else {
      preconditionFailure("text padded to \(widths.type)")
    }
    let (texts, others) = (plainText, fillings.plainText)
    let mask = Bitmap.intersection(validity, .intersection(widths.validity, fillings.validity))
    var faults = 0
    let result = TextBuilder()
    var text: [UInt8] = []
    for row in 0..<count {
      guard mask?[row] ?? true else {
        result.appendNull()
        continue
      }
      let width = wanted[wanted.startIndex + row]
      let (run, filling) = (texts.bytes(row), others.bytes(row))
      let missing = Int64(clamping: width.magnitude) - Int64(run.scalarCount)
      guard missing > 0 else {
        result.append(bytes: run)
        continue
      }
      guard width.magnitude <= UInt64(Self.paddedLimit), !filling.isEmpty else {
        faults += 1
        result.appendNull()
        continue
      }
      text.removeAll(keepingCapacity: true)
      if width < 0 { text.append(contentsOf: run) }
      filling.appendRepeated(scalars: Int(missing), to: &text)
      if width > 0 { text.append(contentsOf: run) }
      result.append(bytes: text)
    }
    return (result.finish(), faults)
  }
}

extension UnsafeRawBufferPointer {
  /// Where a run that is not empty occurs from a place on.
  fileprivate func place(of wanted: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let first = wanted.first, count - start >= wanted.count else { return nil }
    var place = start
    while place <= count &- wanted.count {
      if self[place] == first, holds(wanted, at: place) { return place }
      place &+= 1
    }
    return nil
  }

  @inline(__always)
  private func holds(_ wanted: UnsafeRawBufferPointer, at place: Int) -> Bool {
    var step = 1
    while step < wanted.count {
      if self[place &+ step] != wanted[step] { return false }
      step &+= 1
    }
    return true
  }

  /// Where the scalar behind the one at a place begins, or nil where that is the last.
  fileprivate func secondScalar(from place: Int) -> Int? {
    var next = place + 1
    while next < count, self[next] & 0xC0 == 0x80 { next += 1 }
    return next < count ? next : nil
  }
}

extension ArraySlice<UInt8> {
  fileprivate var scalarCount: Int { withUnsafeBytes { $0.scalarCount } }

  /// Appends the scalars over and over, so many in all.
  fileprivate func appendRepeated(scalars: Int, to text: inout [UInt8]) {
    let (whole, rest) = scalars.quotientAndRemainder(dividingBy: scalarCount)
    for _ in 0..<whole { text.append(contentsOf: self) }
    let end = withUnsafeBytes { $0.byteOffset(ofScalar: rest) }
    text.append(contentsOf: prefix(end))
  }
}
