import FjordTable

extension Value {
  /// The value of a key; null where there is none.
  subscript(key: String) -> Value {
    guard case .record(let parts) = self else { return .null }
    return parts.first { $0.name == key }?.value ?? .null
  }

  /// The text, or a number as text; nil for anything else and for an empty text.
  ///
  /// Ids are text in one version of the service and numbers in another.
  var text: String? {
    switch self {
    case .string(let text): text.isEmpty ? nil : text
    case .int(let number): "\(number)"
    default: nil
    }
  }

  /// The values of a list; none for anything else.
  var elements: [Value] {
    guard case .list(let values) = self else { return [] }
    return values
  }

  /// Text where there is some, else null.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}
