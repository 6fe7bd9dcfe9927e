import FjordTable
import Foundation

/// Reads the JSON of `NestedText`, and JSON of the same meaning that another tool wrote.
///
/// Fields may come in any order; those that the type does not have are passed over, those that are
/// missing are null.
struct NestedReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  /// The value of a text; nil where it is no JSON or does not fit the type.
  static func value(_ bytes: UnsafeRawBufferPointer, type: DataType) -> Value? {
    var reader = NestedReader(bytes: bytes)
    guard let value = reader.value(type) else { return nil }
    reader.skipSpace()
    return reader.place == bytes.count ? value : nil
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private mutating func value(_ type: DataType) -> Value? {
    skipSpace()
    if accept("null") { return .null }
    switch type {
    case .bool: return accept("true") ? .bool(true) : accept("false") ? .bool(false) : nil
    case .int: return number().flatMap { Int64($0) }.map { .int($0) }
    case .float: return float().map { .float($0) }
    case .string: return string().map { .string($0) }
    case .date: return time(StoredText.date).map { .date($0) }
    case .timestamp: return time(StoredText.timestamp).map { .timestamp($0) }
    case .duration: return time(StoredText.duration).map { .duration($0) }
    case .binary:
      return string().flatMap { Data(base64Encoded: $0) }.map { .binary(Array($0)) }
    case .list(let element): return list(element)
    case .record(let fields): return record(fields)
    }
  }

  private mutating func list(_ type: DataType) -> Value? {
    guard accept("[") else { return nil }
    var values: [Value] = []
    skipSpace()
    if accept("]") { return .list([]) }
    repeat {
      guard let value = value(type) else { return nil }
      values.append(value)
      skipSpace()
    } while accept(",")
    return accept("]") ? .list(values) : nil
  }

  private mutating func record(_ fields: [RecordField]) -> Value? {
    guard accept("{") else { return nil }
    var values = fields.map { NamedValue($0.name, .null) }
    skipSpace()
    if accept("}") { return .record(values) }
    repeat {
      skipSpace()
      guard let name = string() else { return nil }
      skipSpace()
      guard accept(":") else { return nil }
      if let place = fields.firstIndex(where: { $0.name == name }) {
        guard let value = value(fields[place].type) else { return nil }
        values[place] = NamedValue(name, value)
      } else {
        guard skipValue(depth: 0) else { return nil }
      }
      skipSpace()
    } while accept(",")
    return accept("}") ? .record(values) : nil
  }

  private mutating func float() -> Double? {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      return number().flatMap { Double($0) }
    }
    switch string() {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return nil
    }
  }

  private mutating func time<Result>(
    _ read: (UnsafeRawBufferPointer) -> Result?
  ) -> Result? {
    guard var text = string() else { return nil }
    return text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
  }

  private mutating func number() -> String? {
    let start = place
    while place < bytes.count, Self.numberBytes.contains(bytes[place]) { place += 1 }
    return place > start ? String(decoding: bytes[start..<place], as: UTF8.self) : nil
  }

  private static let numberBytes = Set("0123456789+-.eE".utf8)

  /// Passes over a value of any kind.
  private mutating func skipValue(depth: Int) -> Bool {
    guard depth < 256 else { return false }
    skipSpace()
    if accept("null") || accept("true") || accept("false") { return true }
    guard place < bytes.count else { return false }
    let open = bytes[place]
    if open == UInt8(ascii: "\"") { return string() != nil }
    guard open == UInt8(ascii: "[") || open == UInt8(ascii: "{") else { return number() != nil }
    let close = open == UInt8(ascii: "[") ? "]" : "}"
    place += 1
    skipSpace()
    if accept(close) { return true }
    repeat {
      if close == "}" {
        skipSpace()
        guard string() != nil else { return false }
        skipSpace()
        guard accept(":") else { return false }
      }
      guard skipValue(depth: depth + 1) else { return false }
      skipSpace()
    } while accept(",")
    return accept(close)
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func accept(_ word: StaticString) -> Bool {
    accept(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  private mutating func accept(_ word: String) -> Bool {
    var word = word
    return word.withUTF8 { accept(UnsafeRawBufferPointer($0)) }
  }

  private mutating func accept(_ word: UnsafeRawBufferPointer) -> Bool {
    guard bytes[place...].starts(with: word) else { return false }
    place += word.count
    return true
  }
}

extension NestedReader {
  /// The text of a string, its escapes resolved; a half of a surrogate pair becomes U+FFFD.
  private mutating func string() -> String? {
    guard accept("\"") else { return nil }
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    switch Unicode.Scalar(byte) {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "u": return unit().flatMap { scalar(of: $0) }
    default: return nil
    }
  }

  private mutating func scalar(of first: UInt32) -> Unicode.Scalar? {
    if let scalar = Unicode.Scalar(first) { return scalar }
    let before = place
    if first < 0xDC00, accept("\\u"), let second = unit(), (0xDC00..<0xE000).contains(second) {
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }
    place = before
    return "\u{FFFD}"
  }

  private mutating func unit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    defer { place += 4 }
    return UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
  }
}
