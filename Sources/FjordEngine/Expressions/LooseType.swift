import FjordTable

/// A literal's type in which null, at any depth, has no type yet.
///
/// In `[{a: 1}, {a: null}]` the second record takes its type from the first; typed by itself its
/// null would be a text.
indirect enum LooseType {
  case unknown
  case exact(DataType)
  case list(LooseType)
  case record([(name: String, type: LooseType)])

  /// The type of an expression: of a constant by its value, of anything else as it is bound.
  init(_ expression: BoundExpression) {
    switch expression.kind {
    case .constant(let value): self.init(value, bound: expression.type)
    case .record(let parts): self = .record(parts.map { ($0.name, LooseType($0.value)) })
    case .list(let parts):
      self = LooseType.common(of: parts.map(LooseType.init)).map { .list($0) } ?? .list(.unknown)
    default: self = expression.type.map { .exact($0) } ?? .unknown
    }
  }

  /// The type of a constant that was bound as a type; of anything else, without a constant, that type.
  init(_ value: Value?, bound type: DataType?) {
    switch (value, type) {
    case (.null?, nil): self = .unknown
    case (.null?, .string?): self = .unknown
    case (.record(let parts)?, .record(let fields)?):
      let types = Dictionary(fields.map { ($0.name, $0.type) }) { first, _ in first }
      self = .record(parts.map { ($0.name, LooseType($0.value, bound: types[$0.name])) })
    case (.list(let values)?, .list(let element)?):
      let types = values.map { LooseType($0, bound: element) }
      self = .list(LooseType.common(of: types) ?? .exact(element))
    default: self = type.map { .exact($0) } ?? .unknown
    }
  }

  /// The one type that values of all types fit in; nil where they don't mix.
  static func common(of types: [LooseType]) -> LooseType? {
    var result = LooseType.unknown
    for type in types {
      guard let both = common(result, type) else { return nil }
      result = both
    }
    return result
  }

  private static func common(_ a: LooseType, _ b: LooseType) -> LooseType? {
    switch (a, b) {
    case (.unknown, let other), (let other, .unknown): return other
    case (.list(let x), .list(let y)): return common(x, y).map { .list($0) }
    case (.record(let x), .record(let y)):
      var fields = x
      for field in y {
        guard let place = fields.firstIndex(where: { $0.name == field.name }) else {
          fields.append(field)
          continue
        }
        guard let both = common(fields[place].type, field.type) else { return nil }
        fields[place].type = both
      }
      return .record(fields)
    case (.exact(.list(let known)), .list(let other)), (.list(let other), .exact(.list(let known))):
      return common(.exact(known), other).map { .list($0) }
    case (.exact(.record(let known)), .record(let other)),
      (.record(let other), .exact(.record(let known))):
      // What is known of a column's records is not widened by a literal beside them.
      guard other.allSatisfy({ field in known.contains { $0.name == field.name } }) else {
        return nil
      }
      return common(.record(known.map { ($0.name, .exact($0.type)) }), .record(other))
    default: return DataType.common(a.settled, b.settled).map { .exact($0) }
    }
  }

  /// Whether it can be given where `type` is wanted.
  func fits(_ type: DataType) -> Bool {
    if case .unknown = self { true } else { Optional(settled).fits(type) }
  }

  /// The type for a column: what is unknown still, a text.
  var settled: DataType {
    switch self {
    case .unknown: .string
    case .exact(let type): type
    case .list(let element): .list(element.settled)
    case .record(let fields): .record(fields.map { RecordField($0.name, $0.type.settled) })
    }
  }
}
