import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The rows of a text: a file, several files one behind the other, or standard input.
struct FileSource: Source {
  let schema: Schema
  private let input: TextInput
  private let format: any FileFormat
  private let badRowPath: String?
  private let sizes: TextChunks.Sizes

  init(
    _ input: TextInput, _ format: any FileFormat, badRowPath: String? = nil,
    sizes: TextChunks.Sizes = .init()
  ) {
    schema = Schema(format.fields)
    self.input = input
    self.format = format
    self.badRowPath = badRowPath
    self.sizes = sizes
  }

  func answer(to predicate: Predicate) -> PushdownAnswer {
    format.canFilter(by: predicate) ? .exact : .no
  }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    var lines = ["read \(input.name) as \(format.summary)"]
    if let projection = request.projection, projection.count < schema.fields.count {
      let names = schema.names.filter { projection.contains($0) }
      lines.append(
        "only the columns \(names.isEmpty ? "that are asked for: none" : names.joined(separator: ", "))"
      )
    }
    if let limit = request.limit { lines.append("stop after \(limit) rows") }
    return lines
  }

  func origin(at position: Int64) -> String? { "\(input.name), line \(position)" }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    FileRows(try pieces(request, context), limit: request.limit)
  }

  func morsels(_ request: ScanRequest, in context: RunContext) throws -> (any MorselCursor)? {
    request.limit == nil ? try pieces(request, context) : nil
  }

  private func pieces(_ request: ScanRequest, _ context: RunContext) throws -> FileMorsels {
    let decoder = format.decoder(request, context, name: input.name)
    let (input, format, sizes, path) = (input, format, sizes, badRowPath)
    let keeper = BadRowKeeper(path: path, notices: context.notices)
    return FileMorsels {
      try keeper.open()
      return try format.chunks(input, sizes: sizes)
    } decode: { chunk in
      let (batch, bad) = try decoder.decode(chunk)
      try keeper.take(bad, of: chunk)
      return batch
    }
  }
}
