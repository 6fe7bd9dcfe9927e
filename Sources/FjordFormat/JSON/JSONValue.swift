import FjordDiagnostic
import FjordTable

/// Reads a JSON text as one value: for settings, single answers and tests, not for rows.
///
/// Objects become records in the order of their keys (of a key that occurs twice the last value
/// counts), numbers int where 64 bits hold them and float otherwise.
/// Errors: `format.json-broken`, with line and column. Complexity: linear in the text.
public func jsonValue(of body: [UInt8]) throws(Diagnostic) -> Value {
  let result: Result<Value, Diagnostic> = body.withUnsafeBytes { buffer in
    let bytes = JSONBytes(buffer)
    let scanner = JSONScanner(bytes)
    do throws(JSONFault) {
      let start = scanner.skipSpace(try scanner.begin())
      let (value, end) = try JSONValueReader(scanner).read(start, depth: 0)
      let rest = scanner.skipSpace(end)
      if rest < bytes.count { throw JSONFault(.trailing, at: rest) }
      return .success(value)
    } catch {
      return .failure(error.diagnostic(in: bytes))
    }
  }
  return try result.get()
}

/// Builds values from JSON.
struct JSONValueReader {
  private let scanner: JSONScanner

  init(_ scanner: JSONScanner) { self.scanner = scanner }

  /// The value of a token that was scanned; null where there is none.
  func value(_ token: JSONToken) -> Value {
    switch token.kind {
    case .array, .object: (try? read(token.start, depth: 0).value) ?? .null
    default: scalar(token)
    }
  }

  /// The value at a place, and the place behind it.
  func read(_ place: Int, depth: Int) throws(JSONFault) -> (value: Value, end: Int) {
    switch scanner.bytes[place] {
    case UInt8(ascii: "{"): return try readObject(place, depth: depth)
    case UInt8(ascii: "["): return try readArray(place, depth: depth)
    default:
      let token = try scanner.value(place, depth: depth)
      return (scalar(token), token.end)
    }
  }

  private func readObject(
    _ start: Int, depth: Int
  ) throws(JSONFault) -> (value: Value, end: Int) {
    try scanner.checkDepth(depth, start)
    var parts: [NamedValue] = []
    var places: [String: Int] = [:]
    var place = scanner.skipSpace(start + 1)
    if scanner.bytes[place] == UInt8(ascii: "}") { return (.record([]), place + 1) }
    while true {
      let (key, at) = try scanner.key(place)
      let (value, end) = try read(at, depth: depth + 1)
      let part = NamedValue(scanner.bytes.text(key), value)
      if let known = places.updateValue(places[part.name] ?? parts.count, forKey: part.name) {
        parts[known] = part
      } else {
        parts.append(part)
      }
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "}"))
      if isEnd { return (.record(parts), next) }
      place = next
    }
  }

  private func readArray(_ start: Int, depth: Int) throws(JSONFault) -> (value: Value, end: Int) {
    try scanner.checkDepth(depth, start)
    var values: [Value] = []
    var place = scanner.skipSpace(start + 1)
    if scanner.bytes[place] == UInt8(ascii: "]") { return (.list([]), place + 1) }
    while true {
      let (value, end) = try read(place, depth: depth + 1)
      values.append(value)
      let (next, isEnd) = try scanner.next(end, closing: UInt8(ascii: "]"))
      if isEnd { return (.list(values), next) }
      place = next
    }
  }

  private func scalar(_ token: JSONToken) -> Value {
    let bytes = scanner.bytes
    switch token.kind {
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .string, .escapedString: return .string(bytes.text(token))
    case .integer, .number:
      if token.kind == .integer,
        let number = bytes.withSpan(token.content, { ValueParsing.int($0) })
      {
        return .int(number)
      }
      return bytes.withSpan(token.content) { ValueParsing.float($0) }.map { .float($0) } ?? .null
    default: return .null
    }
  }
}
