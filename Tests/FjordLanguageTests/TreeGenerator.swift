import FjordDiagnostic
import FjordLanguage
import FjordTestSupport

/// Random trees of every shape that the grammar knows.
struct TreeGenerator {
  var random: SeededGenerator
  private let nowhere = Span(0, 0)

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  private mutating func name() -> Name {
    Name(random.pick(["a", "b2", "_c", "år", "title", "city"]), at: nowhere)
  }

  private mutating func column() -> Name {
    random.oneIn(3)
      ? Name(
        random.pick(["by", "Antal personer", "a`b", "1x", "and", "#", "é\u{301}"]), at: nowhere)
      : name()
  }

  private mutating func list<Element>(
    _ range: ClosedRange<Int>, _ make: (inout TreeGenerator) -> Element
  ) -> [Element] {
    (0..<range.lowerBound + random.below(range.count)).map { _ in make(&self) }
  }

  // MARK: Statements

  mutating func statement() -> Statement {
    let kind: Statement.Kind
    switch random.below(6) {
    case 0: kind = .letTable(name(), pipeline(depth: 3))
    case 1:
      // What begins with a list, a source or a bar is read as a table.
      kind = .letValue(name(), Expression(.unary(.minus, expression(depth: 3)), at: nowhere))
    case 2: kind = .definition(name(), parameters: list(0...2) { $0.name() }, pipeline(depth: 3))
    case 3:
      kind = .parameter(
        ParameterStatement(
          name: name(), type: random.oneIn(2) ? name() : nil,
          fallback: random.oneIn(2) ? Expression(.literal(literal()), at: nowhere) : nil,
          summary: random.oneIn(2) ? text() : nil))
    default: kind = .pipeline(pipeline(depth: 4))
    }
    return Statement(kind, at: nowhere)
  }

  mutating func pipeline(depth: Int) -> Pipeline {
    var stages = list(1...3) { $0.stage(depth: depth) }
    let source = Call(
      name: Name("nav.feed", at: nowhere), options: list(0...2) { $0.option(depth: 1) })
    stages.insert(Stage(.call(source), at: nowhere), at: 0)
    return Pipeline(stages, at: nowhere)
  }

  private mutating func stage(depth: Int) -> Stage {
    switch random.below(8) {
    case 0: return Stage(.variable(name()), at: nowhere)
    case 1:
      let rows = list(0...2) { $0.expression(depth: 1) }
      return Stage(.table(Expression(.list(rows), at: nowhere)), at: nowhere)
    default: break
    }
    let keywords = Clause.Keyword.allCases.shuffled(using: &random).prefix(random.below(3))
    let call = Call(
      name: Name(random.pick(["where", "join", "f", "to", "store.by", "by"]), at: nowhere),
      items: list(0...3) { $0.item(depth: depth) },
      clauses: keywords.map { keyword in
        Clause(
          keyword, at: nowhere, items: list(1...2) { $0.item(depth: depth) }, span: nowhere)
      },
      options: list(0...2) { $0.option(depth: 1) })
    return Stage(.call(call), at: nowhere)
  }

  private mutating func item(depth: Int) -> Item {
    let value: Item.Value =
      depth > 1 && random.oneIn(6)
      ? .pipeline(pipeline(depth: depth - 2)) : .expression(expression(depth: depth))
    return Item(
      name: random.oneIn(3) ? column() : nil, value: value,
      direction: random.oneIn(5) ? random.pick([.ascending, .descending]) : nil, at: nowhere)
  }

  private mutating func option(depth: Int) -> Option {
    let value: Option.Value =
      random.oneIn(2)
      ? .word(Name(random.pick(["nb", "3b04-1f", "a/b", "0180", "by", "2026M05"]), at: nowhere))
      : .expression(expression(depth: depth))
    return Option(
      name: Name(random.pick(["since", "x-y", "a.b", "by"]), at: nowhere), value: value, at: nowhere
    )
  }

  // MARK: Expressions

  mutating func expression(depth: Int) -> Expression {
    Expression(depth > 0 ? branch(depth: depth - 1) : leaf(), at: nowhere)
  }

  private mutating func leaf() -> Expression.Kind {
    switch random.below(4) {
    case 0: .column(column())
    case 1: .variable(name())
    default: .literal(literal())
    }
  }

  private mutating func branch(depth: Int) -> Expression.Kind {
    switch random.below(13) {
    case 0: return leaf()
    case 1: return .list(list(0...3) { $0.expression(depth: depth) })
    case 2:
      var seen: Set<String> = []
      let fields = list(0...3) { (key: $0.column(), value: $0.expression(depth: depth)) }
      return .record(fields.filter { seen.insert($0.key.text).inserted })
    case 3: return .unary(random.pick([.minus, .not]), expression(depth: depth))
    case 4:
      return .between(
        expression(depth: depth), low: expression(depth: depth), high: expression(depth: depth),
        negated: random.oneIn(2))
    case 5: return .isNull(expression(depth: depth), negated: random.oneIn(2))
    case 6: return .member(expression(depth: depth), column())
    case 7: return .index(expression(depth: depth), expression(depth: depth))
    case 8:
      return .call(
        name(),
        list(0...2) { generator in
          guard generator.random.oneIn(3) else { return generator.expression(depth: depth) }
          let body = generator.expression(depth: depth)
          return Expression(.lambda(generator.name(), body), at: generator.nowhere)
        })
    case 9:
      return .interpolation([
        .text("a" + text()), .expression(expression(depth: depth)),
        .expression(expression(depth: depth)), .text(text() + "b"),
      ])
    default:
      let operation = random.pick(BinaryOperator.allCases)
      return .binary(operation, expression(depth: depth), expression(depth: depth))
    }
  }

  private mutating func text() -> String {
    let parts = ["a", "\"", "\\", "\n", "${", "$", "{x}", "😀", "é", "\u{1b}", "'", "#", "|"]
    return list(0...4) { $0.random.pick(parts) }.joined()
  }

  mutating func literal() -> Literal {
    switch random.below(10) {
    case 0: .bool(random.oneIn(2))
    case 1: .int(random.pick([0, 7, -7, .max, .min]))
    case 2: .float(random.pick([0.5, -2, 1e300, 0.1, 1e16]))
    case 3: .date(Int64(random.below(30_000)) - 10_000)
    case 4: .timestamp(Int64(random.below(2_000_000_000)) * 1_000_003)
    case 5: .localTimestamp(Int64(random.below(2_000_000_000)) * 1_000_003)
    case 6: .duration(months: random.pick([1, 12, 25, -3]), microseconds: 0)
    case 7: .duration(months: 0, microseconds: random.pick([0, 1, 90_000_000, 7_200_000_000, -1]))
    case 8:
      .regex(random.pick(["a", "a/b", "\\d+", "x\\\\", "[#|\"]"]), flags: random.pick(["", "im"]))
    default: .string(text())
    }
  }
}
