import FjordDiagnostic

// What to do about faults of this target.

extension JobindsatsFault {
  var fix: String? {
    switch self {
    case .noKey(let variable):
      "set `\(variable)`; a mail to jobindsats@star.dk asks for one, an organisation has one"
    case .tableID: "write it as \"y25i07\"; `jobindsats.tables` lists them"
    case .subject: "write `--subject 1`, or \"1,25\""
    case .periodForm: "write \"latest:14\", \"2026M05,2026M06\" or \"*\""
    case .mixedPeriods(let types):
      "ask for one type at a time: `--period-type \(types.first ?? "M")`"
    case .periodType(let type, let known):
      Self.near(type, known) ?? known.first.map { "write `--period-type \($0)`" }
    case .period(let text, _, _, let last, let known):
      // A code that can be read means what it says: it is too late, or too early.
      PeriodCode(text) == nil
        ? Self.near(text, known.reversed()) : "\"latest:1\" asks for the newest, `\(last)`"
    case .latest(_, _, let available): "write \"latest:\(available)\", or \"*\""
    case .dimension(_, let ids):
      ids.first.map { "write `--hierarchy {\($0): \"*\"}`" }
    case .hierarchy(let id, let known):
      Self.near(id, known) ?? "`jobindsats.table` shows them under `dimensions`"
    case .hierarchyTwice(_, let ids): ids.first.map { "leave one out: `{\($0): \"*\"}`" }
    case .hierarchyForm: "write \"*\", \"/\", \"level:ID\", ids or names: `{_kon: [\"Kvinder\"]}`"
    case .noTotal: "write \"*\" for all its values"
    case .value(let text, _, let known, let ids):
      Self.municipality(text, known) ?? Self.near(text, known + ids)
        ?? "`jobindsats.table` shows them"
    case .area(let text, let known):
      Self.municipality(text, known) ?? Self.near(text, known) ?? "`jobindsats.table` shows them"
    case .empty: "name some, or leave it out"
    case .areaTwice: "leave one out"
    case .areasApart: "ask for them one hierarchy at a time, and `union` the rows"
    case .measure(let text, let known, let names):
      Self.near(text, known + names) ?? "it has \(known.quoted)"
    case .level(let id, _, let known): Self.near(id, known)
    default: answerFix
    }
  }

  private var answerFix: String? {
    switch self {
    case .noTable(let id, _, _, let near):
      Self.near(id, near).map { $0 + "; `jobindsats.tables` lists them" }
        ?? "`jobindsats.tables` lists them; ids are written in small letters"
    case .notFound: "check `FJORD_JOBINDSATS_URL`: it holds what stands before `/v3`"
    case .refused:
      "the same again will be refused; `jobindsats.table` tells what the table has"
    case .fractions:
      "set `FJORD_JOBINDSATS_FRACTIONS=1`: all measures are then numbers with fractions"
    case .noAnswer, .otherPeriods: "trying again later may help"
    case .otherColumns: "the table may have changed: `--fresh` asks for its description again"
    case .unreadableCheckpoint: "`save` with `--restart` walks again from the table's start"
    case .noTablesOf: "`jobindsats.subjects` lists them"
    case .spelling(_, let text, let known):
      Self.municipality(text, known) ?? Self.near(text, known)
        ?? "`--hierarchy` and `--area` choose which values come"
    case .large: "choose fewer values: an area, a level, some measures"
    case .guessedColumns: "compare with the table's page: `jobindsats.table` has its link"
    default: nil
    }
  }

  /// The name that may be meant; case counts in the service.
  private static func near(_ text: String, _ known: [String]) -> String? {
    let names = nearestNames(to: text, among: known)
    guard let first = names.first else { return nil }
    return first.lowercased() == text.lowercased()
      ? "write `\(first)`: case counts"
      : names.map { "`\($0.shown)`" }.joined(separator: " or ") + " might be meant"
  }

  /// Municipalities stand without the word.
  private static func municipality(_ text: String, _ known: [String]) -> String? {
    let lowered = text.lowercased()
    guard lowered.hasSuffix("kommune") else { return nil }
    var core = lowered.dropLast(7)
    while core.last == " " { core.removeLast() }
    let found = known.first { name in
      let name = name.lowercased()
      return name == core || name + "s" == core
    }
    return found.map { "write `\($0)`: municipalities stand without \"Kommune\"" }
  }
}
