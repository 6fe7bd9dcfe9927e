import FjordFormat
import FjordPlugin
import FjordTable

/// The columns of an ad's detail, and where they stand in its body.
enum EntryColumns {
  /// What is said of the ad itself, also where it has no content.
  static let state = [
    Field(
      "status", .string, meaning: "`ACTIVE` or `INACTIVE`, as of now.",
      semantics: ColumnSemantics(codeList: "ACTIVE, INACTIVE")),
    Field(
      "sistEndret", .timestamp,
      meaning: "When the ad itself was last changed; differs from the line's time."),
  ]

  /// What `ad_content` holds; all null for an ad that is not active.
  static let content =
    times + [
      Field(
        "workLocations",
        .list(
          .record(texts(["country", "address", "city", "postalCode", "county", "municipal"]))),
        meaning: "Where the work is: none, one or more; names in capitals, each part may be null.",
        semantics: ColumnSemantics(isArea: true)),
      Field(
        "contactList", .list(.record(texts(["name", "email", "phone", "role", "title"]))),
        meaning: "People to ask; not to be shown or kept once the ad is inactive.",
        semantics: ColumnSemantics(isPersonal: true)),
      Field("title", .string, meaning: "The ad's title; may be empty."),
      Field("description", .string, meaning: "The ad's text, in HTML; empty if none."),
      Field(
        "sourceurl", .string,
        meaning:
          "The ad in the system it comes from; the apply link where `applicationUrl` is empty."),
      Field(
        "source", .string,
        meaning: "The system it comes from, as `IMPORTAPI` or `Stillingsregistrering`."),
      Field("applicationUrl", .string, meaning: "Where to apply; empty if none."),
      Field(
        "applicationDue", .string,
        meaning: "When to apply, as free text: a date in some form, or words such as `Snarest`."),
    ] + categories + terms

  /// The columns that the look-up adds, under their own names.
  static let added = state + content

  /// The columns of `nav.entry` as a source.
  static let fields =
    [Field("uuid", .string, isNullable: false, meaning: "The ad's id.")] + added

  static let key = KeySemantics(
    columns: ["uuid"], liveWhen: "status == \"ACTIVE\" and the ad has content",
    expiresWith: "the day of `expires` in Oslo, inclusive")

  private static let times = [
    Field("published", .timestamp, meaning: "When the ad was published."),
    Field(
      "expires", .timestamp,
      meaning: "The last day it is shown, as midnight at that day's start in Oslo."),
    Field("updated", .timestamp, meaning: "When its content was last changed."),
  ]

  private static let categories = [
    Field(
      "occupationCategories", .list(.record(texts(["level1", "level2"]))),
      meaning: "Occupations in NAV's own two levels.",
      semantics: ColumnSemantics(codeList: "NAV occupation categories")),
    Field(
      "categoryList",
      .list(
        .record(
          texts(["categoryType", "code", "name", "description"]) + [
            RecordField("score", .float)
          ])),
      meaning: "Occupations by code list, with a certainty from 0 to 1; 0 where unknown.",
      semantics: ColumnSemantics(codeList: "STYRK08, STYRK08NAV, ESCO, JANZZ")),
    Field("jobtitle", .string, meaning: "The job's title; empty if none."),
  ]

  private static let terms = [
    Field("link", .string, meaning: "The ad on arbeidsplassen.nav.no."),
    Field(
      "employer", .record(texts(["name", "orgnr", "description", "homepage"])),
      meaning: "The employer; `orgnr` is its number in Brønnøysund, null if unknown."),
    Field(
      "engagementtype", .string, meaning: "Kind of engagement, as `Fast` or `Vikariat`."),
    Field(
      "extent", .string,
      meaning: "`Deltid` only if the ad says exactly that; all else is `Heltid`, also both."),
    Field("starttime", .string, meaning: "When the work starts, as free text."),
    Field(
      "positioncount", .string, meaning: "How many are sought, as text; `1` where not said."),
    Field("sector", .string, meaning: "`Privat`, `Offentlig` or empty."),
  ]

  private static func texts(_ names: [String]) -> [RecordField] {
    names.map { RecordField($0, .string) }
  }
}
