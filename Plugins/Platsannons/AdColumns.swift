import FjordTable

/// The columns of a whole ad: its id, and the service's five groups as records.
///
/// Two lists stand without the wrapping that the service puts around them: `kontaktpersonlista` and
/// `korkortslista`.
enum AdColumns {
  static let fields =
    [Field("annonsid", .string, isNullable: false, meaning: "The ad's id; not a number.")] + groups

  /// The columns that a look-up adds.
  static let added = groups

  static let key = KeySemantics(columns: ["annonsid"], liveWhen: "the service knows the ad")

  private static let groups = [
    Field(
      "annons", annons,
      meaning:
        "Heading, text, occupation (yrke), municipality and numbers of vacancies of the ad."),
    Field(
      "villkor",
      texts(
        "varaktighet", "arbetstid", "arbetstidvaraktighet", "tilltrade", "lonetyp", "loneform"),
      meaning: "Terms: duration, working time and its remarks, start, kind and form of pay."),
    Field(
      "ansokan", ansokan,
      meaning:
        "Application: reference, web page, mail, last day (inclusive), other remarks.",
      semantics: ColumnSemantics(isPersonal: true)),
    Field(
      "arbetsplats", arbetsplats,
      meaning:
        "Workplace: name, postal and visiting address, phone, mail, home page, logo, contacts.",
      semantics: ColumnSemantics(isPersonal: true)),
    Field(
      "krav",
      .record([
        RecordField("korkortslista", .list(.string)), RecordField("egenbil", .bool),
      ]),
      meaning: "Requirements: classes of driving licence, and whether a car of one's own."),
  ]

  private static let annons = DataType.record([
    RecordField("platsannonsUrl", .string), RecordField("annonsrubrik", .string),
    RecordField("annonstext", .string), RecordField("yrkesbenamning", .string),
    RecordField("yrkesid", .string), RecordField("publiceraddatum", .timestamp),
    RecordField("antal_platser", .int), RecordField("antalplatserVisa", .int),
    RecordField("kommunnamn", .string), RecordField("kommunkod", .string),
    RecordField("anstallningstyp", .string),
  ])

  private static let ansokan = DataType.record([
    RecordField("referens", .string), RecordField("webbplats", .string),
    RecordField("epostadress", .string), RecordField("sista_ansokningsdag", .date),
    RecordField("ovrigt_om_ansokan", .string),
  ])

  private static let arbetsplats = DataType.record(
    parts(
      "arbetsplatsnamn", "postnummer", "postadress", "postort", "postland", "land",
      "besoksadress", "besoksort", "telefonnummer", "faxnummer", "epostadress", "hemsida",
      "logotypurl")
      + [
        RecordField(
          "kontaktpersonlista",
          .list(
            texts(
              "namn", "titel", "mobilnummer", "telefonnummer", "telefonnummer2", "epostadress",
              "kontaktpersonertelefon1beskrivning", "kontaktpersonertelefon2beskrivning")))
      ])

  private static func texts(_ names: String...) -> DataType {
    .record(names.map { RecordField($0, .string) })
  }

  private static func parts(_ names: String...) -> [RecordField] {
    names.map { RecordField($0, .string) }
  }
}
