/// A JSON value that keeps the order of its keys, and numbers as they are written.
indirect enum JobindsatsJSON: Sendable {
  case text(String)
  case number(String)
  case null
  case list([JobindsatsJSON])
  case object([(String, JobindsatsJSON)])

  /// A list of texts.
  static func texts(_ texts: [String]) -> JobindsatsJSON { .list(texts.map(JobindsatsJSON.text)) }

  /// The value in compact form.
  var bytes: [UInt8] {
    var json = JSONBytes()
    write(to: &json)
    return json.bytes
  }

  private func write(to json: inout JSONBytes) {
    switch self {
    case .text(let text): json.string(text)
    case .number(let digits): json.text(digits)
    case .null: json.raw("null")
    case .list(let items):
      json.raw("[")
      for (place, item) in items.enumerated() {
        if place > 0 { json.raw(",") }
        item.write(to: &json)
      }
      json.raw("]")
    case .object(let pairs):
      json.raw("{")
      for (place, pair) in pairs.enumerated() {
        if place > 0 { json.raw(",") }
        json.string(pair.0)
        json.raw(":")
        pair.1.write(to: &json)
      }
      json.raw("}")
    }
  }
}

/// CSV as both versions write it: a byte order mark, semicolons, CRLF.
enum JobindsatsCSV {
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The rows as text, the header first.
  static func bytes(_ rows: [[String]]) -> [UInt8] {
    var bytes = mark
    for row in rows {
      bytes += row.map(quoted).joined(separator: ";").utf8
      bytes += [13, 10]
    }
    return bytes
  }

  private static func quoted(_ text: String) -> String {
    text.contains { $0 == ";" || $0 == "\"" || $0.isNewline }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
