import FjordDiagnostic
import FjordLanguage
import FjordTable

/// A named run of stages.
///
/// What it says is settled where it is defined: definitions and values that
/// its body names are put in there, so that later ones of the same name change nothing, and a
/// definition can't call itself.
package struct Definition: Sendable {
  /// What the parameters are called in the body: names that no text can write, so that they meet no
  /// other variable.
  let parameters: [String]
  let body: Pipeline
  let source: SourceText
}

/// Puts definitions and values of variables into a pipeline, so that what is left speaks for itself.
struct Expander {
  let definitions: [String: Definition]
  let variables: [String: Variable]
  let source: SourceText

  /// How many stages a pipeline may have, so that definitions of definitions can't exhaust memory.
  private static let stageLimit = 1_000

  func expand(_ pipeline: Pipeline) throws(Diagnostics) -> Pipeline {
    var result = Pipeline([], at: pipeline.span)
    let values = Rewrite(replacement: value)
    for stage in pipeline.stages {
      let expanded = try expand(stage)
      guard result.stages.count + expanded.count <= Self.stageLimit else {
        throw Diagnostics(BindFault.definitionTooLong(stage.callName).diagnostic(at: stage.span))
      }
      result.stages += expanded.map { values($0) }
    }
    return result
  }

  /// An expression with the values of variables put in.
  func expand(_ expression: Expression) -> Expression { Rewrite(replacement: value)(expression) }

  /// A definition with all in its body that is known by now.
  func define(_ name: String, parameters: [Name], body: Pipeline) throws(Diagnostics) -> Definition
  {
    var inner: [String: String] = [:]
    for parameter in parameters {
      guard inner.updateValue("\(name) \(parameter.text)", forKey: parameter.text) == nil else {
        throw Diagnostics(BindFault.namedTwice(parameter.text).diagnostic(at: parameter.span))
      }
    }
    let names = inner
    let rename = Rewrite(replacement: { variable in
      names[variable.text].map {
        Expression(.variable(Name($0, at: variable.span)), at: variable.span)
      }
    })
    return Definition(
      parameters: parameters.compactMap { names[$0.text] }, body: try expand(rename(body)),
      source: source)
  }

  private func value(_ name: Name) -> Expression? {
    guard case .value(let value, _)? = variables[name.text] else { return nil }
    return value.expression(at: name.span)
  }

  private func expand(_ stage: Stage) throws(Diagnostics) -> [Stage] {
    guard case .call(let call) = stage.kind, let definition = definitions[call.name.text] else {
      return [stage]
    }
    let arguments = call.items.compactMap { item -> Expression? in
      guard case .expression(let expression) = item.value, item.name == nil, item.direction == nil
      else { return nil }
      return expression
    }
    guard arguments.count == definition.parameters.count, call.items.count == arguments.count,
      call.clauses.isEmpty, call.options.isEmpty
    else {
      throw Diagnostics(
        BindFault.definitionArguments(
          call.name.text, expected: definition.parameters.count, found: call.items.count
        ).diagnostic(at: stage.span))
    }
    let given = Dictionary(zip(definition.parameters, arguments)) { first, _ in first }
    let isElsewhere = definition.source != source
    let rewrite = Rewrite(
      replacement: { given[$0.text] }, move: { isElsewhere ? stage.span : $0 })
    return rewrite(definition.body).stages
  }
}
