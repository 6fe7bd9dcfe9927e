import FjordDiagnostic

/// The wording of faults in the order of tokens.
extension GrammarFault {
  var text: FaultText {
    switch self {
    case .expected(let wanted, let found, let fix, let openText):
      FaultText(
        "parse.expected", "expected \(wanted), found \(found)", fix: fix,
        note: openText.map { Diagnostic.Note("this string runs over several lines", at: $0) })
    case .unclosed(let bracket, let opened, let found):
      FaultText(
        "parse.unclosed", "expected `\(bracket)`, found \(found)",
        note: Diagnostic.Note("the bracket was opened here", at: opened))
    case .tooDeep:
      FaultText(
        "parse.too-deep", "the expression is nested too deep",
        why: "brackets, operators and dots nest at most \(Parser.depthLimit) deep",
        fix: "`let` names a part of it; `in [...]` stands for many comparisons")
    case .stranger, .letterCase, .noOperator, .star, .lambdaPlace, .method, .parenthesisedList,
      .select, .limit, .sqlClause:
      strangerText
    case .assignment, .nullComparison, .chained, .isWithoutNull, .notInOperand: comparisonText
    case .optionValue, .optionAssignment, .optionPlace: optionText
    case .leadingPipe, .pipeInExpression, .stage, .emptyParentheses: pipelineText
    case .leadingDot, .indexByDot, .reserved, .clauseTwice, .keyTwice, .fallback: nameText
    }
  }

  private var comparisonText: FaultText {
    switch self {
    case .assignment(let left, let right, let inKey):
      if inKey {
        return FaultText(
          "parse.equals", "expected a column's name before `=`, found an expression",
          why: "after `on`, `a = b` is the left column and the right one",
          fix: "`derive` gives the expression a name before the join")
      }
      return FaultText(
        "parse.equals", "`=` names a column; `==` compares",
        fix: "`\(left) == \(right)`")
    case .nullComparison(let operand, let negated):
      return FaultText(
        "parse.null-comparison", "a comparison with `null` is never true",
        why: "null is the absence of a value, and comparing with it gives unknown",
        fix: "`\(operand) is \(negated ? "not " : "")null`")
    case .chained(let fix):
      return FaultText(
        "parse.chained-comparison", "comparisons can't be chained",
        fix: fix.map { "`\($0)`" } ?? "`and` between them, or parentheses around one")
    case .isWithoutNull(let found):
      return FaultText(
        "parse.expected", "expected `null` or `not null` after `is`, found \(found)",
        fix: ["`none`", "`nil`", "`missing`", "`empty`", "`na`"].contains(found.lowercased())
          ? "`is null`" : "`==` compares with a value")
    default:
      return FaultText(
        "parse.not", "`not` can't stand here without parentheses", fix: "`(not ...)`")
    }
  }

  private var optionText: FaultText {
    switch self {
    case .optionValue(let name, let found, let flags):
      FaultText(
        "parse.option-value", "expected a value after `--\(name)`, found \(found)",
        why: flags.isEmpty
          ? nil : "the options here that take none are " + flags.map { "--" + $0 }.listed,
        fix: nearestNames(to: name, among: flags).first.map { "`--\($0)` might be meant" }
          ?? (found == "`,`" ? "a text is written in quotes: `--\(name) \",\"`" : nil))
    case .optionAssignment(let name):
      FaultText(
        "parse.option-value", "expected a space between `--\(name)` and its value, found `=`",
        fix: "`--\(name) VALUE`")
    case .optionPlace(let name):
      FaultText(
        "parse.option-place", "expected a value, found the option `--\(name)`",
        why: "an option stands between the items of a stage, not inside an expression")
    default: FaultText("parse.option", "expected an option")
    }
  }

  private var pipelineText: FaultText {
    switch self {
    case .leadingPipe:
      FaultText(
        "parse.leading-pipe", "a statement can't begin with `|`",
        why: "nothing stands before it; only at the prompt does `|` go on from `$last`",
        fix: "a source before it: `nav.feed | ...`")
    case .pipeInExpression:
      FaultText(
        "parse.pipe", "a pipeline can't stand inside an expression",
        why: "a pipeline in parentheses is an item by itself: `join (nav.feed | take 5) on k`",
        fix: "`let t = ...` before it, and then `$t`")
    case .stage(let found, let isFirst):
      FaultText(
        "parse.stage", "expected \(isFirst ? "a source" : "an operator"), found \(found)",
        why: isFirst
          ? "a line is a pipeline that begins with a source, `let`, `def` or `param`" : nil,
        fix: isFirst ? "a value is named by `let x = ...`" : nil)
    default:
      FaultText(
        "parse.parentheses", "expected something between the parentheses, found nothing",
        fix: "a stage takes none: `count`, not `count()`")
    }
  }

  private var nameText: FaultText {
    switch self {
    case .leadingDot(let digits):
      FaultText(
        "parse.number", "expected a value, found `.\(digits)`", fix: "`0.\(digits)`")
    case .indexByDot(let digits):
      FaultText(
        "parse.index", "expected a name after `.`, found `\(digits)`",
        why: "lists are counted from 0", fix: "`[\(digits)]`")
    case .reserved(let word, let use):
      FaultText(
        "parse.reserved-word", "expected \(use), found the reserved word `\(word)`",
        fix: use == "a value" ? "as a column it stands in backticks" : "another name")
    case .clauseTwice(let word, let first):
      FaultText(
        "parse.clause-twice", "`\(word)` stands twice in this stage",
        fix: "one `\(word)`, its items parted by commas",
        note: Diagnostic.Note("the first one", at: first))
    case .keyTwice(let key, let first):
      FaultText(
        "parse.key-twice", "the key `\(key)` stands twice in this record",
        note: Diagnostic.Note("the first one", at: first))
    default:
      FaultText(
        "parse.default", "a default is a literal",
        why: "it is shown by `--help`, before anything runs",
        fix: "a number, a string without `${...}`, a date, a duration, a list or a record")
    }
  }
}

extension [String] {
  /// `a, b and c`.
  fileprivate var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
