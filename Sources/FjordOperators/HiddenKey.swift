import FjordTable

// Parts of a key that no column shows become columns when the rows are saved, since a table in the
// store is kept by its columns.

extension Schema {
  /// The columns with those that show the hidden parts of the key behind them.
  var showingKey: Schema {
    guard var shown = key, !shown.hidden.isEmpty else { return self }
    var fields = fields
    for hidden in shown.hidden {
      var name = hidden
      var number = 2
      while fields.contains(where: { $0.name == name }) {
        name = "\(hidden)_\(number)"
        number += 1
      }
      fields.append(
        Field(name, .int, isNullable: false, meaning: "the element's place in its list, from 0"))
      shown.columns.append(name)
    }
    shown.hidden = []
    return Schema(fields, key: shown)
  }
}

extension Batch {
  /// The rows with the last parts of their key as columns.
  func showingKey(last count: Int) -> Batch {
    guard let identity else { return self }
    return replacing(columns: columns + identity.keys.suffix(count))
  }
}
