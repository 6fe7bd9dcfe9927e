import FjordDiagnostic
import FjordPlugin
import FjordTable
import Synchronization

/// A keyed source over a fixed log of events, for tests: it gives pages of a size of the test's
/// choice, resumes, counts the pages that are pulled, and fails where it is told to.
///
/// Without identity it gives every event as a row, live or not, as a feed does.
package struct ScriptedSource: Source {
  /// One event about a key.
  package struct Event: Sendable {
    /// The key's value.
    package var key: Value
    /// Whether the row counts.
    package var state: RowState
    /// The columns beside the key.
    package var values: [Value]

    package init(_ key: Value, _ state: RowState = .live, _ values: [Value]) {
      self.key = key
      self.state = state
      self.values = values
    }
  }

  /// What the source was asked to do, and how it is to behave.
  package final class Script: Sendable {
    private struct State {
      var pages = 0
      var failsAfter: Int?
      var requests: [ScanRequest] = []
    }

    private let state = Mutex(State())
    /// Rows a page.
    package let pageSize: Int
    /// What is answered to predicates.
    package let answer: PushdownAnswer
    /// What is answered to limits.
    package let limitAnswer: PushdownAnswer
    /// Whether batches with identity carry checkpoints.
    package let hasCheckpoints: Bool

    package init(
      pageSize: Int = 3, answer: PushdownAnswer = .no, limitAnswer: PushdownAnswer = .no,
      hasCheckpoints: Bool = true
    ) {
      self.pageSize = pageSize
      self.answer = answer
      self.limitAnswer = limitAnswer
      self.hasCheckpoints = hasCheckpoints
    }

    /// How many pages were pulled.
    package var pages: Int { state.withLock { $0.pages } }
    /// The requests that scans were made with.
    package var requests: [ScanRequest] { state.withLock { $0.requests } }

    /// Makes scans fail after so many more pages, or no more where nil.
    package func fail(afterPages count: Int?) {
      state.withLock { state in state.failsAfter = count.map { state.pages + $0 } }
    }

    fileprivate func note(_ request: ScanRequest) { state.withLock { $0.requests.append(request) } }

    fileprivate func pullPage() throws {
      try state.withLock { state in
        if let limit = state.failsAfter, state.pages >= limit {
          throw Diagnostic(
            code: "test.broken", "the scripted source broke off", status: .source)
        }
        state.pages += 1
      }
    }
  }

  package let schema: Schema
  private let events: [Event]
  private let script: Script
  package let start: Checkpoint?

  /// Creates a source; the schema's first column is the key.
  package init(_ schema: Schema, _ events: [Event], _ script: Script, start: Checkpoint? = nil) {
    self.schema = schema
    self.events = events
    self.script = script
    self.start = start
  }

  package func answer(to predicate: Predicate) -> PushdownAnswer { script.answer }

  package func answer(toLimit limit: Int) -> PushdownAnswer { script.limitAnswer }

  package func plan(_ request: ScanRequest) -> [String] { ["read the script"] }

  package func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    script.note(request)
    return ScriptedCursor(schema, events, script, request)
  }
}

private actor ScriptedCursor: Cursor {
  private let schema: Schema
  private let events: [ScriptedSource.Event]
  private let script: ScriptedSource.Script
  private let request: ScanRequest
  private var place: Int
  private var left: Int

  init(
    _ schema: Schema, _ events: [ScriptedSource.Event], _ script: ScriptedSource.Script,
    _ request: ScanRequest
  ) {
    self.schema = schema
    self.events = events
    self.script = script
    self.request = request
    place = request.resume.flatMap { Int($0.text) } ?? 0
    left = script.limitAnswer == .no ? .max : request.limit ?? .max
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    guard place < events.count, left > 0 else { return nil }
    try script.pullPage()
    let end = min(place + script.pageSize, events.count)
    var places = Array(place..<end)
    place = end
    switch script.answer {
    case .exact: places.removeAll { !passes($0, request.predicates) }
    // Something is left in that does not pass, as a source that filters coarsely leaves it.
    case .inexact: places.removeAll { $0 % 3 != 0 && !passes($0, request.predicates) }
    case .no: break
    }
    places = Array(places.prefix(left))
    left -= places.count
    return batch(places)
  }

  private func batch(_ places: [Int]) -> Batch {
    let columns = schema.fields.enumerated().map { index, field in
      Column(
        field.type,
        places.map { place -> Value in
          if let wanted = request.projection, !wanted.contains(field.name) { return .null }
          return value(place, index)
        })
    }
    guard request.wantsIdentity, let key = schema.fields.first else {
      return Batch(columns: columns, count: places.count)
    }
    let identity = RowIdentity(
      keys: [Column(key.type, places.map { events[$0].key })],
      states: places.map { events[$0].state },
      positions: Column(.int, places.map { Value.int(Int64($0)) }))
    return Batch(
      columns: columns, count: places.count, identity: identity,
      checkpoint: script.hasCheckpoints ? Checkpoint(String(place)) : nil)
  }

  private func value(_ place: Int, _ index: Int) -> Value {
    index == 0 ? events[place].key : events[place].values[index - 1]
  }

  private func passes(_ place: Int, _ predicates: [Predicate]) -> Bool {
    predicates.allSatisfy { predicate in
      guard let index = schema.index(of: predicate.column) else { return false }
      return predicate.holds(value(place, index), schema.fields[index].type)
    }
  }
}

extension Predicate {
  /// Whether a value passes; null passes only a test for null.
  package func holds(_ value: Value, _ type: DataType) -> Bool {
    switch test {
    case .isNull: return value.isNull
    case .isNotNull: return !value.isNull
    case .oneOf: return values.contains { Self.order(value, $0) == 0 }
    default: break
    }
    guard !value.isNull, let other = values.first, let order = Self.order(value, other) else {
      return false
    }
    switch test {
    case .equal: return order == 0
    case .notEqual: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    case .greaterOrEqual: return order >= 0
    case .oneOf, .isNull, .isNotNull: return false
    }
  }

  /// Negative, zero or positive; nil where one is null or they don't compare.
  private static func order(_ a: Value, _ b: Value) -> Int? {
    func sign<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x == y ? 0 : 1 }
    switch (a, b) {
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)),
      (.timestamp(let x), .timestamp(let y)):
      return sign(x, y)
    case (.float(let x), .float(let y)): return sign(x, y)
    case (.int(let x), .float(let y)): return sign(Double(x), y)
    case (.float(let x), .int(let y)): return sign(x, Double(y))
    case (.bool(let x), .bool(let y)): return sign(x ? 1 : 0, y ? 1 : 0)
    case (.string(let x), .string(let y)):
      return x == y && x.utf8.elementsEqual(y.utf8)
        ? 0 : x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : 1
    default: return nil
    }
  }
}
