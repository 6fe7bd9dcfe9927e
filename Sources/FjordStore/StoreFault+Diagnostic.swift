import FjordDiagnostic
import GRDBSQLite

extension StoreFault {
  /// The fault in words.
  var diagnostic: Diagnostic {
    switch self {
    case .unknownTable, .refusedName, .nameInOtherCase, .foreignTable: aboutName
    case .tooManyColumns, .keyMissing, .otherPipeline, .otherSchema, .otherSchemaForAppend:
      aboutPlan
    case .changedMeanwhile, .saveEnded: aboutCourse
    case .unreadableValue, .damagedEntry, .foreignFile, .newerFormat, .cannotCreate: aboutFile
    case .sqlite(let code, let message, let doing, let path):
      Self.aboutSQLite(code, message, doing: doing, path: path)
    }
  }

  private var aboutName: Diagnostic {
    switch self {
    case .unknownTable(let name, let known):
      let near = nearestNames(to: name, among: known)
      return Diagnostic(
        code: "store.unknown-table", "no saved table `\(name)`",
        reason: known.isEmpty
          ? "nothing is saved yet"
          : "saved are " + Self.list(near + known.filter { !near.contains($0) }),
        fix: near.first.map { "`\($0)` might be meant" }
          ?? "end a pipeline with `save \(name)` to make it",
        status: .check)
    case .refusedName(let name):
      return Diagnostic(
        code: "store.name", "a table can't be saved as `\(name)`",
        reason: "a name has at least one character, no NUL, and does not begin with `sqlite_` or "
          + "`_fjord`, which belong to the file itself",
        fix: "choose another name", status: .check)
    case .nameInOtherCase(let name, let taken):
      return Diagnostic(
        code: "store.name-case", "`\(name)` differs from the saved table `\(taken)` in case only",
        reason: "SQLite takes names that differ in case only as one",
        fix: "write `\(taken)`, or choose another name", status: .check)
    case .foreignTable(let name, let path):
      return Diagnostic(
        code: "store.foreign-table", "the file has a `\(name)` that fjord did not save",
        reason: "another program made a table, view or index of that name in \(path)",
        fix: "choose another name", status: .check)
    default: preconditionFailure("not a fault of a name")
    }
  }

  private var aboutPlan: Diagnostic {
    switch self {
    case .tooManyColumns(let name, let count, let limit):
      return Diagnostic(
        code: "store.too-many-columns", "`\(name)` would have \(count) columns",
        reason: "a saved table has at most \(limit)", fix: "`select` fewer columns before `save`",
        status: .check)
    case .keyMissing(let name, let column):
      return Diagnostic(
        code: "store.key-missing",
        "the key column `\(column)` is not among those saved as `\(name)`",
        reason: "rows of a maintained table are found again by their key",
        fix: "keep `\(column)`, or name another key: `save \(name) by ...`", status: .check)
    case .otherPipeline(let name, let saved, let new):
      return Diagnostic(
        code: "store.other-pipeline", "`\(name)` was saved by another pipeline",
        reason: "saved is `\(saved)`, and this is `\(new)`",
        fix: "`save \(name) --replace` puts this in its place, `--append` adds its rows; "
          + "or choose another name", status: .check)
    case .otherSchema(let name, let differences):
      return Diagnostic(
        code: "store.schema-changed", "the pipeline of `\(name)` gives other columns than before",
        reason: differences.joined(separator: "; "),
        fix: "`save \(name) --restart` walks again from the start and saves the new columns",
        status: .check)
    case .otherSchemaForAppend(let name, let differences):
      return Diagnostic(
        code: "store.append-mismatch", "the rows do not fit the columns of `\(name)`",
        reason: differences.joined(separator: "; "),
        fix: "bring the columns in line with `select`, or use another name or `--replace`",
        status: .check)
    default: preconditionFailure("not a fault of a plan")
    }
  }

  private var aboutCourse: Diagnostic {
    switch self {
    case .changedMeanwhile(let name):
      return Diagnostic(
        code: "store.changed-meanwhile", "`\(name)` was changed by another run meanwhile",
        reason: "two runs saved it at once; what the other one wrote stands, with its cursor",
        fix: "run this again when the other one is done")
    case .saveEnded(let name):
      return Diagnostic(
        code: "store.save-ended", "the save of `\(name)` has ended already",
        fix: "begin another save")
    default: preconditionFailure("not a fault of a course")
    }
  }

  private var aboutFile: Diagnostic {
    switch self {
    case .unreadableValue(let name, let column, let type):
      return Diagnostic(
        code: "store.unreadable-value", "column `\(column)` of `\(name)` holds what is no \(type)",
        reason: "another program changed the table",
        fix: "mend the value there, or save the table again with `--restart` or `--replace`")
    case .damagedEntry(let name):
      return Diagnostic(
        code: "store.damaged-entry", "what is noted about `\(name)` can't be read",
        reason: "its row in `_fjord_tables` does not fit", fix: "`fjord store --check` tells more")
    case .foreignFile(let path):
      return Diagnostic(
        code: "store.foreign-file", "\(path) is not a store of fjord",
        reason: "it is an SQLite file of another program", fix: "choose another file with `--store`"
      )
    case .newerFormat(let path, let found, let known):
      return Diagnostic(
        code: "store.newer-format", "\(path) was written by a newer fjord",
        reason: "it has format \(found), and this fjord knows formats up to \(known)",
        fix: "use the newer fjord, or another file with `--store`")
    case .cannotCreate(let path, let cause):
      return Diagnostic(
        code: "store.cannot-create", "\(path) can't be made", reason: cause,
        fix: "choose another file with `--store`, or change the permissions of its folder")
    default: preconditionFailure("not a fault of a file")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and more" : "")
  }

  private static func aboutSQLite(
    _ code: Int32, _ message: String, doing: String, path: String
  ) -> Diagnostic {
    switch code {
    case SQLITE_BUSY, SQLITE_LOCKED:
      Diagnostic(
        code: "store.locked", "the store is locked, while \(doing)",
        reason: "another fjord (a `save`, or `refresh --every`) or another program is writing to "
          + path,
        fix: "try again when it is done; nothing was changed here, and reading goes on meanwhile")
    default:
      aboutDisk(code, message, doing: doing, path: path)
        ?? Diagnostic(
          code: "store.failed", "the store failed, while \(doing)",
          reason: "SQLite says of \(path): \(message) (\(code))",
          fix: "`fjord store --check` looks for damage")
    }
  }

  private static func aboutDisk(
    _ code: Int32, _ message: String, doing: String, path: String
  ) -> Diagnostic? {
    switch code {
    case SQLITE_NOTADB:
      Diagnostic(
        code: "store.not-a-database", "\(path) is not an SQLite file",
        reason: "it was found while \(doing)",
        fix: "choose another file with `--store`, or move this one away")
    case SQLITE_CORRUPT:
      Diagnostic(
        code: "store.damaged", "\(path) is damaged",
        reason: "SQLite says, while \(doing): \(message)",
        fix: "copy the file away; `fjord store --check` tells what is damaged, and "
          + "`sqlite3 FILE .recover` saves what can be read")
    case SQLITE_FULL:
      Diagnostic(
        code: "store.full", "no room is left, while \(doing)",
        reason: "the disk of \(path), or the one for temporary files, is full",
        fix: "make room and run again; what was saved before is whole")
    case SQLITE_READONLY, SQLITE_PERM:
      Diagnostic(
        code: "store.read-only", "\(path) can't be written, while \(doing)",
        reason: "SQLite says: \(message)",
        fix: "change the permissions of the file and its folder, or use `--store`")
    case SQLITE_CANTOPEN:
      Diagnostic(
        code: "store.cannot-open", "\(path) can't be opened, while \(doing)",
        reason: "SQLite says: \(message)",
        fix: "the file and its folder must be readable, and the folder writable")
    case SQLITE_TOOBIG:
      Diagnostic(
        code: "store.too-big", "a value is too big to be saved, while \(doing)",
        reason: "SQLite takes values up to a thousand million bytes",
        fix: "drop the column or cut its values")
    default: nil
    }
  }
}
