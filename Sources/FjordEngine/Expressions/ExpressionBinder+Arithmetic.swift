import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  func bindArithmetic(
    _ binary: BinaryOperator, _ a: BoundExpression, _ b: BoundExpression, at span: Span
  ) -> BoundExpression? {
    guard let operation = ArithmeticOperation(rawValue: binary.rawValue) else { return nil }
    let x = a.type ?? b.type?.partner(before: operation) ?? .int
    let y = b.type ?? a.type?.partner(before: operation) ?? .int
    if x.isNumeric, y.isNumeric {
      let type: DataType = operation == .divide || x == .float || y == .float ? .float : .int
      return folded(
        BoundExpression(
          .arithmetic(operation, casting(a, to: type), casting(b, to: type)), type, at: span,
          field: Field.computed(from: [a, b])))
    }
    let (left, right) = (casting(a, to: x), casting(b, to: y))
    if let timed = bindTimeArithmetic(operation, left, x, right, y, at: span) { return timed }
    return fail(
      .typeMismatch(
        binary.rawValue, left: a.typeText, right: b.typeText, fix: arithmeticFix(operation, a, b)),
      at: span)
  }

  /// What to write instead of arithmetic between two types that have none.
  private func arithmeticFix(
    _ operation: ArithmeticOperation, _ a: BoundExpression, _ b: BoundExpression
  ) -> String? {
    switch (operation, a.type, b.type) {
    case (.add, .string?, .string?): "text is joined as \"${a}${b}\""
    case (.add, .date?, .int?), (.subtract, .date?, .int?), (.add, .timestamp?, .int?),
      (.subtract, .timestamp?, .int?):
      "`7d` is a duration of seven days, `n * 1d` one of n"
    case (_, .date?, .string?), (_, .timestamp?, .string?):
      "a duration is written without quotes: `7d`"
    default: nil
    }
  }

  /// Dates, timestamps and durations.
  private func bindTimeArithmetic(
    _ operation: ArithmeticOperation, _ a: BoundExpression, _ x: DataType, _ b: BoundExpression,
    _ y: DataType, at span: Span
  ) -> BoundExpression? {
    switch (operation, x, y) {
    case (.add, .date, .duration), (.subtract, .date, .duration),
      (.add, .timestamp, .duration), (.subtract, .timestamp, .duration):
      return moved(a, x, by: b, backwards: operation == .subtract, at: span)
    case (.add, .duration, .date), (.add, .duration, .timestamp):
      return moved(b, y, by: a, backwards: false, at: span)
    case (.subtract, .date, .date), (.subtract, .timestamp, .timestamp),
      (.subtract, .date, .timestamp), (.subtract, .timestamp, .date):
      let type: DataType = x == .date && y == .date ? .date : .timestamp
      return timeCall("-", [casting(a, to: type), casting(b, to: type)], .duration, at: span) {
        columns, _ in columns[0].timeBetween(columns[1])
      }
    case (.add, .duration, .duration), (.subtract, .duration, .duration):
      return timeCall(operation.rawValue, [a, b], .duration, at: span) { columns, _ in
        columns[0].durationSum(columns[1], negated: operation == .subtract)
      }
    case (.multiply, .duration, .int):
      return timeCall("*", [a, b], .duration, at: span) { columns, _ in
        columns[0].durationProduct(columns[1])
      }
    case (.multiply, .int, .duration):
      return timeCall("*", [b, a], .duration, at: span) { columns, _ in
        columns[0].durationProduct(columns[1])
      }
    case (.multiply, .duration, .float), (.multiply, .float, .duration):
      let (length, factor) = x == .duration ? (a, b) : (b, a)
      return timeCall("*", [length, factor], .duration, at: span) { columns, _ in
        columns[0].durationScaled(by: columns[1])
      }
    case (.divide, .duration, .int), (.divide, .duration, .float):
      return timeCall(
        "/", [a, casting(b, to: .float)], .duration, fault: "division by zero", at: span
      ) { columns, _ in
        columns[0].durationScaled(by: columns[1].inverse())
      }
    case (.divide, .duration, .duration):
      return timeCall("/", [a, b], .float, fault: "division by zero", at: span) { columns, _ in
        columns[0].durationRatio(columns[1])
      }
    default: return nil
    }
  }

  private func moved(
    _ time: BoundExpression, _ type: DataType, by duration: BoundExpression, backwards: Bool,
    at span: Span
  ) -> BoundExpression {
    // A day moved by hours is no day any more; days, weeks, months and years keep it one.
    let day = CivilTime.microsecondsPerDay
    var result = type
    if type == .date {
      if case .duration(let length)? = duration.constant, length.microseconds % day == 0 {
        result = .date
      } else {
        result = .timestamp
      }
    }
    return timeCall(
      backwards ? "-" : "+", [casting(time, to: result), duration], result, at: span
    ) { columns, context in
      columns[0].moved(by: columns[1], backwards: backwards, zone: context.run.clock.zone)
    }
  }

  func negatedDuration(_ duration: BoundExpression, at span: Span) -> BoundExpression {
    timeCall("-", [duration], .duration, at: span) { columns, _ in
      let zero = Column.repeating(
        .duration(CalendarDuration(microseconds: 0)), type: .duration, count: columns[0].count)
      return zero.durationSum(columns[0], negated: true)
    }
  }

  private func timeCall(
    _ name: String, _ arguments: [BoundExpression], _ type: DataType,
    fault: String = "a time out of range", at span: Span,
    _ work: @escaping @Sendable ([Column], EvaluationContext) -> (column: Column, faults: Int)
  ) -> BoundExpression {
    let call = FunctionCall(name: name, arguments: arguments) { columns, _, context in
      let (column, faults) = work(columns, context)
      try context.countFaults(faults, fault)
      return column
    }
    return folded(
      BoundExpression(.call(call), type, at: span, field: Field.computed(from: arguments)))
  }
}

extension DataType {
  /// The type that a null beside a value of this type is taken for.
  fileprivate func partner(before operation: ArithmeticOperation) -> DataType {
    switch (self, operation) {
    case (.date, .add), (.timestamp, .add): .duration
    case (.duration, .multiply), (.duration, .divide): .int
    default: self
    }
  }
}
