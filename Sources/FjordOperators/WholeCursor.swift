import FjordTable

/// A cursor that reads all of another before it gives anything: one batch made of all batches.
actor WholeCursor: Cursor {
  private let input: any Cursor
  private let transform: @Sendable ([Batch]) throws -> Batch
  private var isFinished = false

  init(_ input: any Cursor, _ transform: @escaping @Sendable ([Batch]) throws -> Batch) {
    self.input = input
    self.transform = transform
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    let batches = try await input.collect()
    isFinished = true
    return try transform(batches)
  }
}
