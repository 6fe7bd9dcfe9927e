import FjordTable

/// The columns of an ad in a search, in the order of the service's answer; `lanskod` is added.
enum MatchColumns {
  static let fields =
    [
      Field("annonsid", .string, isNullable: false, meaning: "The ad's id; not a number."),
      Field("annonsrubrik", .string, meaning: "The ad's heading."),
      Field("yrkesbenamning", .string, meaning: "The name of the occupation."),
      Field(
        "yrkesbenamningId", .string, meaning: "The occupation's id, as `--yrkesid` takes it.",
        semantics: ColumnSemantics(codeList: "platsannons.yrken")),
      Field("arbetsplatsnamn", .string, meaning: "The name of the employer or workplace."),
    ] + places + times + numbers

  static let names = fields.map(\.name)

  static let key = KeySemantics(columns: ["annonsid"])

  private static let places = [
    Field(
      "kommunnamn", .string, meaning: "The municipality's name.",
      semantics: ColumnSemantics(isArea: true)),
    Field(
      "kommunkod", .string,
      meaning: "The municipality's code with its zeros, 0180, where the service gives 180.",
      semantics: ColumnSemantics(
        codeList: "Swedish municipality codes; 9090 is unspecified", isArea: true)),
    Field(
      "lanid", .string, meaning: "The county's id, as `--lanid` takes it.",
      semantics: ColumnSemantics(codeList: "platsannons.lan2", isArea: true)),
    Field(
      "lan", .string, meaning: "The county's name.", semantics: ColumnSemantics(isArea: true)),
    Field(
      "lanskod", .string, meaning: "The county's id as the official code of two digits, 01.",
      semantics: ColumnSemantics(
        codeList: "Swedish county codes; 90 is unspecified, 199 abroad", isArea: true)),
  ]

  private static let times = [
    Field("publiceraddatum", .timestamp, meaning: "When it was published."),
    Field(
      "sista_ansokningsdag", .date,
      meaning: "The last day to apply, inclusive; not every ad has one."),
    Field("annonsurl", .string, meaning: "The ad on Platsbanken of then."),
  ]

  private static let numbers = [
    Field(
      "relevans", .int,
      meaning: "How well the ad fits: 100 is exact, less is nearby, as konditor for bagare.",
      semantics: ColumnSemantics(notAdditiveReason: "it is a rank within one search")),
    Field(
      "antalplatser", .int, unit: "vacancies", meaning: "How many people the ad seeks."),
    Field(
      "antalPlatserVisa", .int, unit: "vacancies",
      meaning: "How many vacancies Platsbanken showed for it."),
    Field(
      "varaktighetId", .string, meaning: "How long it lasts, as `--varaktighetid` takes it.",
      semantics: ColumnSemantics(codeList: "Arbetsförmedlingen's own, not described")),
    Field(
      "anstallningstyp", .string,
      meaning: "The kind of employment in words, as Vanlig anställning."),
  ]
}
