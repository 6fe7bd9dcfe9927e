import FjordDiagnostic
import FjordLanguage

/// The tables among a stage's items, as far as they bind.
struct TableArguments {
  /// Pipelines by the place of their item.
  var bound: [Int: BoundPipeline] = [:]
  var faults: [Diagnostic] = []
}

extension PipelineBinder {
  /// Binds the tables among the items of an operator that takes some.
  ///
  /// Each is a pipeline of its own: bound with the same names, and planned apart.
  func bindTables(_ call: Call, of declaration: OperatorDeclaration) async -> TableArguments {
    var tables = TableArguments()
    guard declaration.items.form.isTable else { return tables }
    for (place, item) in call.items.enumerated() {
      guard let pipeline = item.tablePipeline else {
        tables.faults.append(
          BindFault.itemForm(declaration.name, expected: declaration.items.form.words)
            .diagnostic(at: item.span))
        continue
      }
      do {
        tables.bound[place] = try await bindRows(expanded: pipeline)
      } catch {
        tables.faults += Diagnostics(wrapping: error).located(at: item.span, in: nil).items
      }
    }
    return tables
  }
}

extension Item {
  /// The pipeline that an item stands for where a table is wanted; nil where it stands for none.
  var tablePipeline: Pipeline? {
    guard name == nil, direction == nil else { return nil }
    switch value {
    case .pipeline(let pipeline): return pipeline
    case .expression(let expression):
      guard let kind = expression.tableStage else { return nil }
      return Pipeline([Stage(kind, at: expression.span)], at: expression.span)
    }
  }
}

extension Expression {
  /// The stage that an expression stands for where a table is wanted: a variable, a list, or a name.
  var tableStage: Stage.Kind? {
    switch kind {
    case .variable(let name): .variable(name)
    case .list: .table(self)
    default: dottedName.map { .call(Call(name: Name($0, at: span))) }
    }
  }
}
