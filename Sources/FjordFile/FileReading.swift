import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// Finds out from a sample how a text is to be read.
struct FileReading {
  /// The most bytes that are looked at where nobody says how many rows.
  private static let sampleSize = 1_048_576
  /// The most bytes that are looked at at all.
  private static let sampleLimit = 268_435_456

  let input: TextInput
  let options: FileOptions
  let sizes: TextChunks.Sizes
  /// Where the text is named in the pipeline.
  let span: Span?

  /// The source of the text's rows; reads the sample.
  func source(_ named: FileOptions.Format?) throws -> FileSource {
    var size = Self.sampleSize
    while true {
      let (bytes, isWhole) = try input.sample(size)
      let format = options.format ?? named ?? Self.format(of: bytes)
      let isEnough = isWhole || size >= Self.sampleLimit || hasEnough(bytes)
      if isEnough, let made = try made(bytes, isWhole: isWhole || size >= Self.sampleLimit, format)
      {
        return FileSource(input, made, badRowPath: options.badRowPath, sizes: sizes)
      }
      size *= 4
    }
  }

  private func made(
    _ bytes: PaddedBytes, isWhole: Bool, _ format: FileOptions.Format
  ) throws -> (any FileFormat)? {
    switch format {
    case .csv, .tsv:
      let layout = try csvLayout(bytes, isWhole: isWhole, format)
      return layout.names.isEmpty && !isWhole ? nil : CSVFile(layout)
    case .json, .ndjson:
      try options.checkForJSON(format)
      if TextEncoding.isBinary(bytes.bytes, TextEncoding.found(in: bytes.bytes)) {
        throw Diagnostics(FileFault.sample(input.name, .binary).diagnostic(at: span))
      }
      let sample = JSONSample(bytes, isWhole: isWhole, sampledRows: options.wishes.sampledRows)
      var layout = sample.layout(isLines: format == .ndjson ? true : nil)
      for (name, type) in options.wishes.types.sorted(by: { $0.key < $1.key }) {
        if let place = layout.names.firstIndex(of: name) {
          layout.entries[place].type = type
        } else {
          layout.entries.append(JSONPieceDecoder.Entry(key: name, type: type))
        }
      }
      return layout.entries.isEmpty && !isWhole ? nil : JSONFile(layout)
    }
  }

  private func csvLayout(
    _ bytes: PaddedBytes, isWhole: Bool, _ format: FileOptions.Format
  ) throws -> CSVLayout {
    var wishes = options.wishes
    if format == .tsv { wishes.delimiter = wishes.delimiter ?? UInt8(ascii: "\t") }
    do throws(CSVSampleFault) {
      return try CSVSample(bytes, isWhole: isWhole, wishes: wishes).layout()
    } catch {
      let place = if case .unknownTypes = error { options.typesSpan } else { span }
      throw Diagnostics(FileFault.sample(input.name, error).diagnostic(at: place))
    }
  }

  /// Whether a sample has as many lines as were asked for.
  private func hasEnough(_ bytes: PaddedBytes) -> Bool {
    guard options.hasSample else { return true }
    let lines = bytes.withBytes { ByteMask.count(of: UInt8(ascii: "\n"), in: $0) }
    return lines > options.wishes.sampledRows + options.wishes.skippedLines
  }

  /// The format that the first character shows.
  private static func format(of bytes: PaddedBytes) -> FileOptions.Format {
    let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    switch bytes.bytes.first(where: { !spaces.contains($0) }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    default: return .csv
    }
  }
}
