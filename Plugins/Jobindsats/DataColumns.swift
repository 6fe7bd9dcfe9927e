import FjordTable

/// The columns of a selection: the service's own, then what fjord reads out of them.
struct DataColumns: Sendable {
  /// How many columns name a row: period, area, other dimensions.
  let keyCount: Int
  let schema: Schema
  /// Other names under which the service may head a measure's column.
  let aliases: [[String]]

  /// - Parameter hasFractions: Whether no measure is taken for whole numbers.
  init(_ selection: Selection, _ version: JobindsatsVersion, hasFractions: Bool = false) {
    let keys = [Self.period] + selection.dimensions.map { Self.field($0, selection.facts) }
    keyCount = keys.count
    let names = selection.measures.map(\.measure.name)
    var fields = keys
    var aliases: [[String]] = keys.map { _ in [] }
    for (group, measure) in selection.measures {
      let long = "\(group.name): \(measure.name)"
      let isTwice = names.count { $0 == measure.name } > 1 && !group.name.isEmpty
      var field = Self.field(isTwice ? long : measure.name, measure, group, selection)
      if hasFractions { field.type = .float }
      fields.append(field)
      aliases.append([measure.name, long] + (group.measures.count == 1 ? [group.name] : []))
    }
    self.aliases = aliases
    var taken: Set<String> = []
    let unique = (fields + Self.added).map { $0.renamed(Self.unique($0.name, &taken)) }
    schema = Schema(unique, key: KeySemantics(columns: unique.prefix(keys.count).map(\.name)))
  }

  /// The columns that the service gives.
  var served: ArraySlice<Field> { schema.fields.dropLast(Self.added.count) }

  /// A name that no column has yet: `a`, `a_2`, `a_3`.
  private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
    var found = name
    var number = 2
    while !taken.insert(found).inserted {
      found = "\(name)_\(number)"
      number += 1
    }
    return found
  }

  private static let period = Field(
    "Periode", .string, isNullable: false,
    meaning: "The period by its code, as `2026M06`; see `periode_type` and the days beside it.",
    semantics: ColumnSemantics(isPeriod: true))

  private static let added = [
    Field(
      "periode_type", .string,
      meaning:
        "M month, Q quarter, QMAT rolling year to a quarter's end, Y year, MYTD year to date."),
    Field("periode_fra", .date, meaning: "The first day of the period."),
    Field("periode_til", .date, meaning: "The last day of the period."),
    Field(
      "i_alt", .bool, isNullable: false,
      meaning: "Whether the row is the published total of others among those asked for."),
  ]

  private static func field(_ choice: DimensionChoice, _ facts: TableFacts) -> Field {
    let name = choice.dimension.name
    let english = choice.dimension.isArea ? "Area" : DanishWords.english(name)
    let known = english == name ? name : "\(english) (\(name))"
    return Field(
      name, .string, isNullable: false,
      meaning: "\(known), as ordered by `\(choice.hierarchy.id)` of table \(facts.id).",
      semantics: ColumnSemantics(isArea: choice.dimension.isArea))
  }

  private static func field(
    _ name: String, _ measure: TableFacts.Named, _ group: TableFacts.MeasureGroup,
    _ selection: Selection
  ) -> Field {
    let traits = MeasureTraits(measure.name, group: group.name)
    let place = group.name.isEmpty ? "" : " in `\(group.name)`"
    return Field(
      name, traits.type, unit: traits.unit,
      meaning: "\(traits.english): `\(measure.id)`\(place); null is withheld or not yet known.",
      semantics: ColumnSemantics(notAdditiveReason: reason(traits, selection)))
  }

  /// Why values can't be added up, and which published row has the total.
  private static func reason(_ traits: MeasureTraits, _ selection: Selection) -> String {
    let measured =
      traits.unit == "percent" || traits.type == .float
      ? "shares and averages have no weights here" : "small counts are withheld"
    let choices = selection.dimensions
    guard choices.contains(where: \.isSplit) || choices.allSatisfy(\.isTotal) else {
      return "\(measured), and periods add up to nothing; a row is what is published for its period"
    }
    let why = "\(measured), and totals stand among the rows"
    let tops = selection.dimensions.map { choice in
      choice.isSplit ? choice.values.first { choice.totals.contains($0.name) } : choice.values.first
    }
    guard tops.allSatisfy({ $0 != nil }) else {
      let lacking = zip(selection.dimensions, tops).filter { $0.1 == nil }.map(\.0.hierarchy.id)
      return "\(why); ask for the published total with `/` in \(lacking.joined(separator: ", "))"
    }
    let names = tops.compactMap { $0?.name }.joined(separator: ", ")
    return "\(why); the published total is the row of \(names): `where i_alt` finds totals"
  }
}
