import FjordDiagnostic
import FjordLanguage
import FjordTable

/// A change to a syntax tree: variables replaced by expressions, and spans moved.
struct Rewrite {
  /// What a variable is replaced by; nil keeps it.
  var replacement: (Name) -> Expression?
  /// What a variable is replaced by where it stands for a table; nil leaves it to `replacement`.
  var table: (Name) -> Pipeline? = { _ in nil }
  /// Whether the items of an operator are tables.
  var takesTables: (String) -> Bool = { _ in false }
  /// Where a span moves to.
  var move: (Span) -> Span = { $0 }

  func callAsFunction(_ pipeline: Pipeline) -> Pipeline {
    let stages = pipeline.stages.flatMap { stage in
      if case .variable(let name) = stage.kind, let table = table(name) { return table.stages }
      return [self(stage)]
    }
    return Pipeline(stages, at: move(pipeline.span))
  }

  func callAsFunction(_ stage: Stage) -> Stage {
    switch stage.kind {
    case .call(let call): Stage(.call(self(call)), at: move(stage.span))
    case .variable(let name): Stage(kind(ofVariable: name), at: move(stage.span))
    case .table(let list): Stage(.table(self(list)), at: move(stage.span))
    }
  }

  /// A variable as a stage stays one, or becomes a literal table where it stands for a list.
  private func kind(ofVariable name: Name) -> Stage.Kind {
    guard let found = replacement(name) else { return .variable(self(name)) }
    switch found.kind {
    case .variable(let other): return .variable(Name(other.text, at: move(name.span)))
    case .list: return .table(Expression(found.kind, at: move(name.span)))
    case .column, .member:
      // What an argument names where a table stands is a source.
      guard let source = found.dottedName else { return .variable(self(name)) }
      return .call(Call(name: Name(source, at: move(name.span))))
    default: return .variable(self(name))
    }
  }

  func callAsFunction(_ expression: Expression) -> Expression {
    let span = move(expression.span)
    switch expression.kind {
    case .variable(let name):
      guard var found = replacement(name) else {
        return Expression(.variable(self(name)), at: span)
      }
      found.span = span
      return found
    case .literal: return Expression(expression.kind, at: span)
    case .interpolation(let parts):
      return Expression(.interpolation(parts.map { self($0) }), at: span)
    case .list(let items): return Expression(.list(items.map { self($0) }), at: span)
    case .record(let parts):
      return Expression(.record(parts.map { (self($0.key), self($0.value)) }), at: span)
    case .column(let name): return Expression(.column(self(name)), at: span)
    case .unary(let unary, let operand): return Expression(.unary(unary, self(operand)), at: span)
    case .binary(let binary, let left, let right):
      return Expression(.binary(binary, self(left), self(right)), at: span)
    case .between(let value, let low, let high, let negated):
      return Expression(
        .between(self(value), low: self(low), high: self(high), negated: negated), at: span)
    case .isNull(let operand, let negated):
      return Expression(.isNull(self(operand), negated: negated), at: span)
    case .member(let base, let name): return Expression(.member(self(base), self(name)), at: span)
    case .index(let base, let place): return Expression(.index(self(base), self(place)), at: span)
    case .call(let name, let arguments):
      return Expression(.call(self(name), arguments.map { self($0) }), at: span)
    case .lambda(let name, let body): return Expression(.lambda(self(name), self(body)), at: span)
    }
  }

  private func callAsFunction(_ name: Name) -> Name { Name(name.text, at: move(name.span)) }

  private func callAsFunction(_ part: InterpolationPart) -> InterpolationPart {
    guard case .expression(let expression) = part else { return part }
    return .expression(self(expression))
  }

  private func callAsFunction(_ call: Call) -> Call {
    Call(
      name: self(call.name), items: call.items.map { self($0, of: call) },
      clauses: call.clauses.map { clause in
        Clause(
          clause.keyword, at: move(clause.keywordSpan), items: clause.items.map { self($0) },
          span: move(clause.span))
      },
      options: call.options.map { option in
        Option(name: self(option.name), value: option.value.map { self($0) }, at: move(option.span))
      })
  }

  private func callAsFunction(_ value: Option.Value) -> Option.Value {
    switch value {
    case .expression(let expression): .expression(self(expression))
    case .word(let name): .word(self(name))
    }
  }

  private func callAsFunction(_ item: Item, of call: Call) -> Item {
    guard takesTables(call.name.text), case .expression(let expression) = item.value,
      case .variable(let name) = expression.kind, let table = table(name)
    else { return self(item) }
    return Item(
      name: item.name.map { self($0) }, value: .pipeline(table), direction: item.direction,
      at: move(item.span))
  }

  private func callAsFunction(_ item: Item) -> Item {
    let value: Item.Value
    switch item.value {
    case .expression(let expression): value = .expression(self(expression))
    case .pipeline(let pipeline): value = .pipeline(self(pipeline))
    }
    return Item(
      name: item.name.map { self($0) }, value: value, direction: item.direction,
      at: move(item.span))
  }
}

extension Value {
  /// The value as an expression that evaluates to it, or nil for bytes, which have no literal.
  func expression(at span: Span) -> Expression? {
    switch self {
    case .null: return Expression(.literal(.null), at: span)
    case .bool(let bit): return Expression(.literal(.bool(bit)), at: span)
    case .int(let number) where number >= 0: return Expression(.literal(.int(number)), at: span)
    case .float(let number) where number >= 0:
      return Expression(.literal(.float(number)), at: span)
    case .int(let number):
      guard number > .min else { return nil }
      return Expression(.unary(.minus, Expression(.literal(.int(-number)), at: span)), at: span)
    case .float(let number):
      guard number.isFinite else { return nil }
      return Expression(.unary(.minus, Expression(.literal(.float(-number)), at: span)), at: span)
    case .string(let text): return Expression(.literal(.string(text)), at: span)
    case .date(let days): return Expression(.literal(.date(days)), at: span)
    case .timestamp(let instant): return Expression(.literal(.timestamp(instant)), at: span)
    case .duration(let length):
      return Expression(
        .literal(.duration(months: length.months, microseconds: length.microseconds)), at: span)
    case .binary: return nil
    case .list(let values):
      let parts = values.compactMap { $0.expression(at: span) }
      return parts.count == values.count ? Expression(.list(parts), at: span) : nil
    case .record(let values):
      let parts = values.compactMap { part in
        part.value.expression(at: span).map { (key: Name(part.name, at: span), value: $0) }
      }
      return parts.count == values.count ? Expression(.record(parts), at: span) : nil
    }
  }
}

extension Pipeline {
  /// The variables that stand anywhere in the pipeline, without `$`.
  var variableNames: Set<String> {
    var names: Set<String> = []
    let collect = Rewrite(replacement: { name in
      names.insert(name.text)
      return nil
    })
    _ = collect(self)
    return names
  }

  /// The names of operators, sources and definitions that are called, not those in nested pipelines.
  var calledNames: Set<String> { Set(calls.map(\.name.text)) }

  /// The calls among the stages.
  private var calls: [Call] {
    stages.compactMap { stage in
      if case .call(let call) = stage.kind { call } else { nil }
    }
  }

  /// The names that are called in this pipeline, and in those among its stages' items at any depth.
  func calledNames(takesTables: (String) -> Bool) -> Set<String> {
    var names = calledNames
    for call in calls {
      let isTable = takesTables(call.name.text)
      for item in call.items {
        switch item.value {
        case .pipeline(let inner): names.formUnion(inner.calledNames(takesTables: takesTables))
        case .expression(let expression):
          if isTable, let name = expression.dottedName { names.insert(name) }
        }
      }
    }
    return names
  }

  /// How many stages there are, those of pipelines among the items counted too.
  var stageCount: Int {
    calls.reduce(stages.count) { total, call in
      call.items.reduce(total) { total, item in
        if case .pipeline(let inner) = item.value { total + inner.stageCount } else { total }
      }
    }
  }
}
