import FjordDiagnostic
import FjordEngine

/// A command line, understood: fjord's own options, and what is to be done.
struct Invocation {
  /// What is to be done.
  enum Task {
    case prompt
    case text(SourceText)
    case standardInput
    case run(path: String, arguments: [String])
    case check(path: String)
    case format(path: String, inPlace: Bool)
    case reference(folder: String)
    case standIn([String])
    case checkSource(String)
    case help
    case version
  }

  let options: CommandLineOptions
  let task: Task

  /// Subcommands that are only that.
  private static let subcommands = [
    "run", "check", "check-source", "format", "standin", "reference",
  ]
  /// Statements that are subcommands too.
  private static let statements = [
    "refresh", "store", "sources", "plugins", "help", "schema", "glossary",
  ]

  /// Understands the arguments behind the program's name.
  init(_ arguments: [String], isTerminal: Bool) throws(Diagnostics) {
    let (own, words) = Self.parted(arguments)
    options = try CommandLineOptions(own)
    task = try Self.task(words, options, isTerminal: isTerminal)
  }

  /// Parts fjord's own options from the rest; all behind a script's file belongs to the script.
  private static func parted(_ arguments: [String]) -> (own: [String], words: [String]) {
    var own: [String] = []
    var words: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let entry = CommandLineOptions.table.entry(argument)
      if let entry, !isOwned(argument, by: words) {
        own.append(argument)
        if entry.value != nil, !argument.contains("="), let value = rest.popFirst() {
          own.append(value)
        }
      } else if argument.hasPrefix("-"), argument.count > 1, words.isEmpty {
        own.append(argument)
      } else {
        words.append(argument)
        if words.first == "run", words.count == 2 { return (own, words + rest) }
      }
    }
    return (own, words)
  }

  /// Whether an option that fjord has too is the subcommand's own: the stand-in has a clock and help
  /// of its own.
  private static func isOwned(_ argument: String, by words: [String]) -> Bool {
    words.first == "standin"
      && ["--now", "--help", "-h"].contains(String(argument.prefix { $0 != "=" }))
  }

  static func usage(_ code: String, _ message: String, fix: String?) -> Diagnostics {
    Diagnostics(Diagnostic(code: "usage.\(code)", message, fix: fix, status: .usage))
  }

  private static func task(
    _ words: [String], _ options: CommandLineOptions, isTerminal: Bool
  ) throws(Diagnostics) -> Task {
    if options.help, words.isEmpty { return .help }
    if options.version { return .version }
    guard let first = words.first else {
      if let pipeline = options.pipeline {
        return .text(SourceText(name: "-c", text: pipeline))
      }
      return isTerminal ? .prompt : .standardInput
    }
    guard options.pipeline == nil else {
      throw usage("words", "`\(first)` can't stand beside `-c`", fix: "leave one of them out")
    }
    if options.help { return .text(SourceText(name: "command line", text: "help \(first)")) }
    if statements.contains(first) {
      let text = ([first] + words.dropFirst().map(statementWord)).joined(separator: " ")
      return .text(SourceText(name: "command line", text: text))
    }
    return try subcommand(first, Array(words.dropFirst()))
  }

  /// A word as the language writes it: as it is where that reads as one word, else in quotes.
  private static func statementWord(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "_.-:+".contains($0) }
    if isPlain { return word }
    let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("$", with: "\\u{24}")
    return "\"\(escaped)\""
  }

  private static func subcommand(_ name: String, _ rest: [String]) throws(Diagnostics) -> Task {
    switch (name, rest.first) {
    case ("run", let path?): return .run(path: path, arguments: Array(rest.dropFirst()))
    case ("check", let path?) where rest.count == 1: return .check(path: path)
    case ("format", _):
      let paths = rest.filter { $0 != "--in-place" }
      guard let path = paths.first, paths.count == 1 else {
        throw usage(
          "file", "`fjord format` needs one file", fix: "usage: `fjord format FILE [--in-place]`")
      }
      return .format(path: path, inPlace: paths.count < rest.count)
    case ("standin", _): return .standIn(rest)
    case ("check-source", let name?) where rest.count == 1: return .checkSource(name)
    case ("check-source", _):
      throw usage(
        "source", "`fjord check-source` needs the name of one plugin or source",
        fix: "usage: `fjord check-source NAME`")
    case ("reference", let folder?) where rest.count == 1: return .reference(folder: folder)
    case ("reference", _):
      throw usage(
        "folder", "`fjord reference` needs one folder", fix: "usage: `fjord reference FOLDER`")
    case ("run", nil), ("check", _):
      throw usage("file", "`fjord \(name)` needs a file", fix: "usage: `fjord \(name) FILE`")
    default:
      let near = nearestNames(to: name, among: subcommands + statements)
      throw usage(
        "unknown-command", "unknown command `\(name)`",
        fix: near.isEmpty
          ? "a pipeline is given with -c: `fjord -c '\(name) ...'`; a script with `fjord run FILE`"
          : near.map { "`\($0)`" }.joined(separator: " or ") + " might be meant")
    }
  }
}
