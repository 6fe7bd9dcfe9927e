import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable

/// The rows of one answer that holds a list, kept for a day.
actor ListCursor: Cursor {
  private static let attempts = 3

  private let service: JobindsatsService
  private let path: HTTPPath
  private let what: String
  private let context: RunContext
  private let read: @Sendable (Value) -> Batch?
  private var isOver = false

  /// `read` makes rows of an answer, or nil of one that holds something else than `what`.
  init(
    _ service: JobindsatsService, _ path: HTTPPath, _ what: String, _ context: RunContext,
    _ read: @escaping @Sendable (Value) -> Batch?
  ) {
    self.service = service
    self.path = path
    self.what = what
    self.context = context
    self.read = read
  }

  func next() async throws -> Batch? {
    guard !isOver else { return nil }
    try Task.checkCancellation()
    var attempt = 1
    while true {
      let answer = try await service.get(
        path, caching: attempt == 1 ? .lasting(.seconds(86_400)) : .never)
      do throws(JobindsatsFault) {
        let batch = try rows(answer)
        isOver = true
        return batch
      } catch {
        guard attempt < Self.attempts else { throw error }
        try await Task.sleep(
          for: context.http.options.retry.firstPause * attempt, clock: .continuous)
        attempt += 1
      }
    }
  }

  private func rows(_ answer: HTTPAnswer) throws(JobindsatsFault) -> Batch {
    let value: Value
    do { value = try jsonValue(of: answer.body) } catch {
      throw .noAnswer(what, url: answer.url, why: error.message)
    }
    guard let batch = read(value) else {
      throw .noAnswer(what, url: answer.url, why: "expected a list of objects with ids")
    }
    return batch
  }
}
