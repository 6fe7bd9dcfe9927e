/// Collects values of one type into a column.
///
/// Subclasses append raw values without boxing; `append(_: Value)` is for the edges. A builder that
/// has finished starts again empty. Not safe to share between tasks.
public class ColumnBuilder {
  /// The type of the column that comes out.
  public let type: DataType
  var validity = BitmapBuilder()

  init(_ type: DataType) { self.type = type }

  /// The number of rows so far.
  public final var count: Int { validity.count }

  /// Appends a null.
  public final func appendNull() {
    validity.append(false)
    appendPlaceholder()
  }

  /// Appends a value that fits the type, ints also to floats; anything else becomes null.
  public final func append(_ value: Value) {
    guard !value.isNull, appendPresent(value) else { return appendNull() }
    validity.append(true)
  }

  /// The column; the builder starts again empty.
  public final func finish() -> Column {
    let count = count
    return Column(type, count: count, validity: validity.finishValidity(), finishStorage())
  }

  /// Appends what lies under a null.
  func appendPlaceholder() { preconditionFailure("a builder must say what lies under a null") }

  /// Appends a value without its validity; false where it does not fit.
  func appendPresent(_ value: Value) -> Bool {
    preconditionFailure("a builder must take values")
  }

  /// The storage so far, which is forgotten.
  func finishStorage() -> Column.Storage { preconditionFailure("a builder must finish") }

  /// A builder for a type.
  public static func make(_ type: DataType) -> ColumnBuilder {
    switch type {
    case .bool: BoolBuilder()
    case .int, .date, .timestamp: IntBuilder(type)
    case .float: FloatBuilder()
    case .duration: DurationBuilder()
    case .string, .binary: TextBuilder(type)
    case .list(let element): ListBuilder(ColumnBuilder.make(element))
    case .record(let fields): RecordBuilder(fields.map { ($0.name, ColumnBuilder.make($0.type)) })
    }
  }
}

/// Collects booleans.
public final class BoolBuilder: ColumnBuilder {
  private var bits = BitmapBuilder()

  /// Creates an empty builder.
  public init() { super.init(.bool) }

  /// Appends a value.
  public func append(_ value: Bool) {
    validity.append(true)
    bits.append(value)
  }

  override func appendPlaceholder() { bits.append(false) }

  override func appendPresent(_ value: Value) -> Bool {
    guard case .bool(let bit) = value else { return false }
    bits.append(bit)
    return true
  }

  override func finishStorage() -> Column.Storage { .bits(bits.finish()) }
}

/// Collects whole numbers, days or microseconds.
public final class IntBuilder: ColumnBuilder {
  private var values: [Int64] = []

  /// Creates an empty builder of `int`, `date` or `timestamp`.
  public override init(_ type: DataType = .int) {
    precondition(
      type == .int || type == .date || type == .timestamp, "\(type) is not kept as an integer")
    super.init(type)
  }

  /// Appends a value.
  public func append(_ value: Int64) {
    validity.append(true)
    values.append(value)
  }

  override func appendPlaceholder() { values.append(0) }

  override func appendPresent(_ value: Value) -> Bool {
    switch (value, type) {
    case (.int(let number), .int), (.date(let number), .date), (.timestamp(let number), .timestamp):
      values.append(number)
      return true
    default: return false
    }
  }

  override func finishStorage() -> Column.Storage {
    defer { values = [] }
    return .int64(values[...])
  }
}

/// Collects floating-point numbers.
public final class FloatBuilder: ColumnBuilder {
  private var values: [Double] = []

  /// Creates an empty builder.
  public init() { super.init(.float) }

  /// Appends a value.
  public func append(_ value: Double) {
    validity.append(true)
    values.append(value)
  }

  override func appendPlaceholder() { values.append(0) }

  override func appendPresent(_ value: Value) -> Bool {
    switch value {
    case .float(let number): values.append(number)
    case .int(let number): values.append(Double(number))
    default: return false
    }
    return true
  }

  override func finishStorage() -> Column.Storage {
    defer { values = [] }
    return .float64(values[...])
  }
}

/// Collects durations.
public final class DurationBuilder: ColumnBuilder {
  private var values: [CalendarDuration] = []

  /// Creates an empty builder.
  public init() { super.init(.duration) }

  /// Appends a value.
  public func append(_ value: CalendarDuration) {
    validity.append(true)
    values.append(value)
  }

  override func appendPlaceholder() { values.append(CalendarDuration(microseconds: 0)) }

  override func appendPresent(_ value: Value) -> Bool {
    guard case .duration(let length) = value else { return false }
    values.append(length)
    return true
  }

  override func finishStorage() -> Column.Storage {
    defer { values = [] }
    return .duration(values[...])
  }
}

/// Collects text or bytes.
public final class TextBuilder: ColumnBuilder {
  private var offsets: [Int64] = [0]
  private var bytes: [UInt8] = []

  /// Creates an empty builder of `string` or `binary`.
  public override init(_ type: DataType = .string) {
    precondition(type == .string || type == .binary, "\(type) is not kept as bytes")
    super.init(type)
  }

  /// Appends text.
  public func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    endRow()
  }

  /// Appends text given as bytes, which must be valid UTF-8 where the type is `string`.
  public func append(utf8 run: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: run)
    endRow()
  }

  /// Appends bytes as they are.
  public func append(bytes run: some Collection<UInt8>) {
    bytes.append(contentsOf: run)
    endRow()
  }

  private func endRow() {
    validity.append(true)
    offsets.append(Int64(bytes.count))
  }

  override func appendPlaceholder() { offsets.append(Int64(bytes.count)) }

  override func appendPresent(_ value: Value) -> Bool {
    switch (value, type) {
    case (.string(let text), .string): bytes.append(contentsOf: text.utf8)
    case (.binary(let run), .binary): bytes.append(contentsOf: run)
    default: return false
    }
    offsets.append(Int64(bytes.count))
    return true
  }

  override func finishStorage() -> Column.Storage {
    defer { (offsets, bytes) = ([0], []) }
    return .text(Column.Text(offsets: offsets[...], bytes: bytes))
  }
}

/// Collects lists: append a list's elements to `elements`, then end the list.
public final class ListBuilder: ColumnBuilder {
  /// Collects the elements of all lists.
  public let elements: ColumnBuilder
  private var offsets: [Int64] = [0]

  /// Creates an empty builder of lists of the element builder's type.
  public init(_ elements: ColumnBuilder) {
    self.elements = elements
    super.init(.list(elements.type))
  }

  /// Ends a row's list: what was appended to `elements` since the row before belongs to it.
  public func endList() {
    validity.append(true)
    offsets.append(Int64(elements.count))
  }

  override func appendPlaceholder() { offsets.append(Int64(elements.count)) }

  override func appendPresent(_ value: Value) -> Bool {
    guard case .list(let values) = value else { return false }
    for value in values { elements.append(value) }
    offsets.append(Int64(elements.count))
    return true
  }

  override func finishStorage() -> Column.Storage {
    defer { offsets = [0] }
    return .list(offsets: offsets[...], child: elements.finish())
  }
}

/// Collects records: append to each of the parts, then end the record.
public final class RecordBuilder: ColumnBuilder {
  /// One builder a field, in order.
  public let parts: [ColumnBuilder]
  private let names: [String]

  /// Creates an empty builder of records with the given parts.
  public init(_ parts: [(name: String, builder: ColumnBuilder)]) {
    self.parts = parts.map(\.builder)
    names = parts.map(\.name)
    super.init(.record(parts.map { RecordField($0.name, $0.builder.type) }))
  }

  /// Ends a row's record; parts that got no value for it become null.
  public func endRecord() {
    validity.append(true)
    fillParts()
  }

  private func fillParts() {
    for part in parts where part.count < validity.count { part.appendNull() }
  }

  override func appendPlaceholder() { fillParts() }

  override func appendPresent(_ value: Value) -> Bool {
    guard case .record(let values) = value else { return false }
    for (name, part) in zip(names, parts) {
      part.append(values.first { $0.name == name }?.value ?? .null)
    }
    return true
  }

  override func finishStorage() -> Column.Storage { .record(parts.map { $0.finish() }) }
}

extension Column {
  /// A column of the given values; values that do not fit the type become null.
  public init(_ type: DataType, _ values: some Sequence<Value>) {
    let builder = ColumnBuilder.make(type)
    for value in values { builder.append(value) }
    self = builder.finish()
  }
}
