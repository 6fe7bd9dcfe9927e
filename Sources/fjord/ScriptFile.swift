import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordTable
import Foundation

/// A script in a file, with the parameters that it declares.
struct ScriptFile {
  let source: SourceText
  let parameters: [ScriptParameter]

  /// Reads and parses a file.
  ///
  /// Errors: a missing file, as wrong usage; a script that does not parse, as the check tells it.
  init(path: String, registry: Registry) throws(Diagnostics) {
    guard let data = FileManager.default.contents(atPath: path) else {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let reason =
        isFolder.boolValue
        ? "it is a folder" : isThere ? "it can't be read" : "there is no such file"
      throw Diagnostics(
        Diagnostic(
          code: "usage.script", "the script `\(path)` can't be opened", reason: reason,
          fix: "see that the path is right", status: .usage))
    }
    source = SourceText(name: path, text: String(decoding: data, as: UTF8.self))
    let script = try parse(source, vocabulary: registry.vocabulary())
    var parameters: [ScriptParameter] = []
    for statement in script.statements {
      guard case .parameter(let parameter) = statement.kind else { continue }
      do {
        parameters.append(try ScriptParameter(parameter))
      } catch {
        throw error.located(in: source)
      }
    }
    self.parameters = parameters
  }

  /// The parameters' values from the arguments behind the file; nil where help is asked for.
  func values(_ arguments: [String]) throws(Diagnostics) -> [String: Value]? {
    var values: [String: Value] = [:]
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--help" || argument == "-h" { return nil }
      guard argument.hasPrefix("--") else {
        throw Invocation.usage(
          "script-argument", "`\(argument)` is no parameter of the script", fix: usage)
      }
      let name = String(argument.dropFirst(2).prefix { $0 != "=" })
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw Invocation.usage(
          "script-argument", "the script has no parameter `\(name)`", fix: fix(for: name))
      }
      let text: String
      if let equals = argument.firstIndex(of: "=") {
        text = String(argument[argument.index(after: equals)...])
      } else if parameter.type == .bool, rest.first.map({ $0.hasPrefix("--") }) ?? true {
        text = "true"
      } else if let next = rest.popFirst() {
        text = next
      } else {
        throw Invocation.usage(
          "script-argument", "`--\(name)` needs a value", fix: usage)
      }
      values[name] = try parameter.read(text)
    }
    for parameter in parameters where parameter.fallback == nil && values[parameter.name] == nil {
      throw Invocation.usage(
        "missing-parameter", "the parameter `\(parameter.name)` needs a value", fix: usage)
    }
    return values
  }

  /// What to do about an argument that names no parameter.
  private func fix(for name: String) -> String {
    if let near = nearestNames(to: name, among: parameters.map(\.name)).first {
      return "`--\(near)` might be meant"
    }
    return CommandLineOptions.table.entry("--" + name) != nil
      ? "fjord's own options stand before the file: `fjord --\(name) ... run \(source.name)`"
      : usage
  }

  /// How the script is called.
  private var usage: String { "usage: `\(usageLine)`" }

  private var usageLine: String {
    let parts = parameters.map { parameter in
      let text = "--\(parameter.name) \(parameter.type)"
      return parameter.fallback == nil ? text : "[\(text)]"
    }
    return (["fjord run \(source.name)"] + parts).joined(separator: " ")
  }

  /// Help made from the parameters.
  var help: String {
    let names = parameters.map { "--\($0.name) \($0.type)" }
    let width = names.map(\.count).max() ?? 0
    let lines = zip(parameters, names).map { parameter, name in
      let fallback = parameter.fallback.map { "(default: \($0.plainText))" } ?? "(required)"
      let gap = String(repeating: " ", count: width - name.count)
      let summary = [parameter.summary, fallback].filter { !$0.isEmpty }.joined(separator: " ")
      return "  \(name)\(gap)  \(summary)"
    }
    return ([usageLine] + (lines.isEmpty ? ["  The script has no parameters."] : lines))
      .joined(separator: "\n")
  }
}

extension ScriptParameter {
  /// A value of the parameter's type from a command line.
  fileprivate func read(_ text: String) throws(Diagnostics) -> Value {
    let bytes = Array(text.utf8)
    let span = bytes.span
    let value: Value? =
      switch type {
      case .string: .string(text)
      case .int: ValueParsing.int(span).map(Value.int)
      case .float: ValueParsing.float(span).map(Value.float)
      case .bool: ValueParsing.bool(span).map(Value.bool)
      case .date: ValueParsing.date(span).map(Value.date)
      case .timestamp: ValueParsing.timestamp(span, local: .utc).map(Value.timestamp)
      case .duration: Self.duration(text) ?? ValueParsing.duration(span).map(Value.duration)
      default: nil
      }
    guard let value else {
      throw Invocation.usage(
        "parameter-type", "`--\(name)` expected \(type), found `\(text)`", fix: nil)
    }
    return value
  }

  /// A duration as the language writes it.
  private static func duration(_ text: String) -> Value? {
    let source = SourceText(name: "parameter", text: "let x = \(text)")
    guard let script = try? parse(source),
      case .letValue(_, let expression)? = script.statements.first?.kind,
      script.statements.count == 1,
      case .literal(.duration(let months, let microseconds)) = expression.kind
    else { return nil }
    return .duration(CalendarDuration(months: months, microseconds: microseconds))
  }
}

extension Value {
  /// The value as text, for help.
  var plainText: String {
    let text = Column(type ?? .string, [self]).texts()
    guard case .string(let plain) = text.value(at: 0) else { return "null" }
    return plain
  }
}
