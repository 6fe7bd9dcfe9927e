/// An occupation with what it belongs to.
struct PlatsannonsOccupation: Sendable {
  var id: Int
  var name: String
  var group: Int
  var field: Int
  /// How many of its field's ads it has, beside the others.
  var weight: Int
}

/// A group or field of occupations.
struct PlatsannonsBranch: Sendable {
  var id: Int
  var name: String
  /// The field of a group; a field is its own.
  var field: Int
  /// The ads a field had when the lists were recorded.
  var weight = 0
}

/// The occupations that ads are for.
struct PlatsannonsOccupations: Sendable {
  static let all = PlatsannonsOccupations()

  /// By name, as are groups and occupations.
  let fields: [PlatsannonsBranch]
  let groups: [PlatsannonsBranch]
  let occupations: [PlatsannonsOccupation]
  private let names: [Int: String]
  private let byField: [Int: [PlatsannonsOccupation]]

  private init() {
    var fields: [PlatsannonsBranch] = []
    var groups: [PlatsannonsBranch] = []
    var occupations: [PlatsannonsOccupation] = []
    for line in PlatsannonsTables.occupations.split(separator: "\n") {
      let parts = line.drop { $0 == "#" || $0 == "@" }.split(separator: ";")
      guard parts.count >= 2, let id = Int(parts[0]) else { continue }
      let name = String(parts[1])
      let weight = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
      if line.hasPrefix("#") {
        fields.append(PlatsannonsBranch(id: id, name: name, field: id, weight: weight))
      } else if line.hasPrefix("@"), let field = fields.last {
        groups.append(PlatsannonsBranch(id: id, name: name, field: field.id))
      } else if let group = groups.last {
        occupations.append(
          PlatsannonsOccupation(
            id: id, name: name, group: group.id, field: group.field, weight: weight))
      }
    }
    self.fields = PlatsannonsNames.sorted(fields) { $0.name }
    self.groups = PlatsannonsNames.sorted(groups) { $0.name }
    self.occupations = PlatsannonsNames.sorted(occupations) { $0.name }
    names = Dictionary(
      occupations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    byField = Dictionary(grouping: occupations) { $0.field }
  }

  /// The name of an occupation.
  func name(of id: Int) -> String { names[id] ?? "" }

  /// An occupation by the ads that its field had.
  func drawn(_ stream: inout SeededStream) -> PlatsannonsOccupation {
    let field = stream.drawn(fields) { $0.weight }
    let drawn = field.flatMap { stream.drawn(byField[$0.id] ?? [], by: { $0.weight }) }
    return drawn ?? occupations[0]
  }

  /// The groups in which an occupation has a word in its name, which the service takes for near.
  func groups(near word: String) -> Set<Int> {
    var groups: Set<Int> = []
    for occupation in occupations {
      let words = occupation.name.lowercased().split { !$0.isLetter && !$0.isNumber }
      if words.contains(where: { $0 == word }) { groups.insert(occupation.group) }
    }
    return groups
  }
}
