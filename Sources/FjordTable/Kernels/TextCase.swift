// Capital and small letters by Unicode's full mappings. Bytes below 128 are mapped as they are; two-byte
// characters (all of Latin, Greek, Cyrillic that Europe writes) by a table; a row with anything else,
// or with a character that becomes several, goes through the standard library.

/// Which letters a text is to be written in.
package enum LetterCase: Sendable {
  case lower
  case upper
}

extension Column {
  /// Each text in capital or small letters; null stays null.
  package func inCase(_ letters: LetterCase) -> Column {
    mappingDistinct { texts in
      let runs = texts.plainText
      let mapper = CaseMapper(letters)
      let text = runs.isASCII ? runs.mappedASCII(mapper) : runs.mapped(mapper)
      return Column(.string, count: texts.count, validity: texts.validity, .text(text))
    }
  }
}

private struct CaseMapper {
  let letters: LetterCase
  /// The two-byte character that each two-byte character becomes; 0 where it becomes something else.
  let table: [UInt16]
  private let first: UInt8

  init(_ letters: LetterCase) {
    self.letters = letters
    first = letters == .lower ? UInt8(ascii: "A") : UInt8(ascii: "a")
    table = letters == .lower ? Self.lower : Self.upper
  }

  private static let lower = table { $0.properties.lowercaseMapping }
  private static let upper = table { $0.properties.uppercaseMapping }

  private static func table(_ mapping: (Unicode.Scalar) -> String) -> [UInt16] {
    (0..<0x800).map { code in
      guard code >= 0x80, let scalar = Unicode.Scalar(UInt32(code)) else { return 0 }
      let mapped = mapping(scalar).unicodeScalars
      guard mapped.count == 1, let only = mapped.first, (0x80..<0x800).contains(only.value) else {
        return 0
      }
      return UInt16(only.value)
    }
  }

  @inline(__always)
  func ascii(_ byte: UInt8) -> UInt8 { byte &- first < 26 ? byte ^ 0x20 : byte }

  func whole(_ text: String) -> String {
    letters == .lower ? text.lowercased() : text.uppercased()
  }
}

extension Column.Text {
  /// Whether no row holds anything but ASCII.
  ///
  /// Complexity: linear in the bytes, eight at a time.
  package var isASCII: Bool {
    bytes.withUnsafeBytes { all in
      guard let start = offsets.first, let end = offsets.last else { return true }
      return UnsafeRawBufferPointer(rebasing: all[Int(start)..<Int(end)]).isASCII
    }
  }

  fileprivate func mappedASCII(_ mapper: CaseMapper) -> Column.Text {
    let base = offsets.first ?? 0
    let end = offsets.last ?? 0
    let mapped = bytes.withUnsafeBufferPointer { all in
      [UInt8](unsafeUninitializedCapacity: Int(end - base)) { target, count in
        for place in 0..<Int(end - base) {
          target.initializeElement(at: place, to: mapper.ascii(all[Int(base) &+ place]))
        }
        count = Int(end - base)
      }
    }
    return Column.Text(offsets: offsets.map { $0 - base }[...], bytes: mapped)
  }

  fileprivate func mapped(_ mapper: CaseMapper) -> Column.Text {
    var result: [UInt8] = []
    result.reserveCapacity(Int((offsets.last ?? 0) - (offsets.first ?? 0)))
    var ends: [Int64] = [0]
    ends.reserveCapacity(count + 1)
    withRuns { run in
      for row in 0..<count {
        let start = result.count
        if !Self.append(run(row), mapper, to: &result) {
          result.removeSubrange(start...)
          result.append(contentsOf: mapper.whole(string(row)).utf8)
        }
        ends.append(Int64(result.count))
      }
    }
    return Column.Text(offsets: ends[...], bytes: result)
  }

  /// Appends a run mapped; false where a character of it is not in the table.
  private static func append(
    _ run: UnsafeRawBufferPointer, _ mapper: CaseMapper, to result: inout [UInt8]
  ) -> Bool {
    var place = 0
    while place < run.count {
      let byte = run[place]
      if byte < 0x80 {
        result.append(mapper.ascii(byte))
        place &+= 1
        continue
      }
      guard byte < 0xE0, place &+ 1 < run.count else { return false }
      let code = Int(byte & 0x1F) << 6 | Int(run[place &+ 1] & 0x3F)
      let mapped = mapper.table[code]
      guard mapped > 0 else { return false }
      result.append(0xC0 | UInt8(truncatingIfNeeded: mapped >> 6))
      result.append(0x80 | UInt8(truncatingIfNeeded: mapped & 0x3F))
      place &+= 2
    }
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// Whether all bytes are ASCII.
  package var isASCII: Bool {
    var place = 0
    var seen: UInt64 = 0
    while place &+ 8 <= count {
      seen |= loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place &+= 8
    }
    while place < count {
      seen |= UInt64(self[place])
      place &+= 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }

  /// How many characters (Unicode scalars) the bytes hold.
  package var scalarCount: Int {
    var continuations = 0
    for byte in self where byte & 0xC0 == 0x80 { continuations &+= 1 }
    return count &- continuations
  }

  /// The byte at which the scalar of a number begins; the end where there are no more.
  package func byteOffset(ofScalar number: Int) -> Int {
    var left = number
    var place = 0
    while place < count {
      if self[place] & 0xC0 != 0x80 {
        if left == 0 { return place }
        left &-= 1
      }
      place &+= 1
    }
    return count
  }
}
