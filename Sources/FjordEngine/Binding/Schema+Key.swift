import FjordTable

extension Schema {
  /// The key behind a stage that keeps rows.
  ///
  /// `place` tells where the values of an input column stand among the fields that come out; nil where
  /// they are gone, or other values stand under the column's name.
  package func key(in fields: [Field], _ place: (Int) -> Int?) -> KeySemantics? {
    guard var carried = key else { return nil }
    carried.columns = []
    for name in key?.columns ?? [] {
      if let index = index(of: name), let new = place(index) {
        carried.columns.append(fields[new].name)
      } else {
        carried.missing.append(name)
      }
    }
    return carried
  }
}
