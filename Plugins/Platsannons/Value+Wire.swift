import FjordTable

/// A value as the service has sent it in one of its years: a number or its digits, nothing or an empty
/// text, one thing or a list of one.
extension Value {
  /// Whether it is a record.
  var isRecord: Bool { if case .record = self { true } else { false } }

  /// A part of a record by its name, in any letter case: descriptions and servers differ in that.
  ///
  /// Null where it is not there, or this is no record.
  func member(_ name: String) -> Value {
    guard case .record(let parts) = self else { return .null }
    if let part = parts.first(where: { $0.name == name }) { return part.value }
    let wanted = name.lowercased()
    return parts.first { $0.name.lowercased() == wanted }?.value ?? .null
  }

  /// The elements of a list; one thing by itself is a list of it, and nothing one of none.
  var items: [Value] {
    switch self {
    case .null, .string(""): []
    case .list(let values): values
    default: [self]
    }
  }

  /// The text of a text or number; nil for an empty one.
  var text: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .bool(let isTrue): isTrue ? "true" : "false"
    default: nil
    }
  }

  /// The whole number of a number, or of a text of digits.
  var whole: Int64? {
    switch self {
    case .int(let number): number
    case .float(let number): Int64(exactly: number)
    case .string(let text): Int64(text)
    default: nil
    }
  }
}
