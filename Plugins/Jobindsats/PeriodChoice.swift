/// The periods that are asked for: of one type, by the table's own codes.
struct PeriodChoice: Sendable, Hashable {
  let type: String
  /// In time's order.
  let codes: [String]
  /// Whether the first is reckoned back from the latest.
  let isRelative: Bool
  /// Whether periods that come later belong to it.
  let goesOn: Bool
  /// All periods of the type, from which a saved table takes what came later.
  let all: [String]

  /// Finds the periods of a wish in a table.
  ///
  /// Errors: `jobindsats.period-type`, `jobindsats.mixed-periods`, `jobindsats.period`,
  /// `jobindsats.latest`, `jobindsats.no-periods`.
  init(_ wish: PeriodWish, type wanted: String?, of facts: TableFacts) throws(JobindsatsFault) {
    var wanted = wanted
    if case .latest(_, _, let type?) = wish {
      if let other = wanted, other != type { throw .mixedPeriods([other, type]) }
      wanted = type
    }
    if case .codes(let codes) = wish { wanted = try Self.type(of: codes, wanted) ?? wanted }
    let known = facts.periods.map(\.type)
    guard let set = facts.periods.first(where: { wanted == nil || $0.type == wanted }) else {
      throw .periodType(wanted ?? "", known: known)
    }
    guard !set.periods.isEmpty else { throw .noPeriods(set.type) }
    let all = set.periods.map(\.id)
    self.all = all
    type = set.type
    switch wish {
    case .all: (codes, isRelative, goesOn) = (all, false, true)
    case .latest(let count, let isDefault, _):
      guard isDefault || count <= all.count else {
        throw .latest(count, type: set.type, available: all.count)
      }
      (codes, isRelative, goesOn) = (Array(all.suffix(count)), true, true)
    case .codes(let texts):
      let places = try Self.places(of: texts, in: all, set.type)
      (codes, isRelative, goesOn) = (places.sorted().map { all[$0] }, false, false)
    }
  }

  /// The one type of some codes; nil where none can be told.
  private static func type(of codes: [String], _ wanted: String?) throws(JobindsatsFault)
    -> String?
  {
    var types: [String] = wanted.map { [$0] } ?? []
    for code in codes {
      guard let type = PeriodCode(code)?.type, !types.contains(type) else { continue }
      types.append(type)
    }
    guard types.count <= 1 else { throw .mixedPeriods(types) }
    return types.first
  }

  /// The places of codes; `2026Q1` is `2026Q01`.
  private static func places(
    of texts: [String], in all: [String], _ type: String
  ) throws(JobindsatsFault) -> Set<Int> {
    var places: Set<Int> = []
    for text in texts {
      let code = PeriodCode(text)
      let place =
        all.firstIndex(of: text)
        ?? code.flatMap { code in all.firstIndex { PeriodCode($0) == code } }
      guard let place else {
        throw .period(text, type: type, first: all.first ?? "", last: all.last ?? "", known: all)
      }
      places.insert(place)
    }
    return places
  }
}
