import FjordDiagnostic

/// What can go wrong with this service beyond HTTP: facts; `diagnostic` has the words.
enum JobindsatsFault: DiagnosticError, Hashable {
  // Settings

  /// No key is set.
  case noKey(variable: String)
  /// A version that is not spoken.
  case version(String, setting: String)
  /// Text that says neither yes nor no to fractions.
  case fractionsSetting(String, setting: String)
  /// A number of months that is none.
  case revisedMonths(String, setting: String)

  // Arguments

  /// Text that can't be a table's id.
  case tableID(String)
  /// An option `--subject` without ids.
  case subject
  /// An option that says nothing.
  case empty(String)
  /// Text that asks for no periods.
  case periodForm(String)
  /// Periods of several types.
  case mixedPeriods([String])
  /// A type of period that the table does not have.
  case periodType(String, known: [String])
  /// A period that the table does not have.
  case period(String, type: String, first: String, last: String, known: [String])
  /// More periods than there are.
  case latest(Int, type: String, available: Int)
  /// A table without periods of a type.
  case noPeriods(String)
  /// A dimension's id where a hierarchy's is wanted.
  case dimension(String, hierarchies: [String])
  /// A hierarchy that the table does not have.
  case hierarchy(String, known: [String])
  /// Two hierarchies of one dimension.
  case hierarchyTwice(String, [String])
  /// A choice of values that is none.
  case hierarchyForm(String)
  /// A level that a hierarchy does not have.
  case level(String, of: String, known: [String])
  /// A hierarchy without a total.
  case noTotal(String)
  /// A value that a hierarchy does not have.
  case value(String, of: String, known: [String], ids: [String])
  /// An area that the table does not have.
  case area(String, known: [String])
  /// Areas given twice, by name and by hierarchy.
  case areaTwice(String)
  /// Areas that stand in no one hierarchy together.
  case areasApart([String], hierarchies: [String])
  /// A table without areas.
  case noAreas(String)
  /// A measure that the table does not have.
  case measure(String, known: [String], names: [String])

  // Answers

  /// No table of that id; `near` are ids that may be meant.
  case noTable(String, url: String, cause: String?, near: [String])
  /// A path that is not there.
  case notFound(url: String, cause: String?)
  /// A request that the service does not take.
  case refused(status: Int, cause: String?, requestID: String?, url: String)
  /// An answer that is not what was asked for.
  case noAnswer(String, url: String, why: String)
  /// An answer without some of the columns.
  case otherColumns([String], found: [String])
  /// A measure that was taken for whole numbers and has others.
  case fractions(String, value: Double, url: String)
  /// An answer for another period.
  case otherPeriods(String, url: String)
  /// A stored cursor that is none of this source's.
  case unreadableCheckpoint(String)

  // Warnings

  /// No tables of some subjects.
  case noTablesOf([String])
  /// One period has more cells than may be asked for at once.
  case large(cells: Int)
  /// Headings that were taken in order.
  case guessedColumns([String: String])
  /// A value that no row of this selection has.
  case spelling(String, String, known: [String])
  /// A table whose description was not asked for.
  case unasked(String)

  /// Whether asking once more may give the right answer.
  var mayPass: Bool {
    switch self {
    case .noAnswer, .otherColumns, .otherPeriods: true
    default: false
    }
  }
}
