/// Writes trees as text.
struct Printer {
  private(set) var text = ""
  /// The text of a literal as it was written, where that is to be kept.
  var writtenLiteral: (Expression) -> String? = { _ in nil }

  mutating func write(_ part: String) {
    text += part
  }

  /// Writes elements with a separator between.
  mutating func writeList<Element>(
    _ elements: [Element], separator: String = ", ", _ write: (inout Printer, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { text += separator }
      write(&self, element)
    }
  }

  // MARK: Statements

  mutating func print(_ statement: Statement) {
    printHead(of: statement)
    switch statement.kind {
    case .letTable(_, let pipeline), .definition(_, _, let pipeline), .pipeline(let pipeline):
      print(pipeline)
    case .letValue(_, let value): print(value)
    case .parameter(let parameter): print(parameter)
    }
  }

  /// What stands before the pipeline or value of a statement.
  mutating func printHead(of statement: Statement) {
    switch statement.kind {
    case .letTable(let name, _), .letValue(let name, _): write("let \(name.text) = ")
    case .definition(let name, let parameters, _):
      write((["def", name.text] + parameters.map(\.text)).joined(separator: " ") + " = ")
    case .parameter, .pipeline: break
    }
  }

  private mutating func print(_ parameter: ParameterStatement) {
    write("param \(parameter.name.text)")
    if let type = parameter.type { write(": \(type.text)") }
    if let fallback = parameter.fallback {
      write(" = ")
      print(fallback)
    }
    if let summary = parameter.summary { write(" \(stringLiteral(summary))") }
  }

  mutating func print(_ pipeline: Pipeline) {
    writeList(pipeline.stages, separator: " | ") { $0.print($1) }
  }

  // MARK: Stages

  mutating func print(_ stage: Stage) {
    switch stage.kind {
    case .variable(let name): write("$\(name.text)")
    case .table(let list): print(list)
    case .call(let call): print(call)
    }
  }

  private mutating func print(_ call: Call) {
    write(call.name.text)
    if !call.items.isEmpty {
      write(" ")
      writeList(call.items) { $0.print($1) }
    }
    for clause in call.clauses {
      write(" \(clause.keyword.rawValue) ")
      writeList(clause.items) { $0.print($1) }
    }
    for option in call.options {
      write(" --\(option.name.text)")
      if let value = option.value { print(value) }
    }
  }

  private mutating func print(_ item: Item) {
    if let name = item.name { write("\(columnText(name.text)) = ") }
    switch item.value {
    case .expression(let expression): print(expression)
    case .pipeline(let pipeline):
      write("(")
      print(pipeline)
      write(")")
    }
    if let direction = item.direction { write(" \(direction.rawValue)") }
  }

  private mutating func print(_ value: Option.Value) {
    write(" ")
    switch value {
    case .word(let word): write(word.text)
    case .expression(let expression):
      if expression.standsAsOptionValue {
        print(expression)
      } else {
        write("(")
        print(expression)
        write(")")
      }
    }
  }
}

extension Expression {
  /// Whether the expression needs no parentheses behind an option.
  fileprivate var standsAsOptionValue: Bool {
    switch kind {
    case .literal, .interpolation, .list, .record, .variable: return true
    case .unary(.minus, let operand):
      if case .literal(let literal) = operand.kind { return literal.isUnsignedNumber }
      return false
    default: return false
    }
  }
}
