import FjordDiagnostic
import FjordPlugin
import FjordTable

/// Reads the options of `jobindsats.data` against a table's description, and collects their faults.
final class SelectionReader {
  private let arguments: SourceArguments
  private let facts: TableFacts
  private(set) var faults: [Diagnostic] = []

  init(_ arguments: SourceArguments, _ facts: TableFacts) {
    self.arguments = arguments
    self.facts = facts
  }

  func periods() -> PeriodChoice? {
    reading("period") { () throws(JobindsatsFault) -> PeriodChoice in
      guard let wish = PeriodWish(arguments.string("period")) else {
        throw .periodForm(arguments.string("period") ?? "")
      }
      return try PeriodChoice(wish, type: arguments.string("period-type"), of: facts)
    }
  }

  /// The ids of the measures; nil for all.
  func measures() -> Set<String>? {
    guard let text = arguments.string("measures"), text != "*" else { return nil }
    let known = facts.groups.flatMap(\.measures)
    return reading("measures") { () throws(JobindsatsFault) -> Set<String> in
      var ids: Set<String> = []
      let isName = known.contains { $0.name == text }
      for part in isName ? [text] : Self.parts(of: text) {
        guard
          let found = known.first(where: { $0.id == part })
            ?? known.first(where: { $0.name == part })
        else { throw .measure(part, known: known.map(\.id), names: known.map(\.name)) }
        ids.insert(found.id)
      }
      guard !ids.isEmpty else { throw .empty("measures") }
      return ids
    }
  }

  /// A choice for each dimension: that of `--hierarchy` or `--area`, else the total.
  func dimensions() -> [DimensionChoice] {
    var chosen: [String: DimensionChoice] = [:]
    if let argument = arguments.options["hierarchy"], case .record(let parts) = argument.value {
      for part in parts {
        let choice = reading("hierarchy") { () throws(JobindsatsFault) -> DimensionChoice in
          let (dimension, hierarchy) = try find(part.name)
          if let other = chosen[dimension.id] {
            throw .hierarchyTwice(dimension.id, [other.hierarchy.id, hierarchy.id])
          }
          return try DimensionChoice(dimension, hierarchy, try Self.texts(part.value, hierarchy))
        }
        if let choice { chosen[choice.dimension.id] = choice }
      }
    }
    if let text = arguments.string("area") {
      let choice = reading("area") { () throws(JobindsatsFault) -> DimensionChoice in
        let choice = try area(Self.parts(of: text))
        if let other = chosen[choice.dimension.id] { throw .areaTwice(other.hierarchy.id) }
        return choice
      }
      if let choice { chosen[choice.dimension.id] = choice }
    }
    return facts.dimensions.compactMap { dimension in
      chosen[dimension.id]
        ?? dimension.hierarchies.first.map { DimensionChoice(totalOf: dimension, $0) }
    }
  }

  /// The hierarchy of an id; a dimension's id is not one, where it has others.
  private func find(_ id: String) throws(JobindsatsFault)
    -> (TableFacts.Dimension, TableFacts.Hierarchy)
  {
    for dimension in facts.dimensions {
      if let hierarchy = dimension.hierarchies.first(where: { $0.id == id }) {
        return (dimension, hierarchy)
      }
    }
    if let dimension = facts.dimensions.first(where: { $0.id == id }) {
      throw .dimension(id, hierarchies: dimension.hierarchies.map(\.id))
    }
    throw .hierarchy(id, known: facts.dimensions.flatMap(\.hierarchies).map(\.id))
  }

  /// The areas of some names: all of them must be in one hierarchy.
  private func area(_ names: [String]) throws(JobindsatsFault) -> DimensionChoice {
    guard !names.isEmpty else { throw .empty("area") }
    guard let dimension = facts.dimensions.first(where: \.isArea) else { throw .noAreas(facts.id) }
    let all = dimension.hierarchies.flatMap(\.values)
    for name in names where !all.contains(where: { $0.name == name || $0.id == name }) {
      throw .area(name, known: all.map(\.name))
    }
    for hierarchy in dimension.hierarchies {
      if let choice = try? DimensionChoice(dimension, hierarchy, names) { return choice }
    }
    throw .areasApart(names, hierarchies: dimension.hierarchies.map(\.id))
  }

  // MARK: Texts

  /// What an option's value says of a hierarchy; a name may have commas in it.
  private static func texts(
    _ value: Value, _ hierarchy: TableFacts.Hierarchy
  ) throws(JobindsatsFault) -> [String] {
    switch value {
    case .string(let text):
      if hierarchy.values.contains(where: { $0.name == text }) { return [text] }
      let parts = parts(of: text)
      if !parts.isEmpty { return parts }
    case .list(let values):
      let texts = values.compactMap(\.text)
      if !texts.isEmpty, texts.count == values.count { return texts }
    case .int(let number): return ["\(number)"]
    default: break
    }
    throw .hierarchyForm(hierarchy.id)
  }

  private static func parts(of text: String) -> [String] {
    text.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  /// The result of some work; its fault is kept, at the option's place.
  private func reading<Result>(
    _ option: String, _ work: () throws(JobindsatsFault) -> Result
  ) -> Result? {
    do throws(JobindsatsFault) {
      return try work()
    } catch {
      let span = arguments.options[option]?.span ?? arguments.options["period-type"]?.span
      faults.append(error.diagnostic(at: span ?? arguments.positional.first?.span))
      return nil
    }
  }
}
