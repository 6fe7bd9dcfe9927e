import FjordTable

extension Field {
  /// What a value computed from others inherits: the reason against adding up, and whether it is
  /// about a person.
  ///
  /// Nil where there is nothing to inherit.
  static func computed(from parts: [BoundExpression]) -> Field? {
    let semantics = parts.compactMap(\.field?.semantics)
    let reason = semantics.lazy.compactMap(\.notAdditiveReason).first
    let isPersonal = semantics.contains(where: \.isPersonal)
    guard reason != nil || isPersonal else { return nil }
    return Field(
      "", .string, semantics: ColumnSemantics(notAdditiveReason: reason, isPersonal: isPersonal))
  }
}
