import FjordTable

extension Field {
  /// What is known of the column beyond its meaning and unit, in words: key, personal, area, period,
  /// code list, not additive.
  func notes(key: KeySemantics? = nil) -> [String] {
    var notes: [String] = []
    if key?.columns.contains(name) ?? false { notes.append("key") }
    if semantics.isPersonal { notes.append("personal") }
    if semantics.isArea { notes.append("area") }
    if semantics.isPeriod { notes.append("period") }
    if let list = semantics.codeList { notes.append("codes of \(list)") }
    if let reason = semantics.notAdditiveReason { notes.append("not additive: \(reason)") }
    return notes
  }
}
