import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The pieces of a file as morsels: cutting goes one after the other, decoding on any core.
actor FileMorsels: MorselCursor {
  private let open: @Sendable () throws -> TextChunks
  private let decode: @Sendable (TextChunk) throws -> Batch
  private var chunks: TextChunks?
  private var isFinished = false

  /// Nothing is opened before the first piece is asked for.
  init(
    open: @escaping @Sendable () throws -> TextChunks,
    decode: @escaping @Sendable (TextChunk) throws -> Batch
  ) {
    self.open = open
    self.decode = decode
  }

  func next() async throws -> Morsel? {
    guard !isFinished else { return nil }
    try Task.checkCancellation()
    let chunks = try self.chunks ?? open()
    self.chunks = chunks
    guard let chunk = try chunks.next() else {
      isFinished = true
      self.chunks = nil
      return nil
    }
    let decode = decode
    return Morsel { try decode(chunk) }
  }
}

/// The same rows one piece after the other, at most so many.
actor FileRows: Cursor {
  private let morsels: any MorselCursor
  private var left: Int

  init(_ morsels: any MorselCursor, limit: Int?) {
    self.morsels = morsels
    left = limit ?? .max
  }

  func next() async throws -> Batch? {
    guard left > 0, let batch = try await morsels.next()?.decode() else { return nil }
    defer { left -= min(left, batch.count) }
    return batch.count > left ? batch.slice(0..<left) : batch
  }
}
