import Foundation

/// The parameters of a request as each version reads them.
enum JobindsatsParameters {
  /// Those of version 3 in their order; ids hold no commas, so an encoded one separates as well.
  static func newer(_ query: String?) -> [(name: String, value: String)] {
    pairs(query).map { (decoded($0.name), decoded($0.value)) }
  }

  /// Those of version 2, each with its values; a comma within a value is encoded.
  static func older(_ query: String?) -> [String: [String]] {
    var parameters: [String: [String]] = [:]
    for (name, value) in pairs(query) {
      parameters[decoded(name), default: []] += value.split(separator: ",").map(decoded)
    }
    return parameters
  }

  /// Those of version 2 in a body: a text, a list, or an empty object for none; nil where the body
  /// is no such JSON.
  static func older(body: [UInt8]) -> [String: [String]]? {
    try? JSONDecoder().decode([String: Values].self, from: Data(body)).mapValues(\.texts)
  }

  private struct Values: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        texts = text.split(separator: ",").map(String.init)
      } else if let list = try? value.decode([String].self) {
        texts = list
      } else {
        _ = try value.decode([String: String].self)
        texts = []
      }
    }
  }

  private static func pairs(_ query: String?) -> [(name: Substring, value: Substring)] {
    (query ?? "").split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  /// Text from percent-encoded UTF-8, or from Latin-1 where it is no UTF-8.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
