import FjordDiagnostic

/// A small strict reader of CSV text into fields: for examples and expectations, not for data.
///
/// RFC 4180 with `\n` or `\r\n` as line end, the last one optional. An empty field without quotes
/// is nil, `""` is the empty string. Errors: `format.csv-broken`. Complexity: linear.
package func csvRows(
  of text: String, delimiter: UInt8 = UInt8(ascii: ",")
) throws(Diagnostic) -> [[String?]] {
  var reader = CSVTextReader(Array(text.utf8), delimiter: delimiter)
  return try reader.rows()
}

private struct CSVTextReader {
  private let text: [UInt8]
  private let delimiter: UInt8
  private var place = 0
  private var line = 1

  init(_ text: [UInt8], delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
  }

  mutating func rows() throws(Diagnostic) -> [[String?]] {
    var rows: [[String?]] = []
    while place < text.count {
      var row = [try field()]
      while byte == delimiter {
        place += 1
        row.append(try field())
      }
      if place < text.count {
        guard lineEnd > 0 else { throw broken("expected a delimiter or a line end behind a field") }
        place += lineEnd
        line += 1
      }
      rows.append(row)
    }
    return rows
  }

  /// The byte here; 0 at the end.
  private var byte: UInt8 { place < text.count ? text[place] : 0 }

  /// The length of the line end here; 0 where there is none.
  private var lineEnd: Int {
    if byte == UInt8(ascii: "\n") { return 1 }
    let isPair =
      byte == UInt8(ascii: "\r") && place + 1 < text.count
      && text[place + 1] == UInt8(ascii: "\n")
    return isPair ? 2 : 0
  }

  private mutating func field() throws(Diagnostic) -> String? {
    if byte == UInt8(ascii: "\"") { return try quoted() }
    let start = place
    while place < text.count, byte != delimiter, lineEnd == 0 {
      guard byte != UInt8(ascii: "\"") else {
        throw broken("expected a quote at the start of a field only")
      }
      place += 1
    }
    return place == start ? nil : String(decoding: text[start..<place], as: UTF8.self)
  }

  private mutating func quoted() throws(Diagnostic) -> String {
    var field: [UInt8] = []
    place += 1
    while place < text.count {
      if byte == UInt8(ascii: "\"") {
        place += 1
        guard byte == UInt8(ascii: "\"") else { return String(decoding: field, as: UTF8.self) }
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      field.append(text[place])
      place += 1
    }
    throw broken("expected the closing quote of a field, found the end")
  }

  private func broken(_ what: String) -> Diagnostic {
    Diagnostic(code: "format.csv-broken", "the CSV breaks off at line \(line): \(what)")
  }
}
