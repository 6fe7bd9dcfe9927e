import AsyncHTTPClient
import NIOCore

/// The body of an answer on its way over the network.
actor NetworkBody: HTTPBodyParts {
  private var parts: HTTPClientResponse.Body.AsyncIterator
  private let settings: HTTPServiceSettings
  private let deadline: NIODeadline
  private var byteCount = 0

  init(
    _ parts: sending HTTPClientResponse.Body.AsyncIterator, before deadline: NIODeadline,
    _ settings: HTTPServiceSettings
  ) {
    self.parts = parts
    self.deadline = deadline
    self.settings = settings
  }

  func next() async throws -> [UInt8]? {
    do {
      var parts = self.parts
      defer { self.parts = parts }
      guard let part = try await parts.next(isolation: self) else { return nil }
      try Task.checkCancellation()
      byteCount += part.readableBytes
      guard byteCount <= settings.maxBodyBytes else {
        throw HTTPFailure.tooLarge(limit: settings.maxBodyBytes)
      }
      guard NIODeadline.now() < deadline else {
        throw HTTPFailure.exchangeTimeout(settings.exchangeTimeout)
      }
      return Array(part.readableBytesView)
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw HTTPFailure(error, hasBegun: true, settings)
    }
  }
}
