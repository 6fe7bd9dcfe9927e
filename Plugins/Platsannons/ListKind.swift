import FjordPlugin
import FjordTable

/// A list of what ads can be searched by, with the number of ads of each of its rows.
enum ListKind: String, Sendable, CaseIterable {
  case lan
  case lan2
  case land
  case omrade
  case kommuner
  case yrkesomraden
  case yrkesgrupper
  case yrken

  var sourceName: String { "platsannons.\(rawValue)" }

  /// The option that narrows the list.
  var filter: OptionDeclaration? {
    switch self {
    case .land: OptionDeclaration("omradeid", .any, "the world area, as in `platsannons.omrade`")
    case .kommuner: OptionDeclaration("lanid", .any, "the county, as in `platsannons.lan`")
    case .yrkesgrupper:
      OptionDeclaration("yrkesomradeid", .any, "the field, as in `platsannons.yrkesomraden`")
    case .yrken:
      OptionDeclaration("yrkesgruppid", .any, "the group, as in `platsannons.yrkesgrupper`")
    default: nil
    }
  }

  /// Whether the list is not to be had without its filter.
  var needsFilter: Bool { self == .land }

  /// The column of official codes beside the ids, which leave out leading zeros.
  var codeColumn: String? {
    switch self {
    case .lan, .lan2: "lanskod"
    case .kommuner: "kommunkod"
    default: nil
    }
  }

  var fields: [Field] {
    var fields = [
      Field(
        "id", .string, isNullable: false, meaning: "The id of \(thing), as searches take it.",
        semantics: ColumnSemantics(codeList: codeList, isArea: isArea)),
      Field(
        "namn", .string, meaning: "The name of \(thing), in Swedish.",
        semantics: ColumnSemantics(isArea: isArea)),
      Field(
        "antal_platsannonser", .int, unit: "ads",
        meaning: "How many ads there are; sums are not quite the totals that the service tells."),
      Field(
        "antal_ledigajobb", .int, unit: "vacancies",
        meaning: "How many people are sought: an ad may seek several."),
    ]
    if let codeColumn {
      let (what, digits) = self == .kommuner ? ("municipality", "four") : ("county", "two")
      fields.append(
        Field(
          codeColumn, .string,
          meaning: "The id as the official code of \(digits) digits of the \(what).",
          semantics: ColumnSemantics(
            codeList: "Swedish \(what) codes; 90, 199 and 9090 are the service's own",
            isArea: true)))
    }
    return fields
  }

  var declaration: SourceDeclaration {
    var parameters: [ParameterDeclaration] = []
    if self == .yrken {
      parameters = [
        ParameterDeclaration("namn", .string, "a part of the names to find", isOptional: true)
      ]
    }
    return SourceDeclaration(
      name: sourceName, summary: summary, discussion: discussion, parameters: parameters,
      options: (filter.map { [$0] } ?? []) + [Accept.option], columns: fields, key: Self.key,
      terms: Platsannons.terms, examples: examples,
      open: { arguments, context in try ListSource(self, arguments, context) })
  }

  static let key = KeySemantics(columns: ["id"])

  /// What a row is.
  private var thing: String {
    switch self {
    case .lan, .lan2: "a county"
    case .land: "a country"
    case .omrade: "a world area"
    case .kommuner: "a municipality"
    case .yrkesomraden: "an occupational field"
    case .yrkesgrupper: "an occupational group"
    case .yrken: "an occupation"
    }
  }

  private var codeList: String {
    switch self {
    case .lan, .lan2: "county codes without leading zero; 90 unspecified, 199 abroad"
    case .kommuner: "municipality codes without leading zero; 9090 unspecified"
    case .land, .omrade: "Arbetsförmedlingen's own, of countries and world areas"
    default: "Arbetsförmedlingen's own; ids are reused, so look names up"
    }
  }

  private var isArea: Bool {
    switch self {
    case .lan, .lan2, .land, .omrade, .kommuner: true
    default: false
    }
  }
}
