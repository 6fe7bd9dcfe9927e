import FjordPlugin
import FjordTable

/// Knows how to read one file's rows.
protocol FileFormat: Sendable {
  /// The columns.
  var fields: [Field] { get }
  /// What is read and how, in a few words, for `explain`.
  var summary: String { get }
  /// Whether rows can be left out while they are read.
  func canFilter(by predicate: Predicate) -> Bool
  /// The pieces of the text, behind what stands before the rows.
  func chunks(_ input: TextInput, sizes: TextChunks.Sizes) throws -> TextChunks
  /// What reads a piece's rows.
  func decoder(_ request: ScanRequest, _ context: RunContext, name: String) -> any RowDecoder
}

/// Reads the rows of pieces, on any core.
protocol RowDecoder: Sendable {
  /// The rows of a piece, and those at fault.
  func decode(_ chunk: TextChunk) throws -> (batch: Batch, bad: [BadRow])
}
