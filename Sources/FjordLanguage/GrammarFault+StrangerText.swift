/// The wording of answers to forms of other languages.
extension GrammarFault {
  var strangerText: FaultText {
    switch self {
    case .stranger(let found, let meant):
      FaultText(
        "parse.stranger", "expected an operator of fjord, found `\(found)`",
        fix: found == "||" ? "`or`; text is joined as `\"${a}${b}\"`" : "`\(meant)`")
    case .letterCase(let found, let meant):
      FaultText(
        "parse.letter-case", "expected `\(meant)`, found `\(found)`",
        why: "the words of the language are in small letters", fix: "`\(meant)`")
    case .noOperator(let found, let fix):
      FaultText("parse.stranger", "there is no operator `\(found)`", fix: fix)
    case .star(let stage):
      FaultText(
        "parse.stranger", "expected a value, found `*`",
        why: stage == nil ? "`count()` counts rows, and `count(x)` those where x is not null" : nil,
        fix: stage.map { "`\($0)`" } ?? "`count()`")
    case .lambdaPlace:
      FaultText(
        "parse.lambda", "`=>` stands only in the argument of a function",
        why: "as in `map(list, x => x.city)`", fix: "`>=` is greater or equal")
    case .method(let name):
      FaultText(
        "parse.method", "functions are not called on a value with a dot",
        fix: "`\(name)(...)` with the value as its first argument")
    case .parenthesisedList(let fix):
      FaultText(
        "parse.list", "a list stands in square brackets", fix: "`\(fix)`")
    default: sqlText
    }
  }

  private var sqlText: FaultText {
    switch self {
    case .select(let from, let columns):
      FaultText(
        "parse.sql", "a pipeline begins with its source, not with `select`",
        why: "rows flow from left to right: source, conditions, columns",
        fix: "`\(from ?? "SOURCE") | select \(columns)`")
    case .limit(let found, let count):
      FaultText(
        "parse.limit", "there is no `\(found)`; `take` keeps the first rows",
        fix: "`| take \(count ?? "10")`")
    case .sqlClause(let found, let fix):
      FaultText("parse.sql", "expected `,` or `|`, found `\(found)`", fix: "`\(fix)`")
    default: FaultText("parse.sql", "expected a stage")
    }
  }
}
