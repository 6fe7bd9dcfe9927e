import FjordTable
import Foundation

/// A schema with its semantics as JSON, as `_fjord_tables` keeps it.
struct SchemaText: Codable {
  var fields: [FieldText]
  var key: KeyText?

  struct FieldText: Codable {
    var name: String
    /// The column of the SQLite table.
    var stored: String
    var type: TypeText
    var nullable: Bool
    var unit: String?
    var meaning: String
    var notAdditive: String?
    var personal: Bool?
    var codeList: String?
    var area: Bool?
    var period: Bool?
  }

  struct KeyText: Codable {
    var columns: [String]
    var liveWhen: String?
    var expiresWith: String?
  }

  /// Puts a schema and the names of its columns in the file into words.
  init(_ schema: Schema, stored: [String]) {
    fields = zip(schema.fields, stored).map { field, stored in
      let semantics = field.semantics
      return FieldText(
        name: field.name, stored: stored, type: TypeText(field.type), nullable: field.isNullable,
        unit: field.unit, meaning: field.meaning, notAdditive: semantics.notAdditiveReason,
        personal: semantics.isPersonal ? true : nil, codeList: semantics.codeList,
        area: semantics.isArea ? true : nil, period: semantics.isPeriod ? true : nil)
    }
    key = schema.key.map {
      KeyText(columns: $0.columns, liveWhen: $0.liveWhen, expiresWith: $0.expiresWith)
    }
  }

  /// Reads JSON; nil where it is not a schema.
  init?(json: String) {
    guard let text = try? JSONDecoder().decode(SchemaText.self, from: Data(json.utf8)),
      Set(text.fields.map(\.name)).count == text.fields.count
    else { return nil }
    self = text
  }

  /// The JSON, with its keys in order.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a schema of strings and flags must fit JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The schema.
  var schema: Schema {
    let fields = fields.map { field in
      Field(
        field.name, field.type.type, isNullable: field.nullable, unit: field.unit,
        meaning: field.meaning,
        semantics: ColumnSemantics(
          notAdditiveReason: field.notAdditive, isPersonal: field.personal ?? false,
          codeList: field.codeList, isArea: field.area ?? false, isPeriod: field.period ?? false))
    }
    return Schema(
      fields,
      key: key.map {
        KeySemantics(columns: $0.columns, liveWhen: $0.liveWhen, expiresWith: $0.expiresWith)
      })
  }
}

/// A type as JSON: `"int"`, `{"list": "string"}`, `{"record": [{"name": "city", "type": "string"}]}`.
struct TypeText: Codable {
  let type: DataType

  private struct FieldText: Codable {
    var name: String
    var type: TypeText
  }

  private enum CodingKeys: String, CodingKey { case list, record }

  private static let simple: [DataType] = [
    .bool, .int, .float, .string, .date, .timestamp, .duration, .binary,
  ]

  init(_ type: DataType) { self.type = type }

  init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(String.self) {
      guard let type = Self.simple.first(where: { $0.description == word }) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "no type `\(word)`"))
      }
      self.type = type
      return
    }
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    if let element = try parts.decodeIfPresent(TypeText.self, forKey: .list) {
      type = .list(element.type)
    } else {
      let fields = try parts.decode([FieldText].self, forKey: .record)
      type = .record(fields.map { RecordField($0.name, $0.type.type) })
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch type {
    case .list(let element):
      var parts = encoder.container(keyedBy: CodingKeys.self)
      try parts.encode(TypeText(element), forKey: .list)
    case .record(let fields):
      var parts = encoder.container(keyedBy: CodingKeys.self)
      try parts.encode(
        fields.map { FieldText(name: $0.name, type: TypeText($0.type)) }, forKey: .record)
    default:
      var single = encoder.singleValueContainer()
      try single.encode(type.description)
    }
  }
}
