import FjordTable

/// Makes typed columns of values as the service has sent them, and counts those that do not fit.
struct WireColumns {
  /// Codes by the name of their column, with the digits that they have officially.
  static let codeDigits = ["kommunkod": 4, "lanskod": 2]

  /// Names that stand for a column where its own is not there, by slip or in another description.
  private static let otherNames = ["kommunnamn": "komunnamn", "webbplats": "webbadress"]
  /// Lists within which the elements have a name of their own.
  private static let elementNames = [
    "kontaktpersonlista": "kontaktpersondata", "korkortslista": "korkortstyp",
  ]

  /// Values that did not fit their column.
  private(set) var misfits = 0

  /// A column of the parts of records that have its name.
  mutating func column(_ field: Field, of rows: [Value]) -> Column {
    let builder = ColumnBuilder.make(field.type)
    for row in rows { builder.append(part(field.name, field.type, of: row)) }
    return builder.finish()
  }

  /// A part of a record in the type that it must have; null for nothing and for a misfit.
  private mutating func part(_ name: String, _ type: DataType, of row: Value) -> Value {
    var value = row.member(name)
    if value == .null, let other = Self.otherNames[name] { value = row.member(other) }
    return fitted(value, type, name)
  }

  private mutating func fitted(_ value: Value, _ type: DataType, _ name: String) -> Value {
    if value == .null || value == .string("") { return .null }
    let result: Value? =
      switch type {
      case .record(let fields): record(value, fields)
      case .list(let element): list(value, element, name)
      case .string: value.text.map { .string(Self.padded($0, name)) }
      case .int: value.whole.map { .int($0) }
      case .bool: Self.bool(value)
      case .timestamp: value.text.flatMap(SwedishTime.instant).map { .timestamp($0) }
      case .date: value.text.flatMap(SwedishTime.day).map { .date($0) }
      default: nil
      }
    if result == nil { misfits += 1 }
    return result ?? .null
  }

  /// A record; null where it holds nothing.
  private mutating func record(_ value: Value, _ fields: [RecordField]) -> Value? {
    guard value.isRecord else { return nil }
    var parts: [NamedValue] = []
    for field in fields {
      parts.append(NamedValue(field.name, part(field.name, field.type, of: value)))
    }
    return parts.allSatisfy { $0.value.isNull } ? .null : .record(parts)
  }

  /// A list; null where nothing is in it.
  private mutating func list(_ value: Value, _ element: DataType, _ name: String) -> Value {
    var items = value.items
    if let inner = Self.elementNames[name] {
      items = items.flatMap { item in
        guard case .record(let parts) = item, parts.allSatisfy({ $0.name == inner }) else {
          return [item]
        }
        return item.member(inner).items
      }
    }
    var values: [Value] = []
    for item in items {
      let value = fitted(item, element, "")
      if !value.isNull { values.append(value) }
    }
    return values.isEmpty ? .null : .list(values)
  }

  private static func bool(_ value: Value) -> Value? {
    switch value {
    case .bool, .string("true"), .string("false"): .bool(value.text == "true")
    default: nil
    }
  }

  /// A code with the zeros that the service leaves out.
  static func padded(_ text: String, _ name: String) -> String {
    guard let digits = codeDigits[name], text.utf8.count < digits, text.allSatisfy(\.isNumber)
    else { return text }
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }
}
