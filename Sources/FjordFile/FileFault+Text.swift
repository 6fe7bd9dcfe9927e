import FjordDiagnostic
import FjordFormat
import FjordTable

extension FileFault {
  /// The fault as a message.
  func diagnostic(at span: Span? = nil) -> Diagnostic {
    accessText(at: span) ?? contentText(at: span) ?? optionText(at: span)
  }

  private func accessText(at span: Span?) -> Diagnostic? {
    switch self {
    case .missing(let path, let near):
      Diagnostic(
        code: "file.missing", "there is no file `\(path)`", at: span,
        fix: missingFix(path, near), status: .check)
    case .isFolder(let path):
      Diagnostic(
        code: "file.folder", "`\(path)` is a folder", at: span,
        fix: "name a file in it: `open \"\(path)/FILE.csv\"`", status: .check)
    case .isPipe(let path):
      Diagnostic(
        code: "file.pipe", "`\(path)` is a pipe or device, and `open` reads files", at: span,
        reason: "what comes through a pipe comes once, and a file is looked at before it is read",
        fix: "send it to `stdin`: `fjord -c 'stdin | ...' < \(path)`", status: .check)
    case .system(let path, let doing, let reason):
      Diagnostic(
        code: "file.unreadable", "could not \(doing) `\(path)`", at: span, reason: reason,
        status: .source)
    case .unwritable(let path, let reason, let isFolderMissing):
      Diagnostic(
        code: "run.output", "could not write `\(path)`", at: span, reason: reason,
        fix: isFolderMissing
          ? "make its folder first" : "see that there is room and that the place may be written to")
    case .otherColumns(let path, let known, let new):
      Diagnostic(
        code: "file.append", "`\(path)` has other columns than the rows", at: span,
        reason: "it has \(known.joined(separator: ", ")), and these are "
          + new.joined(separator: ", "),
        fix: "`select` the columns in the file's order", status: .failed)
    case .unfinishedLine(let path):
      Diagnostic(
        code: "file.append", "the last line of `\(path)` has no end", at: span,
        reason: "rows behind it would make one row of two",
        fix: "see whether it is whole, and end it: `echo >> \(path)`", status: .failed)
    case .inputTaken:
      Diagnostic(
        code: "file.stdin-taken", "standard input was read already", at: span,
        reason: "what comes through a pipe comes once",
        fix: "keep it: `let rows = stdin`, and then `$rows`", status: .check)
    case .inputIsTerminal:
      Diagnostic(
        code: "file.stdin-terminal", "standard input is the keyboard", at: span,
        fix: "send it something: `... | fjord -c 'stdin | ...'`", status: .check)
    case .inputIsScript:
      Diagnostic(
        code: "file.stdin-script", "standard input holds the script itself", at: span,
        fix: "give the script as a file, or behind `-c`", status: .check)
    default: nil
    }
  }

  private func missingFix(_ path: String, _ near: [String]) -> String {
    if path.contains(where: { $0 == "*" || $0 == "?" }) {
      return "one file is named in full; `open \"a.csv\" | union (open \"b.csv\")` reads several"
    }
    return near.isEmpty
      ? "a path counts from the folder that fjord was started in"
      : near.map { "`\($0)`" }.joined(separator: " or ") + " might be meant"
  }

  private func contentText(at span: Span?) -> Diagnostic? {
    switch self {
    case .sample(let name, let fault): sampleText(name, fault, at: span)
    case .longRow(let name, let line, let limit):
      Diagnostic(
        code: "format.long-row",
        "\(name): the row at line \(line) has more than \(limit / 1_048_576) MiB",
        reason: "a quote that is never closed makes one row of all that follows", status: .source)
    case .csvRow(let place, let kind): rowText(place, kind)
    case .jsonRow(let place, let text): rowText(place, text)
    case .unknownKey(let name, let key, let line):
      Diagnostic(
        code: "format.unknown-key", "\(name): the key `\(key)`, first at line \(line), is left out",
        reason: "the rows that columns were found from do not have it",
        fix:
          "look at more rows, as `--sample 1000000`, or name it: `--types {\(quoted(key)): string}`",
        status: .source)
    case .compression(let name, let kind, let reason):
      Diagnostic(
        code: "file.compression", "\(name): the \(kind) data breaks off", reason: reason,
        status: .source)
    case .noLibrary(let name, let library):
      Diagnostic(
        code: "file.no-library", "\(name) can't be handled: \(library) is not there", at: span,
        fix: "install it, as `apt-get install libzstd1`", status: .failed)
    default: nil
    }
  }

  private func optionText(at span: Span?) -> Diagnostic {
    switch self {
    case .badRowsInInput(let path):
      Diagnostic(
        code: "bind.option-value", "`--bad-rows` names the file that is read, `\(path)`", at: span,
        reason: "its rows would be lost", fix: "name another file", status: .check)
    case .option(let name, let found):
      Diagnostic(
        code: "bind.option-value", "`--\(name)` expected \(found)", at: span, status: .check)
    case .optionElsewhere(let name, let format):
      Diagnostic(
        code: "bind.option-value", "`--\(name)` is for CSV, and this is \(format)", at: span,
        fix: "leave it out", status: .check)
    default: preconditionFailure("a fault without words")
    }
  }

  private func sampleText(_ name: String, _ fault: CSVSampleFault, at span: Span?) -> Diagnostic {
    switch fault {
    case .utf16:
      Diagnostic(
        code: "format.encoding", "\(name) is in UTF-16", at: span,
        reason: "the encodings are utf-8, latin-1 and windows-1252",
        fix: "convert it: `iconv -f UTF-16 -t UTF-8`", status: .check)
    case .binary:
      Diagnostic(
        code: "format.binary", "\(name) is no text", at: span, reason: "it holds bytes of zero",
        fix: "files are CSV, TSV, JSON or NDJSON, also compressed by gzip or zstd", status: .check)
    case .preamble(let lines, let found, let expected):
      Diagnostic(
        code: "format.csv-preamble", "\(name): the first row has \(found) of \(expected) fields",
        at: span, reason: "most rows have \(expected) fields",
        fix: "`--skip \(lines)` leaves the first \(lines == 1 ? "line" : "\(lines) lines") out",
        status: .check)
    case .unknownTypes(let names, let known):
      Diagnostic(
        code: "bind.unknown-column",
        "unknown column \(names.map { "`\($0)`" }.joined(separator: ", ")) in `--types`", at: span,
        reason: "the columns of \(name) are \(known.prefix(20).joined(separator: ", "))",
        fix: nearestNames(to: names.first ?? "", among: known).first.map {
          "`\($0)` might be meant"
        }, status: .check)
    case .commaTwice:
      Diagnostic(
        code: "bind.option-value", "a comma can't part fields and stand in numbers", at: span,
        fix: "say what parts fields: `--delimiter \";\"`", status: .check)
    }
  }

  private func rowText(_ place: CSVRowPlace, _ kind: CSVRowFault.Kind) -> Diagnostic {
    let column = place.column.map { ", column `\($0)`" } ?? ""
    var fix = "`--bad-rows FILE` keeps such rows apart and goes on"
    if case .value = kind, let name = place.column {
      fix += "; `--types {\(quoted(name)): string}` reads the column as text"
    }
    return Diagnostic(
      code: "format.csv-row", "\(place.file), line \(place.line)\(column): \(kind.text)",
      at: Span(place.marked.lowerBound, place.marked.upperBound),
      in: SourceText(name: "\(place.file), line \(place.line)", text: place.excerpt), fix: fix,
      status: .source)
  }

  private func rowText(_ place: JSONRowPlace, _ text: String) -> Diagnostic {
    let column = place.column.map { " (`\($0)`)" } ?? ""
    var fix = "`--bad-rows FILE` keeps such rows apart and goes on"
    if place.isMisfit, let name = place.column {
      fix += "; `--types {\(quoted(name)): string}` reads the column as text"
    }
    return Diagnostic(
      code: "format.json-row",
      "\(place.file), line \(place.line), column \(place.character)\(column): \(text)",
      at: Span(place.marked.lowerBound, place.marked.upperBound),
      in: SourceText(name: "\(place.file), line \(place.line)", text: place.excerpt), fix: fix,
      status: .source)
  }

  private func quoted(_ name: String) -> String {
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain && !(name.first?.isNumber ?? true) ? name : "\"\(name)\""
  }
}
