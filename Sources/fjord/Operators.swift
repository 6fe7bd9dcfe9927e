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
    Join.self,
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
    Tee.self,
    To.self,
    Top.self,
    Union.self,
    Values.self,
    Where.self,
  ]

  static let commands: [CommandDeclaration] = [
    .help,
    .refresh,
  ]
}
