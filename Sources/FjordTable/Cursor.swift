/// A pull stream of batches.
///
/// One caller at a time asks for the next batch; nothing is read before it is asked for, so a
/// consumer that stops asking stops the producer. Cancelling the task makes `next()` throw soon.
/// Batches may be empty of rows. After nil, only nil comes.
public protocol Cursor: Sendable {
  /// The next batch, or nil at the end.
  func next() async throws -> Batch?
}

extension Cursor {
  /// All batches that are left, in memory.
  public func collect() async throws -> [Batch] {
    var batches: [Batch] = []
    while let batch = try await next() { batches.append(batch) }
    return batches
  }
}

/// A cursor over batches in memory.
public actor BatchCursor: Cursor {
  private var batches: ArraySlice<Batch>

  /// Creates a cursor.
  public init(_ batches: [Batch]) { self.batches = batches[...] }

  /// The next batch, or nil at the end.
  public func next() async throws -> Batch? {
    try Task.checkCancellation()
    return batches.popFirst()
  }
}

/// A cursor that asks a closure for each batch.
public actor GeneratorCursor: Cursor {
  private let generate: @Sendable () async throws -> Batch?
  private var isFinished = false

  /// Creates a cursor; the closure gives nil at the end and is not called again.
  public init(_ generate: @escaping @Sendable () async throws -> Batch?) {
    self.generate = generate
  }

  /// The next batch, or nil at the end.
  public func next() async throws -> Batch? {
    if isFinished { return nil }
    try Task.checkCancellation()
    let batch = try await generate()
    isFinished = batch == nil
    return batch
  }
}

/// A cursor that changes each batch of another by itself.
public struct MapCursor: Cursor {
  private let input: any Cursor
  private let transform: @Sendable (Batch) throws -> Batch

  /// Creates a cursor; the closure must not depend on earlier batches.
  public init(_ input: any Cursor, _ transform: @escaping @Sendable (Batch) throws -> Batch) {
    self.input = input
    self.transform = transform
  }

  /// The next batch, or nil at the end.
  public func next() async throws -> Batch? {
    guard let batch = try await input.next() else { return nil }
    try Task.checkCancellation()
    return try transform(batch)
  }
}
