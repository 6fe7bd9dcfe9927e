import FjordDiagnostic
import FjordFormat
import FjordTable

/// A file that rows are written to, in the format and compression that its extension names; where it
/// names none, the bytes of the one binary column.
///
/// It is whole or not there: rows go to a draft beside it. Rows that are added to a file go behind
/// what it holds, and are cut off again where they do not come to their end.
package final class OutputFile {
  /// How many bytes are gathered before they are written.
  private static let blockSize = 262_144

  /// What turns rows into text; who has rows written elsewhere gives it back before the end.
  package var writer: any TableWriter
  private let target: any RowTarget
  private let compressor: (any Compressor)?
  private var waiting: [UInt8] = []
  private let needsHeader: Bool

  /// Opens a file for rows of a schema.
  ///
  /// Errors: `run.output`; `file.append` where the rows do not fit what is there.
  package init(path: String, schema: Schema, isAppending: Bool) throws {
    let known: (any TableWriter)? =
      OutputFormat(savedAs: path)?.makeWriter() ?? BytesWriter(schema)
    guard var writer = known else {
      throw Diagnostics(FileFault.unwritable(path, reason: "its format is not known").diagnostic())
    }
    let compression = Compression(fileName: path)
    if isAppending {
      let growing = try GrowingFile(path: path, schema: schema)
      needsHeader = growing.isNew
      target = growing
    } else {
      needsHeader = true
      target = try NewFile(path: path)
    }
    compressor = try compression.map { try $0.makeCompressor(name: path) }
    let header = writer.begin(schema)
    self.writer = writer
    if needsHeader { try put(header) }
  }

  /// Writes the rows of a batch.
  package func write(_ batch: Batch) throws { try put(writer.write(batch)) }

  /// Writes text that `writer` made of the next rows.
  package func write(text: [UInt8]) throws { try put(text) }

  /// Writes what is left and makes the file be there.
  package func finish() throws {
    try put(writer.end())
    try target.write(try compressor?.finish(waiting) ?? waiting)
    waiting = []
    try target.keep()
  }

  /// Takes back what was written.
  package func discard() { target.discard() }

  private func put(_ bytes: [UInt8]) throws {
    waiting += bytes
    guard waiting.count >= Self.blockSize else { return }
    try target.write(try compressor?.compress(waiting) ?? waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}

/// Takes bytes for a file, which are kept or taken back in the end.
protocol RowTarget {
  func write(_ bytes: [UInt8]) throws(Diagnostics)
  func keep() throws(Diagnostics)
  func discard()
}

extension NewFile: RowTarget {}
