import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// Cuts a column to bins, and adds a row for each empty one.
///
/// Shape: n rows → n rows and one for each empty bin between the first and the last, in the order of
/// the bins, rows of one bin as they came, null last. With `--sparse` n rows → n rows in their order,
/// and identity is kept. Nulls: null stays null; added rows are null beside the bin. Memory: all rows
/// are held, unless `--sparse`.
package struct Bin: Transform {
  package static let declaration = OperatorDeclaration(
    name: "bin", namesElsewhere: ["bucket", "make_series", "time_bucket"],
    summary: "Cut times or numbers to bins of a width, with a row for each empty bin.",
    discussion: """
      A value becomes the start of its bin. Times are cut by a duration, numbers by a number. Bins of \
      days and longer are those of the calendar in the session's time zone; weeks begin on Monday, \
      months and years on their first day. The rows come in the order of the bins. A bin without rows \
      between the first and the last gets one, null in all other columns: behind it `count(x)` and \
      `sum(x)` are right, while `count()` counts that row too. `--sparse` adds none and leaves the rows \
      in their order; to count rows, count first and fill the gaps then, as the last example does. \
      `bin month = t by 1mo` keeps t and puts the bin in a column of its own.
      """,
    items: ItemsDeclaration(.projections, "what is cut"),
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.value, "the width: a duration or a number"))
    ],
    options: [OptionDeclaration("sparse", nil, "add no rows for empty bins")],
    identity: .keeps, isRowToRow: true, keepsColumns: true,
    examples: [
      Example(
        "[{t: 2024-01-05, n: 1}, {t: 2024-03-09, n: 2}, {t: 2024-03-02, n: 4}] | bin t by 1mo | summarize days = count(n), sum(n) by t",
        gives: "t,days,sum_n\n2024-01-01,1,1\n2024-02-01,0,\n2024-03-01,2,6\n"),
      Example("[{x: 14}, {x: 3}] | bin low = x by 5 --sparse", gives: "x,low\n14,10\n3,0\n"),
      Example(
        "[{t: 2024-01-05}, {t: 2024-03-09}] | bin t by 1mo --sparse | count by t | bin t by 1mo | fill count = 0",
        gives: "t,count\n2024-01-01,1\n2024-02-01,0\n2024-03-01,1\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let expression: BoundExpression
  private let place: Int
  private let width: Value
  private let isSparse: Bool

  package init(binding call: BoundCall) throws(Diagnostics) {
    guard call.items.count == 1, let expression = call.items[0].expression,
      let by = call.clauses[.by]?.first, let width = by.expression?.constant
    else {
      throw Diagnostics(
        BindFault.itemCount(
          "bin", expected: "one column", found: call.items.count,
          usage: Self.declaration.usage
        ).diagnostic(at: call.items.last?.span ?? call.span))
    }
    let type = expression.type ?? .string
    guard let scale = BinScale(type, by: width, zone: .utc) else {
      throw Diagnostics(Self.misfit(type, by: by.expression?.type, at: by.span))
    }
    let name = call.items[0].name
    var fields = call.input.fields
    let place = call.input.index(of: name) ?? fields.count
    var field = expression.field(named: name)
    field.type = scale.type
    if place < fields.count { fields[place] = field } else { fields.append(field) }
    isSparse = call.flag("sparse")
    if isSparse {
      output = Schema(fields, key: call.input.key(in: fields) { $0 == place ? nil : $0 })
    } else {
      for other in fields.indices where other != place { fields[other].isNullable = true }
      output = Schema(fields)
    }
    (self.expression, self.place, self.width, input) = (expression, place, width, call.input)
  }

  private static func misfit(_ type: DataType, by width: DataType?, at span: Span) -> Diagnostic {
    let fix: String? =
      switch type {
      case .date: "days are cut by whole days, weeks, months or years: `by 1mo`"
      case .timestamp:
        "times are cut by a duration above zero, in months or in exact time: `by 15m`"
      case .int, .float: "numbers are cut by a number above zero: `by 100`"
      case .string: "a text is made a time or a number first: `bin t = date(text) by 1mo`"
      default: nil
      }
    return Diagnostic(
      code: "bind.bin-width",
      "`bin` can't cut \(type) by this \(width.map { "\($0)" } ?? "null")", at: span,
      reason: "times are cut by durations, numbers by numbers", fix: fix, status: .check)
  }

  package var readColumns: Set<String>? {
    Set(expression.readColumns.map { input.fields[$0].name })
  }

  package var isVolatile: Bool { expression.isVolatile }

  package var looksAcrossRows: Bool { !isSparse }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let evaluation = EvaluationContext(context, stage: "bin")
    let types = self.input.fields.map(\.type)
    guard let scale = BinScale(expression.type ?? .string, by: width, zone: context.clock.zone)
    else { preconditionFailure("a width that fits in one zone fits in all") }
    guard !isSparse else {
      return MapCursor(input) { batch in
        let bins = try bins(of: batch, scale, evaluation)
        let (starts, faults) = scale.starts(of: bins)
        try evaluation.countFaults(faults, "a bin out of range")
        return batch.replacing(columns: replacing(batch.columns, with: starts))
      }
    }
    return WholeCursor(input) { batches in
      let whole = Batch.concatenating(batches, types: types)
      let bins = try bins(of: whole, scale, evaluation)
      let rows = try BinRows(bins, scale)
      context.notices.count("added by `bin` for bins without rows", rows.addedCount)
      let (starts, faults) = scale.starts(of: rows.bins)
      try evaluation.countFaults(faults, "a bin out of range")
      let columns = whole.columns.map { $0.taking(rows.places) }
      return Batch(columns: replacing(columns, with: starts), count: rows.places.count)
    }
  }

  private func bins(of batch: Batch, _ scale: BinScale, _ evaluation: EvaluationContext) throws
    -> Column
  {
    let (bins, faults) = scale.bins(of: try expression.evaluate(batch, evaluation))
    try evaluation.countFaults(faults, "a bin out of range")
    return bins
  }

  private func replacing(_ columns: [Column], with bins: Column) -> [Column] {
    var columns = columns
    if place < columns.count { columns[place] = bins } else { columns.append(bins) }
    return columns
  }
}

/// Rows in the order of their bins, with a place that is no row's for each bin without rows.
private struct BinRows {
  /// The row at each place, -1 for an added one.
  private(set) var places: [Int32] = []
  /// The bin at each place.
  let bins: Column
  private(set) var addedCount = 0

  /// The most rows that are added.
  private static let limit: Int64 = 1_000_000

  init(_ column: Column, _ scale: BinScale) throws {
    guard case .int64(let values) = column.storage else {
      preconditionFailure("bins are whole numbers")
    }
    let order = Batch.order(by: [column], descending: [false], count: column.count)
    var numbers: [Int64] = []
    var isKnown: [Bool] = []
    var before: Int64?
    for row in order {
      let isNull = column.isNull(Int(row))
      let bin = values[values.startIndex + Int(row)]
      if !isNull {
        if let before, bin > before {
          for gap in try Self.gaps(from: before, to: bin, added: addedCount, scale) {
            places.append(-1)
            numbers.append(gap)
            isKnown.append(true)
            addedCount += 1
          }
        }
        before = bin
      }
      places.append(row)
      numbers.append(bin)
      isKnown.append(!isNull)
    }
    let mask = isKnown.contains(false) ? Bitmap(isKnown) : nil
    bins = Column(.int, count: numbers.count, validity: mask, .int64(numbers[...]))
  }

  /// The bins between two; those that no value falls in, as an hour that a clock skips, are left out.
  private static func gaps(from first: Int64, to last: Int64, added: Int, _ scale: BinScale) throws
    -> [Int64]
  {
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, distance <= limit - Int64(added) else {
      throw Diagnostic(
        code: "run.too-many-bins",
        "more than 1,000,000 bins without rows lie between the values of `bin`",
        reason: "each of them would become a row",
        fix: "take wider bins, leave stray values out with `where`, or add `--sparse`")
    }
    guard distance > 1 else { return [] }
    let between = Column(.int, ((first + 1)..<last).map { Value.int($0) })
    let again = scale.bins(of: scale.starts(of: between).column).column
    return zip(between.values, again.values).compactMap { bin, same in
      if case .int(let number) = bin, bin == same { number } else { nil }
    }
  }
}
