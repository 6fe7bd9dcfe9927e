import FjordDiagnostic
import FjordLanguage
import FjordTable

/// A named run of stages.
package struct Definition: Sendable {
  let parameters: [String]
  let body: Pipeline
  let source: SourceText
}

/// Puts definitions and values of variables into a pipeline, so that what is left speaks for itself.
struct Expander {
  let definitions: [String: Definition]
  let variables: [String: Variable]
  let source: SourceText

  func expand(_ pipeline: Pipeline) throws(Diagnostics) -> Pipeline {
    var result = Pipeline([], at: pipeline.span)
    let values = Rewrite(replacement: value)
    for stage in pipeline.stages {
      result.stages += try expand(stage, depth: 0).map { values($0) }
    }
    return result
  }

  /// An expression with the values of variables put in.
  func expand(_ expression: Expression) -> Expression { Rewrite(replacement: value)(expression) }

  private func value(_ name: Name) -> Expression? {
    guard case .value(let value, _)? = variables[name.text] else { return nil }
    return value.expression(at: name.span)
  }

  /// Definitions see only earlier ones, so the depth is bounded by their number.
  private func expand(_ stage: Stage, depth: Int) throws(Diagnostics) -> [Stage] {
    guard case .call(let call) = stage.kind, depth < 64,
      let definition = definitions[call.name.text]
    else { return [stage] }
    let arguments = call.items.compactMap { item -> Expression? in
      guard case .expression(let expression) = item.value, item.name == nil else { return nil }
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
    var stages: [Stage] = []
    for inner in definition.body.stages {
      stages += try expand(rewrite(inner), depth: depth + 1)
    }
    return stages
  }
}
