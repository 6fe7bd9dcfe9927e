import FjordFormat
import FjordTable

extension Table {
  /// The rows as CSV with a header, as a pipe gets them.
  package var csv: String {
    var writer = CSVWriter()
    var bytes = writer.begin(schema)
    for batch in batches { bytes += writer.write(batch) }
    bytes += writer.end()
    return String(decoding: bytes, as: UTF8.self)
  }
}
