import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension SourceDeclaration {
  /// `range 1 to 10`: whole numbers.
  package static let range = SourceDeclaration(
    name: "range", summary: "Whole numbers from the first to the last: `range 1 to 10`.",
    parameters: [ParameterDeclaration("FROM", .int(.min ... .max), "the first number")],
    options: [
      OptionDeclaration("to", .int(.min ... .max), "the last number"),
      OptionDeclaration(
        "step", .int(.min ... .max), "how far from one to the next", fallback: "1"),
    ],
    columns: [Field("value", .int, isNullable: false, meaning: "the number")],
    examples: [
      Example("range 1 to 3", gives: "value\n1\n2\n3\n"),
      Example("range 10 to 0 --step -5", gives: "value\n10\n5\n0\n"),
    ],
    open: { arguments, _ in try RangeSource(arguments) })
}

private struct RangeSource: Source {
  let schema = Schema([Field("value", .int, isNullable: false, meaning: "the number")])
  private let first: Int64
  private let last: Int64
  private let step: Int64

  init(_ arguments: SourceArguments) throws(Diagnostics) {
    guard case .int(let first)? = arguments.positional.first?.value,
      case .int(let last)? = arguments.options["to"]?.value
    else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.missing-clause", "`range` needs `to`",
          fix: "usage: `\(SourceDeclaration.range.usage)`",
          status: .check))
    }
    let step = arguments.int("step").map(Int64.init) ?? 1
    guard step != 0 else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.option-value", "`--step` expected a number other than 0, found 0",
          at: arguments.options["step"]?.span, status: .check))
    }
    (self.first, self.last, self.step) = (first, last, step)
  }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    ["count from \(first) to \(last)" + (request.limit.map { ", at most \($0) rows" } ?? "")]
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    RangeCursor(first: first, last: last, step: step, limit: request.limit ?? .max)
  }
}

private actor RangeCursor: Cursor {
  private var nextValue: Int64?
  private let last: Int64
  private let step: Int64
  private var left: Int

  init(first: Int64, last: Int64, step: Int64, limit: Int) {
    nextValue = first
    (self.last, self.step, left) = (last, step, limit)
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    var values: [Int64] = []
    values.reserveCapacity(min(left, Self.rowsPerBatch))
    while let value = nextValue, step > 0 ? value <= last : value >= last, left > 0,
      values.count < Self.rowsPerBatch
    {
      values.append(value)
      left -= 1
      let (sum, overflow) = value.addingReportingOverflow(step)
      nextValue = overflow ? nil : sum
    }
    guard !values.isEmpty else { return nil }
    let column = Column(.int, count: values.count, validity: nil, .int64(values[...]))
    return Batch(columns: [column], count: values.count)
  }

  private static let rowsPerBatch = 65_536
}
