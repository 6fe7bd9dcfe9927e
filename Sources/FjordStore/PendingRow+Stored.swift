import FjordPlugin
import FjordTable

extension PendingRow {
  /// The row's key as JSON, by which it is found again.
  func keyText(_ layout: TableLayout) -> String {
    let columns = zip(layout.keyFields, key).map { Column($0.type, [$1]) }
    var bytes: [UInt8] = []
    NestedText.append(layout.keyFields.prefix(columns.count).map(\.name), columns, 0, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a key's JSON; nil where it does not fit.
  init?(keyText: String, position: Int64, payload: String, layout: TableLayout) {
    var text = keyText
    let value = text.withUTF8 {
      NestedReader.value(UnsafeRawBufferPointer($0), type: .record(layout.keyFields))
    }
    guard case .record(let parts)? = value else { return nil }
    self.init(key: parts.map(\.value), position: position, payload: payload)
  }

  /// The values of the key as they lie in the saved table.
  func storedKey(_ layout: TableLayout) -> [StoredValue] {
    zip(layout.keyFields, key).map { StoredValue($1, as: $0.type) ?? .null }
      + Array(repeating: .null, count: max(layout.keyPlaces.count - key.count, 0))
  }
}

extension StoredValue {
  /// A value as it lies in a column of a type; nil where the value does not fit the type.
  init?(_ value: Value, as type: DataType) {
    switch (value, type) {
    case (.null, _): self = .null
    case (.bool(let bit), .bool): self = .int(bit ? 1 : 0)
    case (.int(let number), .int): self = .int(number)
    case (.int(let number), .float): self = .real(Double(number))
    case (.float(let number), .float): self = number.isNaN ? .text("NaN") : .real(number)
    case (.string(let text), .string): self = .text(text)
    case (.binary(let bytes), .binary): self = .bytes(bytes)
    case (.date, .date), (.timestamp, .timestamp), (.duration, .duration), (.list, .list),
      (.record, .record):
      guard case .text(let text) = StorableColumn(Column(type, [value])).column.storage else {
        return nil
      }
      self = .text(text.string(0))
    default: return nil
    }
  }
}
