/// How tightly a form holds its parts together; looser forms need parentheses inside tighter ones.
private enum Tightness: Int, Comparable {
  case lambda, or, and, not, comparison, coalesce, sum, product, minus, postfix

  /// The next tighter form.
  var tighter: Tightness { Tightness(rawValue: rawValue + 1) ?? .postfix }

  static func < (a: Tightness, b: Tightness) -> Bool { a.rawValue < b.rawValue }
}

extension Printer {
  mutating func print(_ expression: Expression) {
    print(expression, atLeast: .lambda)
  }

  /// Writes an expression, in parentheses if it is looser than its place allows.
  private mutating func print(_ expression: Expression, atLeast tightness: Tightness) {
    guard expression.tightness < tightness else { return printBare(expression) }
    write("(")
    printBare(expression)
    write(")")
  }

  private mutating func printBare(_ expression: Expression) {
    switch expression.kind {
    case .literal(let literal): write(writtenLiteral(expression) ?? Self.text(of: literal))
    case .interpolation(let parts): print(parts)
    case .list(let elements):
      write("[")
      writeList(elements) { $0.print($1) }
      write("]")
    case .record(let fields): print(fields)
    case .column(let name): write(columnText(name.text))
    case .variable(let name): write("$\(name.text)")
    case .unary(let operation, let operand): print(operation, operand)
    case .binary(let operation, let left, let right): print(operation, left, right)
    case .between, .isNull: printComparison(expression)
    case .member(let base, let name):
      print(base, atLeast: .postfix)
      write("." + (name.text.isIdentifier ? name.text : columnText(name.text)))
    case .index(let base, let index):
      print(base, atLeast: .postfix)
      write("[")
      print(index)
      write("]")
    case .call(let name, let arguments):
      write(name.text + "(")
      writeList(arguments) { $0.print($1) }
      write(")")
    case .lambda(let name, let body):
      write(name.text + " => ")
      print(body)
    }
  }

  private mutating func print(_ operation: UnaryOperator, _ operand: Expression) {
    switch operation {
    case .not:
      write("not ")
      print(operand, atLeast: .not)
    case .minus:
      write("-")
      // `--` would begin an option.
      print(operand, atLeast: operand.beginsWithMinus ? .postfix : .minus)
    }
  }

  private mutating func print(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) {
    let tightness = operation.tightness
    print(left, atLeast: tightness == .comparison ? tightness.tighter : tightness)
    write(" \(operation.rawValue) ")
    print(right, atLeast: tightness <= .and ? tightness : tightness.tighter)
  }

  private mutating func printComparison(_ expression: Expression) {
    switch expression.kind {
    case .between(let value, let low, let high, let negated):
      print(value, atLeast: .coalesce)
      write(negated ? " not between " : " between ")
      print(low, atLeast: .coalesce)
      write(" and ")
      print(high, atLeast: .coalesce)
    case .isNull(let value, let negated):
      print(value, atLeast: .coalesce)
      write(negated ? " is not null" : " is null")
    default: break
    }
  }

  private mutating func print(_ parts: [InterpolationPart]) {
    write("\"")
    for part in parts {
      switch part {
      case .text(let text): write(Self.escaped(text))
      case .expression(let expression):
        write("${")
        print(expression)
        write("}")
      }
    }
    write("\"")
  }

  private mutating func print(_ fields: [(key: Name, value: Expression)]) {
    write("{")
    writeList(fields) { printer, field in
      let key = field.key.text
      printer.write((key.isIdentifier ? key : stringLiteral(key)) + ": ")
      printer.print(field.value)
    }
    write("}")
  }
}

extension BinaryOperator {
  fileprivate var tightness: Tightness {
    switch self {
    case .or: .or
    case .and: .and
    case .coalesce: .coalesce
    case .add, .subtract: .sum
    case .multiply, .divide, .remainder: .product
    default: .comparison
    }
  }
}

extension Expression {
  fileprivate var tightness: Tightness {
    switch kind {
    case .lambda: .lambda
    case .binary(let operation, _, _): operation.tightness
    case .unary(.not, _): .not
    case .unary(.minus, _): .minus
    case .between, .isNull: .comparison
    case .literal(let literal): literal.takesNoDot ? .minus : .postfix
    default: .postfix
    }
  }

  /// Whether the text of the expression begins with a minus.
  fileprivate var beginsWithMinus: Bool {
    switch kind {
    case .unary(.minus, _): true
    case .literal(let literal): literal.isNegative
    default: false
    }
  }
}
