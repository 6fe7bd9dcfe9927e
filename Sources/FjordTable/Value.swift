/// One value by itself, for the edges: literals, single results, tests.
///
/// Rows are never carried as values; columns are.
public enum Value: Sendable, Hashable {
  /// No value.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A floating-point number.
  case float(Double)
  /// Text.
  case string(String)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp(Int64)
  /// A length of time.
  case duration(CalendarDuration)
  /// Bytes.
  case binary([UInt8])
  /// Values in order.
  case list([Value])
  /// Named values in order.
  case record([NamedValue])

  /// Whether there is no value.
  public var isNull: Bool { self == .null }
}

/// A value with its name in a record.
public struct NamedValue: Sendable, Hashable {
  /// The name.
  public let name: String
  /// The value.
  public let value: Value

  /// Creates a named value.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension Value {
  /// The narrowest type that holds the value; nil for null and for lists of nulls alone.
  public var type: DataType? {
    switch self {
    case .null: nil
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    case .date: .date
    case .timestamp: .timestamp
    case .duration: .duration
    case .binary: .binary
    case .list(let values):
      .list(DataType.common(of: values.map(\.type)) ?? .string)
    case .record(let parts):
      .record(parts.map { RecordField($0.name, $0.value.type ?? .string) })
    }
  }
}

extension DataType {
  /// The one type that values of all the given types fit in; nil types are null and fit anywhere.
  ///
  /// Int and float give float; records give the union of their fields; otherwise types must be
  /// equal. Gives nil where no type is given or the types don't mix.
  public static func common(of types: [DataType?]) -> DataType? {
    var result: DataType?
    for case let type? in types {
      guard let current = result else {
        result = type
        continue
      }
      guard let both = common(current, type) else { return nil }
      result = both
    }
    return result
  }

  /// The type that values of both types fit in, or nil.
  public static func common(_ a: DataType, _ b: DataType) -> DataType? {
    if a == b { return a }
    switch (a, b) {
    case (.int, .float), (.float, .int): return .float
    case (.list(let x), .list(let y)): return common(x, y).map { .list($0) }
    case (.record(let x), .record(let y)):
      var fields = x
      for field in y {
        guard let place = fields.firstIndex(where: { $0.name == field.name }) else {
          fields.append(field)
          continue
        }
        guard let both = common(fields[place].type, field.type) else { return nil }
        fields[place] = RecordField(field.name, both)
      }
      return .record(fields)
    default: return nil
    }
  }
}
