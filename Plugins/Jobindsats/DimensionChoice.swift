/// The values of one dimension that are asked for, by one of its hierarchies.
struct DimensionChoice: Sendable, Hashable {
  /// How they are said to the service.
  enum Extent: Sendable, Hashable {
    case everything
    case top
    case level(String)
    case some
  }

  let dimension: TableFacts.Dimension
  let hierarchy: TableFacts.Hierarchy
  let extent: Extent
  let values: [TableFacts.Named]
  /// Names among the chosen that are totals over others of them.
  let totals: Set<String>

  /// Whether several values were asked for, so that one may be the total of others.
  var isSplit: Bool { values.count > 1 }
  /// Whether nothing but the total is asked for.
  var isTotal: Bool { !isSplit && values.first == hierarchy.top }

  /// The total alone; all values of the first level where there is none.
  init(totalOf dimension: TableFacts.Dimension, _ hierarchy: TableFacts.Hierarchy) {
    let top = hierarchy.top
    self.init(
      dimension, hierarchy, top == nil ? .some : .top,
      top.map { [$0] } ?? hierarchy.levels.first?.values ?? [])
  }

  init(
    _ dimension: TableFacts.Dimension, _ hierarchy: TableFacts.Hierarchy, _ extent: Extent,
    _ values: [TableFacts.Named]
  ) {
    self.dimension = dimension
    self.hierarchy = hierarchy
    self.extent = extent
    self.values = values
    totals = Self.totals(of: hierarchy, values)
  }

  /// Reads what an option says of a hierarchy: `*`, `/`, `level:ID`, ids or names.
  ///
  /// Errors: `jobindsats.level`, `jobindsats.no-total`, `jobindsats.value`.
  init(
    _ dimension: TableFacts.Dimension, _ hierarchy: TableFacts.Hierarchy, _ texts: [String]
  ) throws(JobindsatsFault) {
    if texts == ["*"] {
      self.init(dimension, hierarchy, .everything, hierarchy.values)
    } else if texts == ["/"] {
      guard let top = hierarchy.top else { throw .noTotal(hierarchy.id) }
      self.init(dimension, hierarchy, .top, [top])
    } else if let text = texts.first, texts.count == 1, text.hasPrefix("level:") {
      let id = String(text.dropFirst(6))
      guard let level = hierarchy.levels.first(where: { $0.id == id }) else {
        throw .level(id, of: hierarchy.id, known: hierarchy.levels.map(\.id))
      }
      self.init(dimension, hierarchy, .level(id), level.values)
    } else {
      var values: [TableFacts.Named] = []
      for text in texts {
        let value = try hierarchy.value(text)
        if !values.contains(value) { values.append(value) }
      }
      self.init(dimension, hierarchy, .some, values)
    }
  }

  /// The names of chosen values that have others among them.
  ///
  /// Those are values whose id begins the others'; where ids are no paths, those that lie on a
  /// coarser level. A name that a value without parts bears too is no total, and neither is what is
  /// not stated (`Uoplyst`), wherever it stands.
  private static func totals(
    of hierarchy: TableFacts.Hierarchy, _ values: [TableFacts.Named]
  ) -> Set<String> {
    guard values.count > 1 else { return [] }
    let above = hierarchy.hasPaths ? byPath(values) : byLevel(values, of: hierarchy)
    let isTotal = { (name: String) in name.hasSuffix(" i alt") || name == "I alt" }
    var totals = Set(above.map(\.name))
    totals.subtract(Set(values).subtracting(above).map(\.name))
    totals.formUnion(values.map(\.name).filter(isTotal))
    return totals.filter { !$0.hasPrefix("Uoplyst") }
  }

  /// Values whose id begins that of another.
  private static func byPath(_ values: [TableFacts.Named]) -> Set<TableFacts.Named> {
    let sorted = values.sorted { $0.id < $1.id }
    return Set(
      zip(sorted, sorted.dropFirst()).filter { $1.id.hasPrefix($0.id) && $1 != $0 }.map(\.0))
  }

  /// Values that lie on a coarser level than others.
  private static func byLevel(
    _ values: [TableFacts.Named], of hierarchy: TableFacts.Hierarchy
  ) -> Set<TableFacts.Named> {
    let chosen = Set(values)
    let levels = hierarchy.levels.map { $0.values.filter(chosen.contains) }.filter { !$0.isEmpty }
    return Set(levels.dropLast().joined())
  }
}

extension TableFacts.Hierarchy {
  /// Whether ids are paths, as `/1084/101/` within `/1084/`, each within one of the level above.
  fileprivate var hasPaths: Bool {
    guard values.allSatisfy({ $0.id.hasPrefix("/") && $0.id.hasSuffix("/") }) else { return false }
    return zip(levels, levels.dropFirst()).allSatisfy { above, level in
      let parents = Set(above.values.map(\.id))
      return level.values.allSatisfy { value in
        let parts = value.id.split(separator: "/").dropLast()
        return parents.contains("/" + parts.map { $0 + "/" }.joined())
      }
    }
  }

  /// The value of an id or a name.
  ///
  /// Errors: `jobindsats.value`.
  func value(_ text: String) throws(JobindsatsFault) -> TableFacts.Named {
    if let found = values.first(where: { $0.id == text })
      ?? values.first(where: { $0.name == text })
    {
      return found
    }
    throw .value(text, of: id, known: values.map(\.name), ids: values.map(\.id))
  }
}
