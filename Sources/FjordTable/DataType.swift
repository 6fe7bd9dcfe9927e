/// The type of a column's values.
///
/// Every type has null.
public indirect enum DataType: Sendable, Hashable {
  /// True or false.
  case bool
  /// A whole number of 64 bits.
  case int
  /// A floating-point number of 64 bits.
  case float
  /// Text in UTF-8.
  case string
  /// A calendar day, kept as days since 1970-01-01.
  case date
  /// An instant, kept as microseconds since 1970-01-01T00:00:00Z.
  case timestamp
  /// Calendar months and exact microseconds.
  case duration
  /// Bytes.
  case binary
  /// Values of one type in order.
  case list(DataType)
  /// Named values.
  case record([RecordField])
}

/// A named and typed part of a record.
public struct RecordField: Sendable, Hashable {
  /// The name; unique within its record.
  public let name: String
  /// The type.
  public let type: DataType

  /// Creates a field.
  public init(_ name: String, _ type: DataType) {
    self.name = name
    self.type = type
  }
}

extension DataType: CustomStringConvertible {
  /// The type as the language writes it: `int`, `list<string>`, `record{name: string}`.
  public var description: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .date: "date"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .binary: "binary"
    case .list(let element): "list<\(element)>"
    case .record(let fields):
      "record{" + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + "}"
    }
  }

  /// Whether values are numbers, so that arithmetic and right alignment make sense.
  public var isNumeric: Bool { self == .int || self == .float }

  /// Whether values hold other values.
  public var isNested: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }
}

extension DataType {
  /// Reads what `description` writes; nil for anything else.
  ///
  /// Complexity: linear.
  public init?(parsing text: String) {
    var rest = Substring(text)
    guard let type = Self.parse(&rest, depth: 0), rest.isEmpty else { return nil }
    self = type
  }

  private static let simple: [String: DataType] = [
    "bool": .bool, "int": .int, "float": .float, "string": .string, "date": .date,
    "timestamp": .timestamp, "duration": .duration, "binary": .binary,
  ]

  private static func parse(_ rest: inout Substring, depth: Int) -> DataType? {
    guard depth < 64 else { return nil }
    let word = String(rest.prefix { $0.isLetter })
    rest = rest.dropFirst(word.count)
    if let type = simple[word] { return type }
    if word == "list", rest.first == "<" {
      rest.removeFirst()
      guard let element = parse(&rest, depth: depth + 1), rest.first == ">" else { return nil }
      rest.removeFirst()
      return .list(element)
    }
    guard word == "record", rest.first == "{" else { return nil }
    rest.removeFirst()
    var fields: [RecordField] = []
    while let first = rest.first, first != "}" {
      guard let colon = rest.firstRange(of: ": ") else { return nil }
      let name = String(rest[..<colon.lowerBound])
      rest = rest[colon.upperBound...]
      guard let type = parse(&rest, depth: depth + 1) else { return nil }
      fields.append(RecordField(name, type))
      if rest.starts(with: ", ") { rest = rest.dropFirst(2) }
    }
    guard rest.first == "}" else { return nil }
    rest.removeFirst()
    return .record(fields)
  }
}
