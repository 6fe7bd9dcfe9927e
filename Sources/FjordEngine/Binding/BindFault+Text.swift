import FjordDiagnostic
import FjordLanguage

extension BindFault {
  /// The fault as a message at a place.
  package func diagnostic(at span: Span?) -> Diagnostic {
    let text = wording
    return Diagnostic(
      code: "bind.\(text.code)", text.message, at: span, reason: text.reason, fix: text.fix,
      status: .check)
  }
}

private func nearest(_ name: String, _ known: [String]) -> String? {
  let near = nearestNames(to: name, among: known)
  guard !near.isEmpty else { return nil }
  return near.map { "`\($0)`" }.joined(separator: " or ") + " might be meant"
}

/// What a word stands for that names a literal elsewhere.
private func literal(meantBy name: String) -> String? {
  switch name.lowercased() {
  case "null", "none", "nil": "`null`; `x is null` tests for it"
  case "true", "false": "`\(name.lowercased())`"
  default: nil
  }
}

/// An option as it is written: `--since`, but `to` where a small word of the language names it.
private func option(_ name: String) -> String {
  Clause.Keyword(rawValue: name) == nil ? "`--\(name)`" : "`\(name)`"
}

private func argumentCount(_ count: Int) -> String {
  count == 0 ? "no argument" : count == 1 ? "one argument" : "\(count) arguments"
}

private func listed(_ names: [String], nearTo name: String = "") -> String {
  guard !names.isEmpty else { return "none" }
  let near = nearestNames(to: name, among: names, limit: 10)
  let ordered = names.count <= 10 ? names : near + names.filter { !near.contains($0) }
  let shown = ordered.prefix(10).joined(separator: ", ")
  return ordered.count > 10 ? shown + ", and \(ordered.count - 10) more" : shown
}

extension BindFault {
  private typealias Wording = (code: String, message: String, reason: String?, fix: String?)

  private var wording: Wording { nameWording ?? shapeWording ?? typeWording ?? otherWording }

  private var nameWording: Wording? {
    switch self {
    case .unknownColumn(let name, let known, let origin):
      (
        "unknown-column", "unknown column `\(name)`",
        known.isEmpty
          ? "there are no columns \(origin)"
          : "the columns \(origin) are \(listed(known, nearTo: name))",
        literal(meantBy: name)
          ?? (known.isEmpty ? "a text is written in quotes: `\"\(name)\"`" : nearest(name, known))
      )
    case .unknownOperator(let name, let known, let sameElsewhere):
      (
        "unknown-operator", "unknown operator `\(name)`", nil,
        sameElsewhere.first.map { "`\($0)` does what `\(name)` does elsewhere" }
          ?? nearest(name, known) ?? "`help` lists the operators"
      )
    case .unknownSource(let name, let known):
      (
        "unknown-source", "unknown source `\(name)`",
        "a pipeline begins with a source, a table variable or a list",
        nearest(name, known) ?? NamesElsewhere.sourceFix(for: name) ?? "`sources` lists the sources"
      )
    case .unknownFunction(let name, let known):
      (
        "unknown-function", "unknown function `\(name)`", nil,
        NamesElsewhere.fix(for: name) ?? nearest(name, known)
          ?? "`help functions` lists the functions"
      )
    case .unknownOption(let name, let owner, let known):
      (
        "unknown-option", "unknown option `--\(name)` of `\(owner)`",
        known.isEmpty
          ? "`\(owner)` has no options"
          : "its options are \(listed(known.map { "--" + $0 }, nearTo: "--" + name))",
        nearest("--" + name, known.map { "--" + $0 })
          ?? (name == "format" ? "`| to json` shows the rows in a format" : nil)
      )
    case .unknownClause(let word, let owner, let known, let fix):
      (
        "unknown-clause", "`\(owner)` takes no `\(word)`",
        known.isEmpty ? "`\(owner)` has no clauses" : "its clauses are \(listed(known))", fix
      )
    case .unknownVariable(let name, _, isColumn: true):
      (
        "unknown-variable", "unknown variable `$\(name)`",
        "`\(name)` is a column, and columns are written without `$`", "`\(name)`"
      )
    case .unknownVariable(let name, let known, _):
      (
        "unknown-variable", "unknown variable `$\(name)`",
        known.isEmpty
          ? "no variable is defined before this place"
          : "the variables here are \(listed(known.map { "$" + $0 }))",
        nearest("$" + name, known.map { "$" + $0 })
          ?? "a column is written without `$`; `let \(name) = ...` defines a variable"
      )
    case .unknownField(let name, let known):
      (
        "unknown-field", "unknown field `\(name)`",
        "the fields here are \(listed(known, nearTo: name))", nearest(name, known)
      )
    case .unknownTable(let name, let known):
      (
        "unknown-table", "no saved table `\(name)`",
        known.isEmpty
          ? "the store is empty" : "the saved tables are \(listed(known, nearTo: name))",
        nearest(name, known) ?? "`... | save \(name)` makes one"
      )
    case .unknownTerm(let word, let known):
      (
        "unknown-term", "no plugin explains `\(word)`", nil,
        nearest(word, known) ?? "`glossary` lists the terms"
      )
    default: nil
    }
  }

  private var shapeWording: Wording? {
    switch self {
    case .missingClause(let word, let owner, let usage):
      ("missing-clause", "`\(owner)` needs `\(word)`", nil, "usage: `\(usage)`")
    case .itemCount(let owner, let expected, let found, let usage):
      (
        "items", "`\(owner)` expected \(expected), found \(found == 0 ? "nothing" : "\(found)")",
        nil,
        "usage: `\(usage)`"
      )
    case .itemForm(let owner, let expected, let found):
      (
        "items", "`\(owner)` expected \(expected)" + (found.map { ", found `\($0)`" } ?? " here"),
        nil, nil
      )
    case .itemsBeforeClause(let word, let owner, let found):
      (
        "items", "`\(owner)` expected `\(word)`, found `\(found)`", nil,
        "`\(owner) \(word) \(found)`"
      )
    case .optionValue(let name, let expected, let found):
      ("option-value", "\(option(name)) expected \(expected), found \(found)", nil, nil)
    case .optionNeedsNoValue(let name):
      ("option-value", "`--\(name)` is a flag and takes no value", nil, "leave the value out")
    case .optionNeedsValue(let name, let expected):
      ("option-value", "\(option(name)) needs a value: \(expected)", nil, nil)
    case .optionTwice(let name):
      ("option-twice", "\(option(name)) is given twice", nil, "leave one of them out")
    case .argument(let name, let expected, let found):
      ("argument", "`\(name)` expected \(expected), found \(found)", nil, nil)
    case .duplicateColumn(let name):
      (
        "duplicate-column", "two columns would be named `\(name)`", nil,
        "give one of them a name: `other = ...`"
      )
    case .namedTwice(let name): ("named-twice", "`\(name)` is named twice here", nil, nil)
    case .notAStage(let name):
      (
        "not-a-stage", "`\(name)` can't stand here", "a stage is an operator with its arguments",
        nil
      )
    case .sourceInMiddle(let name):
      (
        "source-in-middle", "`\(name)` is a source and begins a pipeline",
        "only operators and look-ups stand behind `|`", nil
      )
    case .operatorFirst(let name):
      (
        "operator-first", "`\(name)` is an operator and needs rows before it",
        "a pipeline begins with a source, a table variable or a list",
        "begin with a source: `SOURCE | \(name) ...`, or `$last | \(name) ...`"
      )
    case .afterEnd(let name):
      ("after-end", "nothing can follow `\(name)`", "`\(name)` ends a pipeline", nil)
    case .commandInPipeline(let name):
      (
        "command-in-pipeline", "`\(name)` stands alone", "it is a statement and gives no rows",
        "put it on a line of its own"
      )
    default: nil
    }
  }

  private var typeWording: Wording? {
    switch self {
    case .typeMismatch(let word, let left, let right, let fix):
      ("type", "`\(word)` can't take \(left) and \(right)", nil, fix)
    case .keyTypes(let left, let right, let fix):
      (
        "key-type",
        "a key can't be `\(left.text)` (\(left.type)) = `\(right.text)` (\(right.type))",
        "keys are compared as one type; int and float mix, and so do date and timestamp", fix
      )
    case .expectedType(let what, let expected, let found):
      ("type", "\(what) expected \(expected), found \(found)", nil, nil)
    case .refusedArgument(let name, let expected, let found, let fix):
      ("argument", "`\(name)` expected \(expected), found \(found)", nil, fix)
    case .pattern(let message, let text, let offset):
      (
        "pattern", "the pattern can't be read: \(message)",
        "that is after \(text.utf8.prefix(offset).isEmpty ? "its start" : "`\(String(decoding: text.utf8.prefix(offset), as: UTF8.self))`")",
        nil
      )
    case .patternPlace:
      (
        "pattern-place", "a pattern can't stand here",
        "it stands behind `=~` and `!~`, and in `extract`, `replace` and `split`",
        "a variable holds a pattern as text: `let p = '[0-9]+'`"
      )
    case .fieldOfList(let list, let field):
      (
        "field-of-list", "`\(list)` is a list of records and has no field of its own", nil,
        "`map(\(list), x => x.\(field))` gives that of each, `\(list)[0].\(field)` of the first"
      )
    case .functionArguments(let name, let signatures, let found):
      (
        "arguments", "`\(name)` can't take (\(found.joined(separator: ", ")))",
        "it takes \(signatures.joined(separator: " or "))", nil
      )
    case .aggregateHere(let name):
      (
        "aggregate-here", "`\(name)` is an aggregate and can't stand here",
        "aggregates stand in `summarize`, in `derive` over the rows of a partition, or take a list",
        "`summarize \(name)(...) by ...`, or `derive x = \(name)(...) per ... | ...`"
      )
    case .windowHere(let name):
      (
        "window-here", "`\(name)` is a window function and can't stand here",
        "window functions stand in `derive`, which sees all rows of a partition",
        "derive it first: `derive x = \(name)(...) per ... | ...`"
      )
    case .windowNeedsOrder(let name):
      (
        "window-order", "`\(name)` needs to know the order of the rows", nil,
        "say what to order by: `derive x = \(name)() by COLUMN`"
      )
    case .noWindow(let word):
      (
        "no-window", "`\(word)` has nothing to do here",
        "no window function or aggregate stands in the items", "leave `\(word)` out"
      )
    case .notAnAggregate(let text, let owner, let inner) where !inner.isEmpty:
      (
        "not-an-aggregate", "`\(text)` is not an aggregate",
        "`\(owner)` takes aggregates by themselves, and `derive` makes more of them",
        owner == "summarize"
          ? "derive it behind: `summarize \(inner.joined(separator: ", ")) ... | derive ...`" : nil
      )
    case .notAnAggregate(let text, let owner, _):
      (
        "not-an-aggregate", "`\(text)` is not an aggregate",
        "`\(owner)` takes aggregates, as `count()` or `avg(x)`",
        owner == "summarize" ? "put keys behind `by`: `summarize count() by \(text)`" : nil
      )
    case .columnBesideAggregate(let name):
      (
        "column-beside-aggregate", "`\(name)` has a value for each row here",
        "the condition is on the whole table, since it holds an aggregate",
        "put it in an aggregate, as `max(\(name))`"
      )
    case .argumentRange(let name, let argument, let low, let high):
      (
        "argument-range",
        "`\(name)` expected a number from \(low) to \(high), found `\(argument)`",
        "it must be known before the run", nil
      )
    case .notAdditive(let column, let function, let reason):
      (
        "not-additive",
        "`\(function)` of \(column.hasPrefix("`") ? column : "`\(column)`") would be wrong", reason,
        "`\(function)(additive(\(column)))` insists"
      )
    case .comparisonWithNull(let isEqual, let operand):
      (
        "null-comparison", "a comparison with null is never true",
        "null is unknown, and so is whether it equals anything",
        "`\(operand) is \(isEqual ? "" : "not ")null`"
      )
    default: nil
    }
  }

  private var otherWording: Wording {
    switch self {
    case .tableAsValue(let name):
      (
        "table-as-value", "`$\(name)` is a table and can't stand in an expression",
        "a table stands first in a pipeline, or after `in`", nil
      )
    case .valueAsTable(let name):
      (
        "value-as-table", "`$\(name)` is a value, not a table", nil,
        "`[$\(name)]` is a table with the value in it"
      )
    case .definitionArguments(let name, let expected, let found):
      (
        "definition", "`\(name)` takes \(argumentCount(expected)), found \(found)",
        expected == 0 ? nil : "arguments are parted by commas and have no names", nil
      )
    case .definitionTooLong(let name):
      (
        "definition", "`\(name)` grows to more stages than a pipeline may have",
        "definitions in it stand for others, and so on", nil
      )
    case .nothingShownYet:
      (
        "nothing-shown", "there is no `$last` yet", "`$last` is the table shown last",
        "show a table first"
      )
    case .readTwice(let name):
      (
        "read-twice", "`\(name)` can be read once", "it stands in this pipeline before",
        "keep it first: `let input = \(name)`, and then `$input` in both places"
      )
    case .keyDropped(let columns, let sink):
      (
        "key-dropped",
        "`\(sink)` needs the key \(columns.map { "`\($0)`" }.joined(separator: ", "))",
        "rows are saved by their key, and a stage before dropped it or put other values in",
        "keep \(columns.map { "`\($0)`" }.joined(separator: ", ")) as it is"
      )
    case .notSupported(let what, let instead): ("not-supported", what, nil, instead)
    case .tableRows(let expected): ("table-rows", "a literal table expected \(expected)", nil, nil)
    case .lookupColumns(let name, let missing):
      (
        "lookup-columns", "`\(name)` needs the column \(listed(missing.map { "`\($0)`" }))",
        "it looks rows up by it", nil
      )
    default: ("fault", "the pipeline can't be bound", nil, nil)
    }
  }
}
