import FjordEngine
import FjordOperators

/// Every operator, function and statement of the core: one line each, sorted.
enum CoreVocabulary {
  static let operators: [any Operator.Type] = [
    Bin.self,
    Count.self,
    Derive.self,
    Describe.self,
    Distinct.self,
    Drop.self,
    Expect.self,
    Explain.self,
    Fill.self,
    Flatten.self,
    Join.self,
    Latest.self,
    Pivot.self,
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
    Unnest.self,
    Unpivot.self,
    Values.self,
    Where.self,
  ]

  static let commands: [CommandDeclaration] = [
    .help,
    .refresh,
    .why,
  ]
}
