// Searching columns of text by regular expressions. Texts are handed over as they lie in memory; a
// column of codes is searched once a distinct text. Every 256 rows it is looked whether the task was
// cancelled, so that a slow pattern can be stopped.

import FjordTable

extension Column {
  /// Whether each text holds a match; null stays null.
  ///
  /// Errors: `PatternFault`, and `CancellationError` where the task was cancelled.
  package func matched(by pattern: Pattern) throws -> Column {
    if let plain = pattern.plainText {
      return pattern.ignoresCase ? searched(plain, .anywhere) : containing(Array(plain.utf8))
    }
    return try mappingDistinct { texts in
      let matcher = pattern.matcher()
      var bits = BitmapBuilder()
      try texts.forEachRun { _, run in bits.append(try matcher.finds(in: run)) }
      return Column(.bool, count: texts.count, validity: texts.validity, .bits(bits.finish()))
    }
  }

  /// The first match of each text, or one of its groups; null where there is none.
  package func extracted(by pattern: Pattern, group: Int) throws -> Column {
    try mappingDistinct { texts in
      let matcher = pattern.matcher()
      let result = TextBuilder()
      try texts.forEachRun { row, run in
        guard !texts.isNull(row), try matcher.finds(in: run), let place = matcher.range(of: group)
        else { return result.appendNull() }
        result.append(utf8: UnsafeRawBufferPointer(rebasing: run[place]))
      }
      return result.finish()
    }
  }

  /// The texts between matches, as a list; a match of nothing parts two characters.
  package func split(by pattern: Pattern) throws -> Column {
    try mappingDistinct { texts in
      let matcher = pattern.matcher()
      let parts = TextBuilder()
      let result = ListBuilder(parts)
      try texts.forEachRun { row, run in
        guard !texts.isNull(row) else { return result.appendNull() }
        var end = 0
        try matcher.forEachMatch(in: run) { place in
          // A match of nothing at an end would part off nothing.
          guard !place.isEmpty || (place.lowerBound > 0 && place.lowerBound < run.count) else {
            return
          }
          parts.append(utf8: UnsafeRawBufferPointer(rebasing: run[end..<place.lowerBound]))
          end = place.upperBound
        }
        parts.append(utf8: UnsafeRawBufferPointer(rebasing: run[end...]))
        result.endList()
      }
      return result.finish()
    }
  }

  /// Each text with all matches replaced; `$1` or `\1` in the replacement is a group, `$0` the match.
  package func replaced(by pattern: Pattern, with replacements: Column) throws -> Column {
    let others = replacements.plainText
    let matcher = pattern.matcher()
    let result = TextBuilder()
    let constant = replacements.onlyText.map { ReplacementTemplate($0.utf8) }
    var text: [UInt8] = []
    try forEachRun { row, run in
      guard !isNull(row), !replacements.isNull(row) else { return result.appendNull() }
      let template = constant ?? ReplacementTemplate(others.bytes(row))
      var end = 0
      text.removeAll(keepingCapacity: true)
      try matcher.forEachMatch(in: run) { place in
        text.append(contentsOf: run[end..<place.lowerBound])
        for part in template.parts {
          switch part {
          case .text(let bytes): text.append(contentsOf: bytes)
          case .group(let group):
            if let range = matcher.range(of: group) { text.append(contentsOf: run[range]) }
          }
        }
        end = place.upperBound
      }
      text.append(contentsOf: run[end...])
      result.append(bytes: text)
    }
    return result.finish()
  }

  private func forEachRun(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) throws {
    try plainText.withRuns { run in
      for row in 0..<count {
        if row & 255 == 0 { try Task.checkCancellation() }
        try body(row, run(row))
      }
    }
  }
}

extension PatternMatcher {
  /// All matches from left to right; after a match, nothing that is empty right behind it.
  func forEachMatch(
    in text: UnsafeRawBufferPointer, _ body: (Range<Int>) throws -> Void
  ) throws {
    var start = 0
    var lastEnd = -1
    while start <= text.count, try finds(in: text, from: start), let place = range() {
      if !place.isEmpty || place.lowerBound != lastEnd { try body(place) }
      lastEnd = place.upperBound
      start = place.upperBound
      // Behind a match of nothing, and where a look-behind reset the start, the search moves on.
      if place.isEmpty {
        start += 1
        while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
      }
    }
  }
}

/// What a match is replaced by.
private struct ReplacementTemplate {
  enum Part {
    case text([UInt8])
    case group(Int)
  }

  var parts: [Part] = []

  init(_ text: some Sequence<UInt8>) {
    var plain: [UInt8] = []
    var sign: UInt8?
    for byte in text {
      guard let mark = sign else {
        if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "\\") {
          sign = byte
        } else {
          plain.append(byte)
        }
        continue
      }
      sign = nil
      if byte &- 48 < 10 {
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = []
        parts.append(.group(Int(byte - 48)))
      } else {
        // A doubled sign stands for one, any other pair for itself.
        if byte != mark { plain.append(mark) }
        plain.append(byte)
      }
    }
    if let sign { plain.append(sign) }
    if !plain.isEmpty { parts.append(.text(plain)) }
  }
}

extension Column {
  /// The text that every row has, where it is kept but once.
  fileprivate var onlyText: String? {
    guard case .dictionary(_, let words) = storage, words.count == 1 else { return nil }
    return words.string(0)
  }
}
