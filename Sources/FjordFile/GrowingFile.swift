import FjordDiagnostic
import FjordFormat
import FjordTable

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that gets more rows behind those it has.
final class GrowingFile: RowTarget {
  /// Whether there was nothing in it.
  let isNew: Bool
  private let file: WritableFile
  private let before: Int
  private var isOpen = true

  /// Opens a file, which is made where there is none.
  ///
  /// Errors: `file.append` where a CSV has other columns; `run.output`.
  init(path: String, schema: Schema) throws {
    file = try WritableFile(path: FilePath(path).expanded, shownAs: path, flags: O_APPEND)
    before = file.byteCount
    isNew = before == 0
    guard !isNew else { return }
    try Self.check(path, schema)
  }

  deinit { discard() }

  func write(_ bytes: [UInt8]) throws(Diagnostics) { try file.write(bytes) }

  func keep() throws(Diagnostics) {
    isOpen = false
    try file.finish(isSynced: true)
  }

  func discard() {
    guard isOpen else { return }
    isOpen = false
    file.truncate(to: before)
  }

  /// Refuses a CSV file whose header names other columns, and a file whose last line has no end.
  private static func check(_ path: String, _ schema: Schema) throws {
    let place = FilePath(path)
    let stream = try Compression.decompressed(DescriptorStream(path: place.expanded), name: path)
    let head = try stream.head(1_048_576)
    if place.format == .csv || place.format == .tsv {
      var wishes = CSVWishes()
      wishes.hasHeader = true
      wishes.delimiter = UInt8(ascii: place.format == .tsv ? "\t" : ",")
      let layout = try? CSVSample(PaddedBytes(head), isWhole: true, wishes: wishes).layout()
      guard layout?.names == schema.names else {
        throw Diagnostics(
          FileFault.otherColumns(path, known: layout?.names ?? [], new: schema.names).diagnostic())
      }
    }
    var last = head.last
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try block.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { break }
      last = block[count - 1]
    }
    guard last == UInt8(ascii: "\n") else {
      throw Diagnostics(FileFault.unfinishedLine(path).diagnostic())
    }
  }
}
