import FjordEngine
import FjordPlugin
import FjordTable

/// Which rows of a join come out.
enum JoinKind: String, CaseIterable, Sendable {
  /// A row a match.
  case inner
  /// Also rows without a match.
  case left
  /// Also rows of the other table without a match.
  case full
  /// Rows that have a match, each once.
  case semi
  /// Rows that have none.
  case anti

  /// Whether the other table's columns come out.
  var hasOtherColumns: Bool { self != .semi && self != .anti }
}

/// A join with its keys, columns and other table, as it is bound.
struct JoinWork: Sendable {
  let kind: JoinKind
  let input: Schema
  let other: BoundPipeline
  /// Keys of the rows that come in, and of the other table's, of one type each.
  let hereKeys: [BoundExpression]
  let thereKeys: [BoundExpression]
  let layout: JoinLayout
  /// The columns that later stages look at; nil for all.
  private var used: Set<String>?

  init(
    kind: JoinKind, input: Schema, other: BoundPipeline,
    keys: [(name: String, here: BoundExpression, there: BoundExpression)]
  ) {
    self.kind = kind
    self.input = input
    self.other = other
    hereKeys = keys.map(\.here)
    thereKeys = keys.map(\.there)
    layout = JoinLayout(
      kind: kind, input: input, other: other.output,
      shared: keys.compactMap { key in
        // Keys that were widened to one type are no plain columns any more; their names tell.
        guard let here = key.here.keyColumn, let there = key.there.keyColumn,
          input.fields[here].name == other.output.fields[there].name
        else { return nil }
        return (here, there, key.here.type ?? .string)
      })
  }

  /// The other table's plan, which asks for no column that nothing looks at.
  var plan: Plan {
    let read = thereKeys.flatMap(\.readColumns) + layout.others.filter(isUsed)
    return Plan(other, needed: Set(read.map { other.output.fields[$0].name }))
  }

  /// The same join, whose columns beyond some are not looked at.
  func narrowed(to columns: Set<String>) -> JoinWork {
    var copy = self
    copy.used = columns
    return copy
  }

  /// Whether a column of the other table is looked at later.
  func isUsed(_ place: Int) -> Bool {
    guard let used else { return true }
    if kind == .full, layout.shared.contains(where: { $0.there == place }) { return true }
    guard let index = layout.others.firstIndex(of: place) else { return false }
    return used.contains(layout.output.fields[input.fields.count + index].name)
  }
}

/// The columns of a join's result.
struct JoinLayout: Sendable {
  let output: Schema
  /// The other table's columns that come out, behind those that come in.
  let others: [Int]
  /// Key columns of both tables that come once, with the type of both.
  let shared: [(here: Int, there: Int, type: DataType)]

  init(
    kind: JoinKind, input: Schema, other: Schema,
    shared: [(here: Int, there: Int, type: DataType)]
  ) {
    self.shared = shared
    guard kind.hasOtherColumns else {
      others = []
      output = input.withoutKey()
      return
    }
    let hidden = Set(shared.map(\.there))
    others = other.fields.indices.filter { !hidden.contains($0) }
    var fields = input.fields
    if kind == .full {
      for place in fields.indices { fields[place].isNullable = true }
      for key in shared { fields[key.here].type = key.type }
    }
    var taken = Set(input.names)
    let free = Set(others.map { other.fields[$0].name }).subtracting(taken)
    for place in others {
      var field = other.fields[place]
      while taken.contains(field.name) { field.name = "right_" + field.name }
      while field.name != other.fields[place].name,
        taken.contains(field.name) || free.contains(field.name)
      {
        field.name = "right_" + field.name
      }
      if kind != .inner { field.isNullable = true }
      taken.insert(field.name)
      fields.append(field)
    }
    output = Schema(fields)
  }
}

extension BoundExpression {
  /// The column that a key is, also where it was made a wider type.
  fileprivate var keyColumn: Int? {
    if let columnIndex { return columnIndex }
    guard case .call(let call) = kind, call.name == "cast", call.arguments.count == 1 else {
      return nil
    }
    return call.arguments[0].columnIndex
  }
}
