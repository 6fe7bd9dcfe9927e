import FjordEngine
import FjordOperators

/// Every operator, function and statement of the core: one line each, sorted.
enum CoreVocabulary {
  static let operators: [any Operator.Type] = [
    Count.self,
    Derive.self,
    Distinct.self,
    Drop.self,
    Explain.self,
    Latest.self,
    Rename.self,
    Sample.self,
    Save.self,
    SchemaReport.self,
    Select.self,
    Show.self,
    Skip.self,
    Sort.self,
    Summarize.self,
    Tail.self,
    Take.self,
    To.self,
    Top.self,
    Where.self,
  ]

  static let commands: [CommandDeclaration] = [
    .help,
    .refresh,
  ]
}
