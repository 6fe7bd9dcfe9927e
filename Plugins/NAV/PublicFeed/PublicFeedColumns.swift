import FjordFormat
import FjordTable

/// The columns of an ad of the older feed, under the service's own names and in its order.
enum PublicFeedColumns {
  static let fields =
    [
      Field("uuid", .string, isNullable: false, meaning: "The ad's id."),
      Field("published", .timestamp, meaning: "When it was published; midnight in Oslo is common."),
      Field(
        "expires", .timestamp,
        meaning: "The last day it is shown, as midnight at that day's start in Oslo."),
      Field("updated", .timestamp, meaning: "When its content was last changed."),
    ] + content + employment

  static let uuid = 0
  static let published = 1
  static let expires = 2
  static let source = 8

  static let key = KeySemantics(
    columns: ["uuid"], liveWhen: "the search gives it",
    expiresWith: "the day of `expires` in Oslo, inclusive")
  static let schema = Schema(fields, key: key)

  private static let content = [
    Field(
      "workLocations",
      .list(.record(texts(["country", "address", "city", "postalCode", "county", "municipal"]))),
      meaning: "Where the work is: none, one or more; names in capitals, each part may be null.",
      semantics: ColumnSemantics(isArea: true)),
    Field("title", .string, meaning: "The ad's title."),
    Field("description", .string, meaning: "The ad's text, in HTML; null if none."),
  ]

  private static let employment = [
    Field("sourceurl", .string, meaning: "The ad in the system it comes from; null if none."),
    Field(
      "source", .string,
      meaning: "The system it comes from, as `Stillingsregistrering`; never `FINN`."
    ),
    Field("applicationUrl", .string, meaning: "Where to apply; null if none."),
    Field("applicationDue", .string, meaning: "When to apply, as free text; null if not said."),
    Field(
      "occupationCategories", .list(.record(texts(["level1", "level2"]))),
      meaning: "Occupations in NAV's own two levels.",
      semantics: ColumnSemantics(codeList: "NAV occupation categories")),
    Field("jobtitle", .string, meaning: "The job's title; null if none."),
    Field("link", .string, meaning: "The ad on arbeidsplassen.nav.no."),
    Field(
      "employer", .record(texts(["name", "orgnr", "description", "homepage"])),
      meaning: "The employer; `orgnr` is its number in Brønnøysund, null if unknown."),
    Field("engagementtype", .string, meaning: "Kind of engagement, as `Fast`; null if not said."),
    Field(
      "extent", .string,
      meaning: "`Deltid` only if the ad says exactly that; all else is `Heltid`, also both."),
    Field("starttime", .string, meaning: "When the work starts, as free text; null if not said."),
    Field("positioncount", .string, meaning: "How many are sought, as text; null if not said."),
    Field("sector", .string, meaning: "`Privat`, `Offentlig` or null."),
  ]

  private static func texts(_ names: [String]) -> [RecordField] {
    names.map { RecordField($0, .string) }
  }
}
