import FjordTable

/// A column in one of the few forms that SQLite takes: whole numbers, floats, bits, text, bytes.
///
/// Times and nested values are turned into text for the whole column at once. Complexity: constant
/// for columns that are in such a form already, else linear.
struct StorableColumn {
  enum Form: UInt8 {
    case integers
    case reals
    case bits
    case text
    case bytes
  }

  let form: Form
  let column: Column

  /// Brings a column into a form that SQLite takes.
  init(_ column: Column) {
    switch (column.storage, column.type) {
    case (.int64(let values), .date):
      self.init(written: column) {
        StoredText.append(date: values[values.startIndex + $0], to: &$1)
      }
    case (.int64(let values), .timestamp):
      self.init(written: column) {
        StoredText.append(timestamp: values[values.startIndex + $0], to: &$1)
      }
    case (.duration(let values), _):
      self.init(written: column) {
        StoredText.append(duration: values[values.startIndex + $0], to: &$1)
      }
    case (.list, _), (.record, _):
      self.init(written: column) { NestedText.append(column, $0, to: &$1) }
    case (.dictionary, _):
      self.init(
        form: .text,
        column: Column(
          .string, count: column.count, validity: column.validity, .text(column.plainText)))
    case (.int64, _): self.init(form: .integers, column: column)
    case (.float64, _): self.init(form: .reals, column: column)
    case (.bits, _): self.init(form: .bits, column: column)
    case (.text, let type): self.init(form: type == .binary ? .bytes : .text, column: column)
    }
  }

  private init(form: Form, column: Column) {
    self.form = form
    self.column = column
  }

  private init(written column: Column, _ write: (Int, inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(column.count + 1)
    bytes.reserveCapacity(column.count * 16)
    for row in 0..<column.count {
      if !column.isNull(row) { write(row, &bytes) }
      offsets.append(Int64(bytes.count))
    }
    form = .text
    self.column = Column(
      .string, count: column.count, validity: column.validity,
      .text(Column.Text(offsets: offsets[...], bytes: bytes)))
  }
}
