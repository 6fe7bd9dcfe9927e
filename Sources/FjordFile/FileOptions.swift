import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// The options of `open` and `stdin`, as given.
struct FileOptions: Sendable {
  /// What a text can hold.
  enum Format: String, CaseIterable {
    case csv, tsv, json, ndjson
  }

  /// The options that only CSV has.
  private static let csvOnly = ["delimiter", "header", "encoding", "decimal", "null", "skip"]

  let format: Format?
  let wishes: CSVWishes
  let badRowPath: String?
  let hasSample: Bool
  private let arguments: SourceArguments

  /// The declarations.
  static let declarations: [OptionDeclaration] = [
    OptionDeclaration(
      "format", .word(Format.allCases.map(\.rawValue), others: false), "what the text holds",
      fallback: "by the extension, or by the first character"),
    OptionDeclaration(
      "delimiter", .word([], others: true), "what parts fields, in quotes: `\";\"`, `\"\\t\"`",
      fallback: "found from a sample"),
    OptionDeclaration(
      "header", .word(["yes", "no"], others: false), "whether the first row names the columns",
      fallback: "found from a sample"),
    OptionDeclaration(
      "encoding", .word(TextEncoding.allCases.map(\.rawValue), others: true),
      "how bytes stand for characters", fallback: "found from a sample"),
    OptionDeclaration(
      "decimal", .word([".", ","], others: false), "what stands before fractions, in quotes",
      fallback: "found from a sample"),
    OptionDeclaration(
      "null", .string, "a text that means null, in every column",
      fallback: "an empty field; in columns that are no text also words such as NA"),
    OptionDeclaration(
      "types", .columnTypes, "types of columns, as {a: int, b: date}",
      fallback: "found from a sample"),
    OptionDeclaration(
      "skip", .int(0...1_000_000_000), "lines to leave out at the beginning", fallback: "0"),
    OptionDeclaration(
      "sample", .int(1...1_000_000_000), "rows that are looked at",
      fallback: "10000, of the first MiB"),
    OptionDeclaration(
      "bad-rows", .string, "a CSV file that keeps rows apart that can't be read",
      fallback: "such a row is an error"),
  ]

  init(_ arguments: SourceArguments) throws(Diagnostics) {
    self.arguments = arguments
    format = arguments.string("format").flatMap(Format.init(rawValue:))
    badRowPath = arguments.string("bad-rows")
    hasSample = arguments.int("sample") != nil
    var wishes = CSVWishes()
    wishes.hasHeader = arguments.string("header").map { $0 == "yes" }
    wishes.hasDecimalComma = arguments.string("decimal").map { $0 == "," }
    wishes.nullText = arguments.string("null")
    wishes.skippedLines = arguments.int("skip") ?? 0
    wishes.sampledRows = arguments.int("sample") ?? wishes.sampledRows
    wishes.types = try Self.types(arguments.options["types"])
    if let text = arguments.string("delimiter") {
      wishes.delimiter = try Self.delimiter(text, at: arguments.options["delimiter"]?.span)
    }
    if let name = arguments.string("encoding") {
      guard let encoding = TextEncoding(name: name) else {
        throw Diagnostics(
          FileFault.option("encoding", "utf-8, latin-1 or windows-1252, found `\(name)`")
            .diagnostic(at: arguments.options["encoding"]?.span))
      }
      wishes.encoding = encoding
    }
    self.wishes = wishes
  }

  /// Where the types are said.
  var typesSpan: Span? { arguments.options["types"]?.span }

  /// Refuses options that have no meaning for JSON.
  func checkForJSON(_ format: Format) throws(Diagnostics) {
    for name in Self.csvOnly {
      guard let option = arguments.options[name] else { continue }
      if name == "encoding", wishes.encoding == .utf8 { continue }
      throw Diagnostics(
        FileFault.optionElsewhere(name, format: format == .json ? "JSON" : "NDJSON")
          .diagnostic(at: option.span))
    }
  }

  /// Refuses to keep bad rows in the file that they come from, which that would empty.
  func checkBadRows(apartFrom input: FileIdentity?) throws(Diagnostics) {
    guard let path = badRowPath, let input, FileIdentity(path: FilePath(path).expanded) == input
    else { return }
    throw Diagnostics(
      FileFault.badRowsInInput(path).diagnostic(at: arguments.options["bad-rows"]?.span))
  }

  private static func delimiter(_ text: String, at span: Span?) throws(Diagnostics) -> UInt8 {
    let words = ["tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "]
    let bytes = Array((words[text] ?? text).utf8)
    guard bytes.count == 1, bytes[0] < 0x80, bytes[0] != UInt8(ascii: "\""), bytes[0] != 10,
      bytes[0] != 13, bytes[0] != 0
    else {
      throw Diagnostics(
        FileFault.option("delimiter", "one character of ASCII, found `\(text)`")
          .diagnostic(at: span))
    }
    return bytes[0]
  }

  private static func types(
    _ argument: SourceArguments.Argument?
  ) throws(Diagnostics) -> [String: DataType] {
    guard case .record(let parts)? = argument?.value else { return [:] }
    var types: [String: DataType] = [:]
    for part in parts {
      guard case .string(let text) = part.value, let type = DataType(parsing: text) else {
        let found = if case .string(let text) = part.value { "`\(text)`" } else { "another value" }
        throw Diagnostics(
          FileFault.option(
            "types",
            "types such as int, date or \"list<string>\", found \(found) for `\(part.name)`"
          ).diagnostic(at: argument?.span))
      }
      types[part.name] = type
    }
    return types
  }
}
