import FjordTable

/// One step into a JSON document: an object's key or an array's place.
public enum JSONStep: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// The value of a key.
  case key(String)
  /// The element at a place, counted from 0.
  case element(Int)

  /// Creates a step to a key's value.
  public init(stringLiteral key: String) { self = .key(key) }

  /// Creates a step to an element.
  public init(integerLiteral place: Int) { self = .element(place) }
}

/// A column to be read from JSON rows: where its value stands within a row, and its type.
public struct JSONColumn: Sendable, Hashable {
  /// The steps from the row to the value; none for the row itself.
  public let path: [JSONStep]
  /// The type of the column.
  public let type: DataType

  /// Creates a column: `JSONColumn(["_feed_entry", "uuid"], .string)`.
  public init(_ path: [JSONStep], _ type: DataType) {
    self.path = path
    self.type = type
  }
}
