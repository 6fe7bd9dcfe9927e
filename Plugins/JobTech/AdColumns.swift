import FjordFormat
import FjordTable

/// The columns of an ad, the same in all services, in the order of the services' own description.
enum AdColumns {
  static let id = 0

  static let fields =
    [Field("id", .string, isNullable: false, meaning: "The ad's id on Platsbanken.")] + naming
    + AdTerms.fields + AdRequirements.fields + places + times

  static let names = fields.map(\.name)

  /// The columns that a look-up adds.
  static let added = Array(fields.dropFirst())

  /// Names that the state of an ad is told by, wanted whatever is looked at.
  static let telling: Set<String> = [
    "id", "removed", "removed_date", "last_publication_date", "timestamp",
  ]

  static let key = KeySemantics(
    columns: ["id"], liveWhen: "`removed` is not true",
    expiresWith: "the day of `last_publication_date` in Stockholm, inclusive")

  /// Where a column stands in an ad.
  static func wire(_ field: Field) -> JSONColumn { JSONColumn([.key(field.name)], field.type) }

  static func place(of name: String) -> Int {
    guard let place = names.firstIndex(of: name) else {
      preconditionFailure("`\(name)` is a column of an ad")
    }
    return place
  }

  private static let naming = [
    Field("external_id", .string, meaning: "The id that the ad's own system gives it."),
    Field(
      "original_id", .string,
      meaning: "The id on Platsbanken, in historical ads, whose `id` is another."),
    Field("label", .list(.string), meaning: "Marks that the ad's own system puts on it."),
    Field("webpage_url", .string, meaning: "The ad on Platsbanken."),
    Field("logo_url", .string, meaning: "The employer's logo."),
    Field("headline", .string, meaning: "The ad's title."),
    Field(
      "application_deadline", .timestamp, meaning: "The last moment to apply, Swedish time."),
    Field(
      "number_of_vacancies", .int, unit: "vacancies", meaning: "How many are sought with this ad."),
    Field(
      "description",
      .record(
        AdTypes.texts([
          "text", "text_formatted", "company_information", "needs", "requirements", "conditions",
        ])),
      meaning: "The ad's text; `text_formatted` is HTML as employers wrote it, not to be trusted."),
  ]

  private static let places = [
    Field(
      "workplace_address", AdTypes.address,
      meaning:
        "Where the work is; `coordinates` is longitude, latitude; `country_code` is not ISO.",
      semantics: ColumnSemantics(
        codeList: "municipality 0114 to 2584, region 01 to 25, country 199 for Sweden",
        isArea: true)),
    Field(
      "workplace_addresses", .list(AdTypes.address), meaning: "All places of work, where several.",
      semantics: ColumnSemantics(isArea: true)),
    Field("workplace_model", AdTypes.concept, meaning: "At the workplace, from afar, or both."),
  ]

  private static let times = [
    Field("publication_date", .timestamp, meaning: "When it was published, Swedish time."),
    Field(
      "last_publication_date", .timestamp,
      meaning: "Until when it is shown, Swedish time; it is closed then, also without a removal."),
    Field("removed", .bool, meaning: "Whether it was taken out; then only its id is left."),
    Field("removed_date", .timestamp, meaning: "When it was taken out, Swedish time."),
    Field(
      "source_type", .string, meaning: "How it came to Platsbanken, as `VIA_ANNONSERA`.",
      semantics: ColumnSemantics(codeList: "VIA_ANNONSERA, VIA_PLATSBANKEN_DXA, VIA_AF_FORMULAR")),
    Field(
      "timestamp", .int, unit: "ms since 1970",
      meaning: "When it was last changed: of two states of an ad the greater is the newer.",
      semantics: ColumnSemantics(notAdditiveReason: "it is a point in time")),
  ]
}

/// Types that the columns of ads share.
enum AdTypes {
  /// A concept of the taxonomy.
  static let concept = DataType.record(texts(["concept_id", "label", "legacy_ams_taxonomy_id"]))

  /// A concept that is asked for with so much weight.
  static let weighed = DataType.record(
    texts(["concept_id", "label", "legacy_ams_taxonomy_id"]) + [RecordField("weight", .int)])

  static let address = DataType.record(
    texts([
      "municipality", "municipality_code", "municipality_concept_id", "region", "region_code",
      "region_concept_id", "country", "country_code", "country_concept_id", "street_address",
      "postcode", "city",
    ]) + [RecordField("coordinates", .list(.float))])

  static func texts(_ names: [String]) -> [RecordField] {
    names.map { RecordField($0, .string) }
  }
}
