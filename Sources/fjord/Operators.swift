import FjordEngine
import FjordOperators

/// Every operator, function and statement of the core: one line each, sorted.
enum CoreVocabulary {
  static let operators: [String: any Operator.Type] = [
    "bin": Bin.self,
    "count": Count.self,
    "derive": Derive.self,
    "describe": Describe.self,
    "distinct": Distinct.self,
    "drop": Drop.self,
    "expect": Expect.self,
    "explain": Explain.self,
    "fill": Fill.self,
    "flatten": Flatten.self,
    "join": Join.self,
    "latest": Latest.self,
    "pivot": Pivot.self,
    "rename": Rename.self,
    "sample": Sample.self,
    "save": Save.self,
    "schema": SchemaReport.self,
    "select": Select.self,
    "show": Show.self,
    "skip": Skip.self,
    "sort": Sort.self,
    "summarize": Summarize.self,
    "tail": Tail.self,
    "take": Take.self,
    "tee": Tee.self,
    "to": To.self,
    "top": Top.self,
    "union": Union.self,
    "unnest": Unnest.self,
    "unpivot": Unpivot.self,
    "values": Values.self,
    "where": Where.self,
  ]

  static let commands: [CommandDeclaration] = [
    .help,
    .refresh,
    .why,
  ]
}
