/// A stream that is worked on by several cores and keeps its order.
///
/// Items are pulled one at a time by the consumer's turns, at most twice as many as there are cores
/// ahead of what was given; a consumer that stops pulling stops the producer.
package actor OrderedMap<Input: Sendable, Output: Sendable> {
  private let ahead: Int
  private let pull: @Sendable () async throws -> Input?
  private let work: @Sendable (Input) throws -> Output
  private var running: [Task<Output, any Error>] = []
  private var isAtEnd = false

  /// Creates a stream; `pull` is called by one task at a time and not again after nil or an error.
  package init(
    threads: Int, pulling pull: @escaping @Sendable () async throws -> Input?,
    work: @escaping @Sendable (Input) throws -> Output
  ) {
    ahead = threads * 2
    self.pull = pull
    self.work = work
  }

  deinit {
    for task in running { task.cancel() }
  }

  /// The next result, or nil at the end.
  ///
  /// Errors: those of an item come in its place; nothing comes after one.
  package func next() async throws -> Output? {
    try Task.checkCancellation()
    while running.count < ahead, !isAtEnd { await start() }
    guard !running.isEmpty else { return nil }
    let first = running.removeFirst()
    do {
      return try await withTaskCancellationHandler {
        try await first.value
      } onCancel: {
        first.cancel()
      }
    } catch {
      isAtEnd = true
      for task in running { task.cancel() }
      running = []
      throw error
    }
  }

  private func start() async {
    do {
      guard let item = try await pull() else {
        isAtEnd = true
        return
      }
      running.append(
        Task { [work] in
          try Task.checkCancellation()
          return try work(item)
        })
    } catch {
      // The error waits for its turn behind what came before.
      isAtEnd = true
      running.append(Task { throw error })
    }
  }
}
