import FjordDiagnostic

// All sentences about faults of this target; what to do about them stands in `+Fix`.

extension JobindsatsFault {
  /// The fault as a person reads it.
  var diagnostic: Diagnostic { diagnostic(at: nil) }

  /// The fault at a place of the pipeline.
  func diagnostic(at span: FjordDiagnostic.Span?) -> Diagnostic {
    Diagnostic(
      code: "jobindsats." + name, message, at: span, reason: reason, fix: fix, status: status)
  }

  private var name: String {
    switch self {
    case .noKey: "key"
    case .version: "version"
    case .revisedMonths: "revised-months"
    case .fractionsSetting: "fractions-setting"
    case .fractions: "fractions"
    case .tableID: "table-id"
    case .subject, .noTablesOf: "subject"
    case .empty: "value-missing"
    case .periodForm: "period-form"
    case .mixedPeriods: "mixed-periods"
    case .periodType: "period-type"
    case .period: "period"
    case .latest: "latest"
    case .noPeriods: "no-periods"
    case .dimension: "dimension"
    case .hierarchy: "hierarchy"
    case .hierarchyTwice: "hierarchy-twice"
    case .hierarchyForm: "hierarchy-form"
    case .level: "level"
    case .noTotal: "no-total"
    case .value: "value"
    case .area: "area"
    case .areaTwice: "area-twice"
    case .areasApart: "areas-apart"
    case .noAreas: "no-areas"
    case .measure: "measure"
    case .noTable: "no-table"
    case .notFound: "not-found"
    case .refused: "refused"
    case .noAnswer: "no-answer"
    case .otherColumns: "other-columns"
    case .otherPeriods: "other-periods"
    case .unreadableCheckpoint: "checkpoint"
    case .large: "large"
    case .guessedColumns: "guessed-columns"
    case .spelling: "spelling"
    case .unasked: "unasked"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .noKey: .unauthorised
    case .version, .revisedMonths, .fractionsSetting: .usage
    case .noTable, .notFound, .refused, .noAnswer, .otherColumns, .otherPeriods, .fractions,
      .unreadableCheckpoint:
      .source
    default: .check
    }
  }

  private var message: String {
    switch self {
    case .noKey: "`jobindsats` needs a key, and none is set"
    case .version(let text, let setting):
      "`\(setting)` expected 3 or 2, found `\(text.shown)`"
    case .revisedMonths(let text, let setting):
      "`\(setting)` expected a number of months, found `\(text.shown)`"
    case .fractionsSetting(let text, let setting):
      "`\(setting)` expected 1 or 0, found `\(text.shown)`"
    case .tableID(let text): "`\(text.shown)` is no id of a table"
    case .subject: "`--subject` expected ids of subjects"
    case .empty(let option): "`--\(option)` names nothing"
    case .periodForm(let text): "`\(text.shown)` asks for no periods"
    case .mixedPeriods(let types):
      "`--period` mixes \(types.map(PeriodCode.words).joined(separator: " and "))"
    case .periodType(let type, _): "the table has no periods of type `\(type.shown)`"
    case .period(let text, let type, _, _, _):
      "the table has no `\(text.shown)` among its \(PeriodCode.words(for: type))"
    case .latest(let count, let type, let available):
      "`latest:\(count)` asks for more \(PeriodCode.words(for: type)) than the \(available) there are"
    case .noPeriods(let type): "the table has no \(PeriodCode.words(for: type)) yet"
    case .level(let id, let hierarchy, _):
      "hierarchy `\(hierarchy)` has no level `\(id.shown)`"
    case .noTotal(let id): "hierarchy `\(id)` has no total"
    case .value(let text, let hierarchy, _, _):
      "hierarchy `\(hierarchy)` has no value `\(text.shown)`"
    case .area(let text, _): "the table has no area `\(text.shown)`"
    case .areaTwice(let id): "`--area` and `--hierarchy {\(id): ...}` both choose areas"
    case .areasApart: "the areas stand in no one hierarchy together"
    case .noAreas(let id): "table `\(id)` has no areas"
    case .measure(let text, _, _): "the table has no measure `\(text.shown)`"
    default: hierarchyMessage ?? answerMessage
    }
  }

  private var hierarchyMessage: String? {
    switch self {
    case .dimension(let id, _): "`\(id.shown)` is a dimension, and a hierarchy of it is wanted"
    case .hierarchy(let id, _): "the table has no hierarchy `\(id.shown)`"
    case .hierarchyTwice(let dimension, _): "dimension `\(dimension)` is opened by two hierarchies"
    case .hierarchyForm(let id): "`\(id)` expected a text or a list of texts"
    default: nil
    }
  }

  private var answerMessage: String {
    switch self {
    case .noTable(let id, _, _, _): "`jobindsats` knows no table `\(id.shown)`"
    case .notFound: "`jobindsats` answered 404 (not found)"
    case .refused(let status, let cause, _, _):
      "`jobindsats` refused the request (\(status))" + (cause.map { ": \($0.shown)" } ?? "")
    case .noAnswer(let what, _, let why): "the answer of `jobindsats` is no \(what): \(why)"
    case .otherColumns(let missing, _):
      "the answer of `jobindsats` has no column \(missing.quoted)"
    case .otherPeriods(let code, _):
      "the answer of `jobindsats` holds `\(code.shown)`, which was not asked for"
    case .fractions(let measure, let value, _):
      "`\(measure)` was taken for whole numbers, and the answer of `jobindsats` has \(value)"
    case .unreadableCheckpoint(let text):
      "the table's cursor, `\(text.shown)`, is none of `jobindsats.data`'s"
    case .noTablesOf(let subjects): "no table has subject \(subjects.quoted)"
    case .large(let cells):
      "one period of this selection has about \(cells) cells, and the answer may never come"
    case .guessedColumns: "some measures have other headings than the table's description says"
    case .spelling(let column, let text, _):
      "no row of this selection has `\(text.shown)` as its `\(column)`"
    case .unasked(let id):
      "the columns of table `\(id)` are not known here: stages behind are checked by name alone"
    default: ""
    }
  }

  private var reason: String? {
    switch self {
    case .mixedPeriods: "types of period overlap in time, and make no one series"
    case .periodType(_, let known): "it has \(known.quoted)"
    case .period(_, _, let first, let last, _): "it has \(first) to \(last)"
    case .latest(_, _, let available): "it has \(available); the service refuses to give fewer"
    case .dimension(_, let ids): "its hierarchies are \(ids.quoted)"
    case .hierarchy(_, let known): "it has \(known.quoted)"
    case .hierarchyTwice(_, let ids): "\(ids.quoted) order the same values; one is picked"
    case .level(_, _, let known): "it has \(known.quoted)"
    case .areasApart(let names, let ids):
      "\(names.quoted) are not all in one of \(ids.quoted)"
    case .noTable(_, let url, let cause, _), .notFound(let url, let cause):
      "asked for \(url)" + (cause.map { "; the server says: \($0.shown)" } ?? "")
    case .refused(_, _, let id, let url):
      "asked for \(url)" + (id.map { "; the request's id is \($0.shown)" } ?? "")
    case .fractions(_, _, let url):
      "the service says no types, so a measure's name tells them; asked for \(url)"
    case .noAnswer(_, let url, _), .otherPeriods(_, let url): "asked for \(url)"
    case .otherColumns(_, let found): "it has \(found.quoted)"
    case .large: "the service may time out beyond \(Selection.cellLimit) cells in one answer"
    case .guessedColumns(let pairs):
      "taken in order: "
        + pairs.sorted { $0.key < $1.key }.map { "`\($0.value.shown)` for `\($0.key)`" }
        .joined(separator: ", ")
    case .unasked: "a check asks nobody, and the service alone says which columns there are"
    default: nil
    }
  }
}

extension String {
  /// The text as a message may show it: short, and without control characters.
  var shown: String { String(prefix(80)).escapingControls() }
}

extension [String] {
  /// Names for a message, ten at most.
  var quoted: String {
    prefix(10).map { "`\($0.shown)`" }.joined(separator: ", ")
      + (count > 10 ? " and \(count - 10) more" : "")
  }
}
