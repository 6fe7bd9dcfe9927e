import FjordDiagnostic
import Foundation
import Testing

@testable import FjordHTTP

/// A service on a test's server, with times short enough for tests.
struct Bench {
  var options = HTTPOptions()
  var settings: HTTPServiceSettings

  init(_ server: ScriptedServer, path: String = "") throws {
    try self.init(base: server.url + path)
  }

  init(base: String, allowsPlain: Bool = false) throws {
    let base = try BaseURL(base, setting: "FJORD_TEST_URL", allowsPlain: allowsPlain)
    settings = HTTPServiceSettings(name: "test", base: base)
    // Other tests may hold every core for long: only a hang may run into these.
    settings.connectTimeout = .seconds(600)
    settings.readTimeout = .seconds(600)
    options.userAgent = "fjord/0.0.0-test"
    options.retry = RetryPolicy(
      firstPause: .milliseconds(5), longestPause: .milliseconds(20), totalTime: .seconds(600))
  }

  /// Runs the work with the service, and closes it.
  @discardableResult
  func use<Result>(_ work: (HTTPService, HTTPStack) async throws -> Result) async throws -> Result {
    let stack = HTTPStack(options)
    do {
      let result = try await work(stack.service(settings), stack)
      await stack.close()
      return result
    } catch {
      await stack.close()
      throw error
    }
  }

  /// The fault that the work ends with.
  func fault(_ work: (HTTPService) async throws -> some Any) async throws -> HTTPFault {
    let error = await #expect(throws: HTTPFault.self) {
      _ = try await self.use { service, _ in try await work(service) }
    }
    return try #require(error)
  }
}

/// Waits until something has come about; gives up after a long while.
func eventually(_ condition: () -> Bool) async throws {
  for _ in 0..<4000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
  #expect(condition())
}

func elapsed(_ work: () async throws -> Void) async rethrows -> Duration {
  let start = ContinuousClock.now
  try await work()
  return start.duration(to: .now)
}

extension HTTPAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }
}
