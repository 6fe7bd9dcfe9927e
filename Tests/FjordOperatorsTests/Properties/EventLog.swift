import FjordPlugin
import FjordTable
import FjordTestSupport

/// A random log of events about a few keys, and what it says in the end.
struct EventLog {
  static let fields: [(name: String, type: DataType)] = [
    ("k", .string), ("i", .int), ("s", .string), ("b", .bool),
  ]

  let events: [ScriptedSource.Event]

  static let schema = Schema(
    fields.map { Field($0.name, $0.type) }, key: KeySemantics(columns: ["k"]))

  init(count: Int, random: inout SeededGenerator) {
    events = (0..<count).map { _ in
      ScriptedSource.Event(
        .string(random.pick(["a", "b", "c", "d", "e"])), random.oneIn(4) ? .gone : .live,
        Self.fields.dropFirst().map { ExpressionGenerator.value($0.type, &random) })
    }
  }

  /// The values of an event's row, key first.
  static func row(_ event: ScriptedSource.Event) -> [Value] { [event.key] + event.values }

  /// What is saved in the end of some events: the last of each key, if it is live and gives a row.
  static func state(
    _ events: some Sequence<ScriptedSource.Event>, _ row: ([Value]) -> [Value]?
  ) -> [[Value]] {
    var saved: [(key: Value, row: [Value])] = []
    for event in events {
      saved.removeAll { $0.key == event.key }
      if event.state == .live, let values = row(Self.row(event)) {
        saved.append((event.key, values))
      }
    }
    return saved.map(\.row)
  }

  /// A session whose source `log` gives the first events.
  func fixture(
    _ script: ScriptedSource.Script, first count: Int? = nil,
    tables: TablesInMemory = TablesInMemory()
  ) -> SessionFixture {
    let source = ScriptedSource(Self.schema, Array(events.prefix(count ?? events.count)), script)
    return SessionFixture(sources: [.fixed("log", source)], tables: tables)
  }
}

/// Stages that keep rows one by one, with the plainest function from a row that does the same.
struct RowStages {
  private(set) var text = ""
  private(set) var row: ([Value]) -> [Value]? = { $0 }

  /// Makes up to three stages that leave the key where it is, the first column.
  init(random: inout SeededGenerator) {
    var fields = EventLog.fields
    for number in 0..<random.below(4) {
      let before = row
      var expressions = ExpressionGenerator(fields: fields, random: random)
      switch random.below(4) {
      case 0, 1:
        let test = expressions.condition()
        text += " | where \(test.text)"
        row = { before($0).flatMap { test.value($0).naiveTruth == true ? $0 : nil } }
      case 2:
        let made = expressions.expression(.int)
        text += " | derive x\(number) = \(made.text)"
        row = { before($0).map { $0 + [made.value($0)] } }
        fields.append(("x\(number)", .int))
      default:
        // The key gets another name first, so that the expression is made over the new one.
        let key = "key\(number)"
        text += " | rename \(key) = \(fields[0].name)"
        fields[0].name = key
        expressions = ExpressionGenerator(fields: fields, random: expressions.random)
        let made = expressions.expression(.string)
        text += " | select \(key), y = \(made.text)"
        row = { before($0).map { [$0[0], made.value($0)] } }
        fields = [(key, .string), ("y", .string)]
      }
      random = expressions.random
    }
  }
}
