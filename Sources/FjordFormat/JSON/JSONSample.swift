import FjordTable

/// What the rows of a JSON text look like.
package struct JSONLayout: Sendable {
  /// How rows stand in it.
  package var style: JSONRowStyle
  /// The columns.
  package var entries: [JSONPieceDecoder.Entry]

  /// The columns' names: the rows' keys, or `value` where rows are no objects.
  package var names: [String] { entries.map { $0.key ?? "value" } }
}

/// A look at the beginning of a JSON text: the keys of its rows and their types.
///
/// Strings that are all dates, all timestamps or all ISO 8601 durations become these; whole numbers
/// and others mix to float; objects become records, arrays lists. A key whose values don't mix
/// otherwise is a string: text as it is, everything else as JSON. Keys come in the order in which
/// they are first met.
package struct JSONSample {
  private let sample: PaddedBytes
  private let isWhole: Bool
  private let sampledRows: Int

  /// Takes the beginning of a text, cut anywhere; `isWhole` says that it is all of it.
  package init(_ sample: PaddedBytes, isWhole: Bool, sampledRows: Int = 10_000) {
    self.sample = sample
    self.isWhole = isWhole
    self.sampledRows = sampledRows
  }

  /// The layout; `isLines` says that rows stand one a line, nil that this is to be found.
  package func layout(isLines: Bool?) -> JSONLayout {
    sample.withBytes { buffer in
      let bytes = JSONBytes(buffer)
      let scanner = JSONScanner(bytes)
      var place = scanner.skipSpace(bytes.hasMark ? 3 : 0)
      let isArray = bytes[place] == UInt8(ascii: "[")
      let style: JSONRowStyle =
        isLines ?? looksLikeLines(scanner, place) ? .lines : isArray ? .array : .values
      let survey = JSONTypeSurvey(scanner)
      let rows = JSONShape()
      if style == .array { place = scanner.skipSpace(place + 1) }
      var count = 0
      while place < bytes.count, count < sampledRows {
        guard let end = try? scanner.value(place, depth: 0).end, isWhole || end < bytes.count
        else {
          guard style == .lines, let next = lineEnd(bytes, place) else { break }
          place = scanner.skipSpace(next)
          continue
        }
        _ = try? survey.take(place, into: rows, depth: 0)
        count += 1
        place = scanner.skipSpace(end)
        guard style == .array else { continue }
        guard bytes[place] == UInt8(ascii: ",") else { break }
        place = scanner.skipSpace(place + 1)
      }
      return JSONLayout(style: style, entries: rows.entries)
    }
  }

  private func lineEnd(_ bytes: JSONBytes, _ place: Int) -> Int? {
    var place = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    return place < bytes.count ? place : nil
  }

  /// Whether the first value stands on one line and is no array.
  private func looksLikeLines(_ scanner: JSONScanner, _ place: Int) -> Bool {
    guard scanner.bytes[place] != UInt8(ascii: "[") else { return false }
    guard let end = try? scanner.value(place, depth: 0).end else {
      return lineEnd(scanner.bytes, place) != nil
    }
    return !scanner.bytes.slice(place..<end).contains(UInt8(ascii: "\n"))
  }
}

extension JSONBytes {
  /// Whether a byte order mark stands first.
  var hasMark: Bool { self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF }
}
