import FjordTable

/// Where the columns of a selection stand in an answer.
///
/// Places are never fixed: a dimension that is left out has no column, and groups of measures may be
/// part of a heading. Columns are found by id (version 2) or heading; measures whose heading is
/// not known, where just as many are left on both sides, are taken in order.
struct AnswerColumns: Sendable, Hashable {
  /// A heading of an answer; the id only in version 2.
  struct Heading: Sendable, Hashable {
    let id: String?
    let name: String
  }

  /// The place of each column of the service in a row; nil where the answer has none, which is then
  /// the one value that was asked for.
  let places: [Int?]
  /// Headings that were taken in order, by the column they are taken for.
  let guessed: [String: String]

  /// Errors: `jobindsats.other-columns`.
  init(_ headings: [Heading], _ columns: DataColumns, _ selection: Selection)
    throws(JobindsatsFault)
  {
    let served = Array(columns.served)
    var places: [Int?] = served.map { _ in nil }
    var free = Set(headings.indices)
    func take(_ column: Int, _ fits: (Heading) -> Bool) {
      guard places[column] == nil, let place = free.sorted().first(where: { fits(headings[$0]) })
      else { return }
      places[column] = place
      free.remove(place)
    }
    let ids = Self.ids(selection)
    for column in served.indices { take(column) { $0.id == ids[column] && $0.id != nil } }
    for column in served.indices {
      let names = Self.names(column, served, columns, selection)
      take(column) { names.contains($0.name) }
    }
    var guessed: [String: String] = [:]
    let lacking = served.indices.filter { places[$0] == nil && $0 >= columns.keyCount }
    let left = free.sorted()
    // Version 2 gives all measures, of which some may not be wanted.
    if !lacking.isEmpty, lacking.count == left.count {
      for (column, place) in zip(lacking, left) {
        places[column] = place
        guessed[served[column].name] = headings[place].name
      }
    }
    self.places = places
    self.guessed = guessed
    let missing = served.indices.filter { column in
      guard places[column] == nil else { return false }
      guard column > 0, column < columns.keyCount else { return true }
      return selection.dimensions[column - 1].isSplit
    }
    guard missing.isEmpty else {
      throw .otherColumns(missing.map { served[$0].name }, found: headings.map(\.name))
    }
  }

  private static func ids(_ selection: Selection) -> [String] {
    ["period"] + selection.dimensions.map(\.dimension.id) + selection.measures.map(\.measure.id)
  }

  private static func names(
    _ column: Int, _ served: [Field], _ columns: DataColumns, _ selection: Selection
  ) -> [String] {
    if column == 0 { return ["Periode", "Period"] }
    guard column < columns.keyCount else { return [served[column].name] + columns.aliases[column] }
    let dimension = selection.dimensions[column - 1].dimension
    return dimension.isArea ? [dimension.name, "Område", "Area"] : [dimension.name]
  }
}
