import FjordDiagnostic

/// An option of the command line as declared.
struct OptionEntry {
  /// How it is written, as `--format`; a second, shorter form may stand beside it.
  let names: [String]
  /// What stands for its value in help; nil for a flag.
  let value: String?
  /// What it does; put together when help is asked for.
  let summary: @Sendable () -> String

  init(
    _ name: String, short: String? = nil, value: String? = nil,
    _ summary: @escaping @autoclosure @Sendable () -> String
  ) {
    names = short.map { [name, $0] } ?? [name]
    self.value = value
    self.summary = summary
  }
}

/// Options that one command takes: what they are read by, and what their help is made from.
///
/// A general parser of arguments looks its types up at run time, which cost a third of the start.
struct OptionTable {
  let entries: [OptionEntry]

  /// The entry that an argument names, `--name=value` too.
  func entry(_ argument: String) -> OptionEntry? {
    guard argument.utf8.first == UInt8(ascii: "-") else { return nil }
    let name = String(argument.prefix { $0 != "=" })
    return entries.first { entry in
      entry.names.contains(name) && (entry.value != nil || name == argument)
    }
  }

  /// The options given, by their first name, and what is no option.
  func read(_ arguments: [String]) throws(Diagnostics) -> (values: [String: [String]], [String]) {
    var values: [String: [String]] = [:]
    var words: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument.count > 1 else {
        words.append(argument)
        continue
      }
      guard let entry = entry(argument) else { throw unknown(argument) }
      guard let meaning = entry.value else {
        values[entry.names[0], default: []].append("")
        continue
      }
      if let equals = argument.firstIndex(of: "=") {
        values[entry.names[0], default: []].append(
          String(argument[argument.index(after: equals)...]))
      } else if let value = rest.popFirst() {
        values[entry.names[0], default: []].append(value)
      } else {
        throw Invocation.usage(
          "option", "`\(argument)` needs a value", fix: "write it as `\(argument) <\(meaning)>`")
      }
    }
    return (values, words)
  }

  private func unknown(_ argument: String) -> Diagnostics {
    let known = entries.flatMap(\.names).sorted()
    let near = nearestNames(to: String(argument.prefix { $0 != "=" }), among: known)
    return Invocation.usage(
      "unknown-option", "unknown option `\(argument)`",
      fix: near.isEmpty
        ? "`fjord --help` lists the options"
        : near.map { "`\($0)`" }.joined(separator: " or ") + " might be meant")
  }

  /// A line an option, indented.
  var help: String {
    let usages = entries.map { entry in
      entry.names.joined(separator: ", ") + (entry.value.map { " <\($0)>" } ?? "")
    }
    let width = (usages.map(\.count).max() ?? 0) + 2
    return zip(entries, usages).map { entry, usage in
      "  " + usage + String(repeating: " ", count: width - usage.count) + entry.summary()
    }.joined(separator: "\n")
  }
}
