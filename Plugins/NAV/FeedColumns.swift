import FjordFormat
import FjordPlugin
import FjordTable
import Foundation

/// The columns of `nav.feed`, and where they stand in a page.
enum FeedColumns {
  /// In the order of the schema.
  static let fields = [
    Field("uuid", .string, isNullable: false, meaning: "The ad's id; one ad has many lines."),
    Field(
      "status", .string, isNullable: false,
      meaning: "`ACTIVE`, or `INACTIVE` once the ad is stopped, deleted or has expired.",
      semantics: ColumnSemantics(codeList: "ACTIVE, INACTIVE")),
    Field(
      "title", .string,
      meaning: "The ad's title when the line was made; `...` where masked, `?` where unknown."),
    Field(
      "businessName", .string,
      meaning: "The employer's name; empty where masked, `?` where unknown."),
    Field(
      "municipal", .string,
      meaning:
        "The first work location's municipality, in capitals; `?` if none. Not unique over counties.",
      semantics: ColumnSemantics(isArea: true)),
    Field(
      "sistEndret", .timestamp,
      meaning: "When the event was recorded. Not strictly rising; events of one batch share it."),
    Field("url", .string, meaning: "The path of the ad's detail."),
  ]

  /// A place or state as the service writes it: in capitals, `Å` as one character.
  static func usualSpelling(of text: String) -> String {
    text.precomposedStringWithCanonicalMapping.uppercased()
  }

  static let key = KeySemantics(columns: ["uuid"], liveWhen: "status == \"ACTIVE\"")
  static let schema = Schema(fields, key: key)

  static let uuid = 0
  static let status = 1
  static let sistEndret = 5

  /// Where a column stands in an item of a page.
  static func wire(_ column: Int) -> JSONColumn {
    let field = fields[column]
    let path: [JSONStep] =
      field.name == "url" ? ["url"] : ["_feed_entry", .key(field.name)]
    return JSONColumn(path, field.type)
  }
}
