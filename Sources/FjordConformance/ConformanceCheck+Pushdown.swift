import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

extension ConformanceCheck {
  /// What it takes over from the engine.
  static let pushdown: [ConformanceCheck] = [
    ConformanceCheck("a limit gives the same rows, taken over or not") { candidate in
      try await candidate.agreeing { "\($0) | take 3" }
    },
    ConformanceCheck("a column is the same, whichever others are asked for") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let names = try await run.source(call).schema.names
        let all = await run.outcome(of: "\(call) | take 20").rows
        for places in Candidate.choices(among: names.count) {
          let list = places.map { columnText(names[$0]) }.joined(separator: ", ")
          let some = await BenchRun(candidate.bench)
            .outcome(of: "\(call) | select \(list) | take 20").rows
          guard some == all.map({ row in places.map { row[$0] } }) else {
            return .fails("`select \(list)` differs")
          }
        }
        return .holds
      }
    },
    ConformanceCheck("filters that it takes over keep the rows that they keep here") { candidate in
      try await candidate.calling { call in
        var tried = 0
        for filter in try await candidate.filters(call) {
          tried += 1
          let finding = try await candidate.agreeing { "\($0) | where \(filter) | take 3" }
          if case .fails(let why) = finding { return .fails("`where \(filter)`: \(why)") }
        }
        return tried == 0 ? .notTried("it takes over none") : .holds
      }
    },
  ]
}

extension Candidate {
  /// Choices of columns, few of them, in one of which each stands without any one other.
  ///
  /// The places of two columns differ in a binary digit: those with a 1 there are one choice, those
  /// with a 0 another.
  static func choices(among count: Int) -> [[Int]] {
    let places = Array(0..<count)
    let digits = (0..<Int.bitWidth).prefix { $0 == 0 || 1 << $0 < count }
    return digits.flatMap { digit in
      [0, 1].map { wanted in places.filter { $0 >> digit & 1 == wanted } }
    }.filter { !$0.isEmpty }
  }

  /// Compares the rows of a pipeline with pushdown and without.
  fileprivate func agreeing(
    _ pipeline: (String) -> String
  ) async throws -> ConformanceCheck.Finding {
    try await calling { call in
      let text = pipeline(call)
      let pushed = await BenchRun(bench).outcome(of: text)
      let plain = await BenchRun(bench).outcome(of: text, pushdown: false)
      guard let fault = pushed.fault ?? plain.fault else {
        return .expect(
          pushed.rows == plain.rows, "\(pushed.rows.count) rows and \(plain.rows.count) differ")
      }
      return .fails(fault.text)
    }
  }

  /// Comparisons with values of the first row that the source takes over.
  fileprivate func filters(_ call: String) async throws -> [String] {
    let run = BenchRun(bench)
    let source = try await run.source(call)
    guard let row = await run.outcome(of: "\(call) | take 1").rows.first else { return [] }
    var filters: [String] = []
    for (field, value) in zip(source.schema.fields, row) {
      let text: String
      switch value {
      case .string(let string): text = stringLiteral(string)
      case .int(let number): text = String(number)
      case .bool(let flag): text = flag ? "true" : "false"
      default: continue
      }
      for test in [Predicate.Test.equal, .notEqual, .greaterOrEqual, .less]
      where source.answer(to: Predicate(field.name, test, [value])) != .no {
        filters.append("\(columnText(field.name)) \(test.rawValue) \(text)")
      }
    }
    return filters
  }
}
