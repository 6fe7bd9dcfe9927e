import FjordTable

/// What a measure's Danish name tells: type, unit, and what it means.
///
/// The service says no types. Counts are whole, shares and averages are not, though a whole share may
/// come as `3`; what else is measured may have fractions.
struct MeasureTraits: Sendable {
  let type: DataType
  let unit: String?
  /// The name in English as far as its words are known.
  let english: String

  /// Where a measure's own name says nothing of counts or shares, that of its group may.
  init(_ name: String, group: String = "") {
    let own = name.lowercased()
    let isTelling = (Self.counts + Self.shares + Self.averages).contains { own.contains($0) }
    let text = isTelling ? own : "\(group.lowercased()): \(own)"
    let isShare = Self.shares.contains { text.contains($0) }
    let isAverage = Self.averages.contains { text.contains($0) }
    let isCount = Self.counts.contains { text.contains($0) }
    let isDoubtful = Self.doubts.contains { text.contains($0) }
    type = isCount && !isShare && !isAverage && !isDoubtful ? .int : .float
    english = DanishWords.english(name)
    if text.contains("pct. point") {
      unit = "percentage points"
    } else if isShare {
      unit = "percent"
    } else if isAverage || text.contains("placering") {
      unit = nil
    } else {
      unit = Self.units.first { text.contains($0.0) }?.1
    }
  }

  private static let counts = ["antal", "personer", "placering", "forløb", "stillinger", "sager"]
  private static let shares = ["pct", "procent", "andel", "kvote", "frekvens"]
  private static let averages = ["gnsn", "gennemsnit", " pr. ", " pr ", "median"]
  /// What is measured and not counted: where in doubt a measure has fractions.
  private static let doubts = [
    "varighed", "indeks", "udgift", "beløb", "kroner", "kr.", "grad", "effekt", "antal uger",
    "antal måneder", "antal timer", "antal dage", "antal år", "(uger)", "(måneder)", "(timer)",
    "(dage)", "(år)", "(kr",
  ]

  private static let units = [
    ("fuldtids", "full-time equivalents"), ("person", "persons"), ("stilling", "vacancies"),
    ("virksomhed", "firms"), ("sager", "cases"), ("forløb", "spells"), ("sanktion", "sanctions"),
    ("uge", "weeks"),
  ]
}
