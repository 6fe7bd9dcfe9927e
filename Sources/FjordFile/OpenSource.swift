import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable
import Foundation

extension SourceDeclaration {
  /// `open "file.csv"`: the rows of a file.
  package static let open = open()

  /// The same with pieces of other sizes, for tests.
  static func open(sizes: TextChunks.Sizes = .init()) -> SourceDeclaration {
    SourceDeclaration(
      name: "open", summary: "The rows of a CSV, TSV, JSON or NDJSON file, also in .gz and .zst.",
      discussion: """
        Delimiter, header, encoding, decimal comma and types are found from a sample and can be said \
        instead; so is the format where the file's name does not say it. In CSV an empty field \
        without quotes is null and `""` is the empty string. Numbers with leading zeros are codes and \
        stay text. A row that can't be read is an error that names its line, unless `--bad-rows` keeps \
        it apart; a column that the pipeline does not use is not looked at. Objects in JSON are \
        records, arrays lists, and values that don't mix are text.
        """,
      parameters: [ParameterDeclaration("FILE", .string, "the file's path")],
      options: FileOptions.declarations, columns: [],
      examples: [
        Example(
          "open \"Scripts/Examples/ads.csv\" | where municipality == \"BERGEN\" | select title, positions",
          gives: "title,positions\nBaker,2\n\"Nurse, nights\",4\n"),
        Example(
          "open \"Scripts/Examples/ads.ndjson\" --types {id: string} | select id, employer.city | take 1",
          gives: "id,employer_city\n1,BERGEN\n"),
      ],
      open: { arguments, _ in
        let options = try FileOptions(arguments)
        let argument = arguments.positional.first
        guard case .string(let path)? = argument?.value else {
          preconditionFailure("`open` has a path by its declaration")
        }
        do {
          return try fileSource(path, options, sizes, at: argument?.span)
        } catch let fault as Diagnostics {
          throw fault.located(at: argument?.span, in: nil)
        }
      })
  }

  private static func fileSource(
    _ path: String, _ options: FileOptions, _ sizes: TextChunks.Sizes, at span: Span?
  ) throws -> FileSource {
    let file = FilePath(path)
    try file.check(at: span)
    try options.checkBadRows(apartFrom: FileIdentity(path: file.expanded))
    let input = TextInput(name: path) {
      try Compression.decompressed(DescriptorStream(path: file.expanded), name: path)
    }
    let reading = FileReading(input: input, options: options, sizes: sizes, span: span)
    return try reading.source(file.format)
  }
}

/// A path as people write it.
struct FilePath {
  /// As it was written.
  let text: String

  init(_ text: String) { self.text = text }

  /// With `~` resolved.
  var expanded: String {
    guard text == "~" || text.hasPrefix("~/") else { return text }
    let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
    return home + text.dropFirst()
  }

  /// The format that the extension stands for, without that of a compression.
  var format: FileOptions.Format? {
    switch OutputFormat(savedAs: text) {
    case .csv: .csv
    case .tsv: .tsv
    case .json: .json
    case .ndjson: .ndjson
    default: nil
    }
  }

  /// Refuses what is no file.
  func check(at span: Span?) throws(Diagnostics) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: expanded, isDirectory: &isFolder) else {
      throw Diagnostics(FileFault.missing(text, near: near).diagnostic(at: span))
    }
    if isFolder.boolValue { throw Diagnostics(FileFault.isFolder(text).diagnostic(at: span)) }
    if FileIdentity(path: expanded) == nil {
      throw Diagnostics(FileFault.isPipe(text).diagnostic(at: span))
    }
  }

  /// Files of the same folder with a name like this one.
  private var near: [String] {
    let name = (text as NSString).lastPathComponent
    let folder = (text as NSString).deletingLastPathComponent
    let place = FilePath(folder.isEmpty ? "." : folder).expanded
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return nearestNames(to: name, among: names.sorted()).map {
      folder.isEmpty ? $0 : (folder as NSString).appendingPathComponent($0)
    }
  }
}
