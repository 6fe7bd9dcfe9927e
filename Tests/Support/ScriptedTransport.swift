import FjordHTTP

/// A service that is a closure: it sees each request and gives its answer.
package struct ScriptedTransport: HTTPTransport {
  let script: @Sendable (HTTPRequest) async throws -> HTTPAnswer

  package init(script: @escaping @Sendable (HTTPRequest) async throws -> HTTPAnswer) {
    self.script = script
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPAnswer {
    try await script(request)
  }

  package func close() async {}
}
