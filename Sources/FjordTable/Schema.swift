/// A column's name, type and meaning.
public struct Field: Sendable, Hashable {
  /// The name; for a source's columns the API's own.
  public var name: String
  /// The type.
  public var type: DataType
  /// Whether null may occur.
  public var isNullable: Bool
  /// The unit of the values, as `persons` or `days`; nil where there is none.
  public var unit: String?
  /// What the column means, in one English line; empty where nobody said.
  public var meaning: String
  /// What else is known.
  public var semantics: ColumnSemantics

  /// Creates a field.
  public init(
    _ name: String, _ type: DataType, isNullable: Bool = true, unit: String? = nil,
    meaning: String = "", semantics: ColumnSemantics = ColumnSemantics()
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.unit = unit
    self.meaning = meaning
    self.semantics = semantics
  }

  /// The same field under another name.
  public func renamed(_ name: String) -> Field {
    var copy = self
    copy.name = name
    return copy
  }
}

/// Ordered columns, and the key of their rows where there is one.
///
/// Names are unique. Complexity: a look-up by name is linear in the columns.
public struct Schema: Sendable, Hashable {
  /// The columns in order.
  public let fields: [Field]
  /// What names a row, where the source declares it.
  public let key: KeySemantics?

  /// Creates a schema.
  ///
  /// The names must be unique.
  public init(_ fields: [Field], key: KeySemantics? = nil) {
    assert(Set(fields.map(\.name)).count == fields.count, "column names must be unique")
    self.fields = fields
    self.key = key
  }

  /// The names in order.
  public var names: [String] { fields.map(\.name) }

  /// The place of a column, or nil where there is none of that name.
  public func index(of name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }

  /// The columns at the given places, in that order, with the same key.
  public func selecting(_ indices: [Int]) -> Schema {
    Schema(indices.map { fields[$0] }, key: key)
  }

  /// The same columns without a key.
  public func withoutKey() -> Schema { Schema(fields) }
}
