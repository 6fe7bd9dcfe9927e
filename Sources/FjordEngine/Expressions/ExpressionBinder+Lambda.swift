import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  /// `map(list, x => E)`: the body is bound with the element in scope, beside all columns.
  func bindLambdaCall(
    _ function: FunctionDeclaration, _ arguments: [Expression], lambdaAt place: Int, at span: Span
  ) -> BoundExpression? {
    guard let form = function.lambda, arguments.count == 2, place == 1,
      case .lambda(let name, let expression) = arguments[1].kind
    else { return failLambda(function, arguments, at: span) }
    guard let list = bind(arguments[0]) else { return nil }
    guard case .list(let element)? = list.type else {
      return fail(
        .functionArguments(
          function.name, signatures: function.signatures,
          found: [list.typeText, arguments[1].canonicalText]), at: span)
    }
    let outerCount = input.fields.count + locals.count
    locals.append(
      Local(name: name.text, type: element, field: Field.computed(from: [list])))
    let body = bind(expression)
    locals.removeLast()
    guard let body else { return nil }
    guard form == .map || body.type == nil || body.type == .bool else {
      return fail(
        .expectedType("`\(function.name)`", expected: "bool", found: body.typeText),
        at: expression.span)
    }
    let cast = casting(body, to: form == .map ? body.type ?? .string : .bool)
    let call = LambdaCall(
      name: function.name, form: form, list: list, body: cast, outerCount: outerCount)
    return folded(
      BoundExpression(
        .lambda(call), call.result, at: span, field: Field.computed(from: [list, cast])))
  }

  private func failLambda(
    _ function: FunctionDeclaration, _ arguments: [Expression], at span: Span
  ) -> BoundExpression? {
    let found = arguments.map { argument in
      argument.isLambda ? argument.canonicalText : bind(argument)?.typeText
    }
    return fail(
      .functionArguments(
        function.name, signatures: function.signatures, found: found.compactMap { $0 }), at: span)
  }
}

/// A name that a lambda gives to an element.
struct Local {
  let name: String
  let type: DataType
  /// What the element inherits of the list's meaning.
  let field: Field?
}

extension Expression {
  var isLambda: Bool {
    if case .lambda = kind { true } else { false }
  }
}
