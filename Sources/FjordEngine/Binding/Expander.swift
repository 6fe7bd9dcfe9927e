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
  /// Tells which operators take tables.
  let registry: Registry

  /// How many stages a pipeline may have, so that definitions of definitions can't exhaust memory.
  private static let stageLimit = 1_000

  func expand(_ pipeline: Pipeline) throws(Diagnostics) -> Pipeline {
    var result = Pipeline([], at: pipeline.span)
    let values = Rewrite(replacement: value)
    for stage in pipeline.stages {
      let expanded = try expand(stage)
      result.stages += expanded.map { values($0) }
      guard result.stageCount <= Self.stageLimit else {
        throw Diagnostics(BindFault.definitionTooLong(stage.callName).diagnostic(at: stage.span))
      }
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
    guard case .call(var call) = stage.kind else { return [stage] }
    guard let definition = definitions[call.name.text] else {
      call.items = try expandTables(call)
      return [Stage(.call(call), at: stage.span)]
    }
    let arguments = call.items.filter { $0.name == nil && $0.direction == nil }
    guard arguments.count == definition.parameters.count, call.items.count == arguments.count,
      call.clauses.isEmpty, call.options.isEmpty
    else {
      throw Diagnostics(
        BindFault.definitionArguments(
          call.name.text, expected: definition.parameters.count, found: call.items.count
        ).diagnostic(at: stage.span))
    }
    var given: [String: Expression] = [:]
    var tables: [String: Pipeline] = [:]
    for (parameter, argument) in zip(definition.parameters, arguments) {
      if case .expression(let expression) = argument.value { given[parameter] = expression }
      tables[parameter] = try expandTable(argument)
    }
    let isElsewhere = definition.source != source
    let rewrite = Rewrite(
      replacement: { [given] in given[$0.text] }, table: { [tables] in tables[$0.text] },
      takesTables: registry.takesTables, move: { isElsewhere ? stage.span : $0 })
    return rewrite(definition.body).stages
  }

  /// A call's items, definitions in those that are tables put in.
  private func expandTables(_ call: Call) throws(Diagnostics) -> [Item] {
    let takesTables = registry.takesTables(call.name.text)
    var items: [Item] = []
    for item in call.items {
      var copy = item
      let isTable = if case .pipeline = item.value { true } else { takesTables }
      if isTable, let pipeline = try expandTable(item) { copy.value = .pipeline(pipeline) }
      items.append(copy)
    }
    return items
  }

  /// The pipeline that an item stands for, where it is one or names a definition.
  private func expandTable(_ item: Item) throws(Diagnostics) -> Pipeline? {
    switch item.value {
    case .pipeline(let pipeline): return try expand(pipeline)
    case .expression(let expression):
      guard let name = expression.dottedName, definitions[name] != nil else { return nil }
      let stage = Stage(.call(Call(name: Name(name, at: expression.span))), at: expression.span)
      return Pipeline(try expand(stage), at: expression.span)
    }
  }
}
