import FjordTable

/// Writes the bytes of the one binary column as they are, with nothing before, between or behind.
///
/// It is for one row, as that of an image: where one value ends and the next begins is not written.
package struct BytesWriter: TableWriter {
  private let place: Int

  /// Creates a writer; nil where a schema has no binary column, or several.
  package init?(_ schema: Schema) {
    guard let place = Self.place(in: schema) else { return nil }
    self.place = place
  }

  /// The place of a schema's only binary column.
  package static func place(in schema: Schema) -> Int? {
    let places = schema.fields.indices.filter { schema.fields[$0].type == .binary }
    return places.count == 1 ? places[0] : nil
  }

  package func begin(_ schema: Schema) -> [UInt8] { [] }

  package func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    {
      let column = batch.columns[place]
      return column.cells(null: []) { row, bytes in
        if case .binary(let run) = column.value(at: row) { bytes += run }
      }.bytes
    }
  }

  package func end() -> [UInt8] { [] }
}
