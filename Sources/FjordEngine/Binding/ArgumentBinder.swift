import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Turns arguments as written into constants that fit their declarations, collecting all faults.
struct ArgumentBinder {
  let scope: Scope
  var faults: [Diagnostic] = []

  init(scope: Scope) { self.scope = scope }

  /// Options by name; unknown ones and values that do not fit are faults.
  mutating func bind(
    _ options: [Option], of owner: String, declared: [OptionDeclaration]
  ) -> [String: SourceArguments.Argument] {
    var bound: [String: SourceArguments.Argument] = [:]
    for option in options {
      guard let declaration = declared.first(where: { $0.name == option.name.text }) else {
        let fault = BindFault.unknownOption(
          option.name.text, of: owner,
          known: declared.filter { !$0.isSmallWord }.map(\.name).sorted())
        faults.append(fault.diagnostic(at: option.name.span))
        continue
      }
      guard bound[declaration.name] == nil else {
        faults.append(BindFault.optionTwice(declaration.name).diagnostic(at: option.name.span))
        continue
      }
      bound[declaration.name] = bind(option, as: declaration)
    }
    return bound
  }

  private mutating func bind(_ option: Option, as declaration: OptionDeclaration)
    -> SourceArguments.Argument?
  {
    guard let kind = declaration.kind else {
      guard option.value == nil else {
        return fail(.optionNeedsNoValue(declaration.name), at: option.span)
      }
      return SourceArguments.Argument(.bool(true), at: option.span)
    }
    switch option.value {
    case nil:
      return fail(.optionNeedsValue(declaration.name, expected: kind.words), at: option.span)
    case .word(let word)?:
      guard kind.accepts(.string(word.text)) else {
        return fail(
          .optionValue(declaration.name, expected: kind.words, found: "`\(word.text)`"),
          at: word.span)
      }
      return SourceArguments.Argument(.string(word.text), at: word.span)
    case .expression(let expression)?:
      if let name = expression.dottedName {
        return fail(
          .optionValue(declaration.name, expected: kind.words, found: "`\(name)`"),
          at: expression.span)
      }
      return bind(expression, as: kind) {
        .optionValue(declaration.name, expected: kind.words, found: $0)
      }
    }
  }

  /// Positional arguments in order.
  mutating func bind(
    _ items: [Item], of owner: String, declared: [ParameterDeclaration], at span: Span
  ) -> [SourceArguments.Argument] {
    let required = declared.filter { !$0.isOptional }.count
    guard items.count >= required, items.count <= declared.count else {
      let usage = scope.registry.sources[owner]?.usage ?? declared.usage(of: owner)
      let expected = declared.isEmpty ? "no argument" : declared.map(\.name).joined(separator: ", ")
      let place = items.last?.span ?? span
      faults.append(
        BindFault.itemCount(owner, expected: expected, found: items.count, usage: usage)
          .diagnostic(at: place))
      return []
    }
    return zip(items, declared).compactMap { item, declaration in
      bind(item, as: declaration)
    }
  }

  private mutating func bind(_ item: Item, as declaration: ParameterDeclaration)
    -> SourceArguments.Argument?
  {
    guard case .expression(let expression) = item.value, item.name == nil, item.direction == nil
    else {
      return fail(
        .argument(declaration.name, expected: declaration.kind.words, found: "something else"),
        at: item.span)
    }
    if let name = expression.dottedName {
      guard case .word = declaration.kind, declaration.kind.accepts(.string(name)) else {
        let fix =
          declaration.kind == .string ? "a text is written in quotes: `\"\(name)\"`" : nil
        return fail(
          .refusedArgument(
            declaration.name, expected: declaration.kind.words, found: "`\(name)`", fix: fix),
          at: item.span)
      }
      return SourceArguments.Argument(.string(name), at: item.span)
    }
    return bind(expression, as: declaration.kind) {
      .argument(declaration.name, expected: declaration.kind.words, found: $0)
    }
  }

  private mutating func bind(
    _ expression: Expression, as kind: ArgumentKind, _ fault: (String) -> BindFault
  ) -> SourceArguments.Argument? {
    if kind == .columnTypes, let types = expression.columnTypes {
      return SourceArguments.Argument(types, at: expression.span)
    }
    let binder = ExpressionBinder(input: Schema([]), scope: scope)
    guard let bound = binder.bind(expression) else {
      faults += binder.faults
      return nil
    }
    guard let value = try? bound.constantValue(binder.constantContext), kind.accepts(value) else {
      let text = expression.canonicalText
      return fail(fault(text.count <= 40 ? "`\(text)`" : bound.typeText), at: expression.span)
    }
    return SourceArguments.Argument(value, at: expression.span)
  }

  private mutating func fail<Result>(_ fault: BindFault, at span: Span) -> Result? {
    faults.append(fault.diagnostic(at: span))
    return nil
  }
}

extension ArgumentKind {
  /// The kind in words, for messages and help.
  package var words: String {
    switch self {
    case .int(let range) where range == .min ... .max: "a whole number"
    case .int(let range) where range.upperBound == .max: "a whole number from \(range.lowerBound)"
    case .int(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
    case .string: "a text"
    case .bool: "true or false"
    case .date: "a date, as 2024-06-01"
    case .duration: "a duration, as 7d"
    case .instant: "a date, a timestamp, or a duration back from now, as 7d"
    case .word([], others: true): "a word, or a text in quotes"
    case .word(let words, let others):
      words.joined(separator: ", ") + (others ? " or another word" : "")
    case .record: "a record, as {name: \"value\"}"
    case .columnTypes: "types by column, as {a: int}"
    case .any: "a literal"
    }
  }

  /// Whether a constant fits.
  package func accepts(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _): true
    case (.int(let range), .int(let number)): range.contains(number)
    case (.number, .int), (.number, .float): true
    case (.string, .string), (.bool, .bool), (.date, .date), (.duration, .duration): true
    case (.instant, .date), (.instant, .timestamp), (.instant, .duration): true
    case (.word(let words, let others), .string(let word)): others || words.contains(word)
    case (.record, .record): true
    case (.columnTypes, .record(let parts)):
      parts.allSatisfy { part in
        if case .string = part.value { true } else { false }
      }
    default: false
    }
  }
}

extension Expression {
  /// The dotted name that the expression reads as, as `nav.feed`, or nil.
  package var dottedName: String? {
    switch kind {
    case .column(let name): name.text
    case .member(let base, let name): base.dottedName.map { $0 + "." + name.text }
    default: nil
    }
  }
}

extension Expression {
  /// A record whose values are words or texts, as one of texts; nil for anything else.
  fileprivate var columnTypes: Value? {
    guard case .record(let parts) = kind else { return nil }
    var types: [NamedValue] = []
    for part in parts {
      switch part.value.kind {
      case .column(let word): types.append(NamedValue(part.key.text, .string(word.text)))
      case .literal(.string(let text)):
        types.append(NamedValue(part.key.text, .string(text)))
      default: return nil
      }
    }
    return .record(types)
  }
}
