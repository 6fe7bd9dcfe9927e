import FjordTable

/// What a measure's Danish name tells: type, unit, and what it means.
///
/// The service says no types. Counts are whole, shares and averages are not, though a whole share may
/// come as `3`.
struct MeasureTraits: Sendable {
  let type: DataType
  let unit: String?
  /// The name in English as far as its words are known.
  let english: String

  init(_ name: String) {
    let text = name.lowercased()
    let isShare = ["pct", "procent", "andel", "kvote"].contains { text.contains($0) }
    let isAverage = ["gnsn", "gennemsnit", " pr. "].contains { text.contains($0) }
    let isCount = ["antal", "personer", "placering", "forløb", "stillinger", "sager"]
      .contains { text.contains($0) }
    type = isCount && !isShare && !isAverage ? .int : .float
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

  private static let units = [
    ("fuldtids", "full-time equivalents"), ("person", "persons"), ("stilling", "vacancies"),
    ("virksomhed", "firms"), ("sager", "cases"), ("forløb", "spells"), ("sanktion", "sanctions"),
    ("uge", "weeks"),
  ]
}
