import FjordHTTP
import Synchronization

/// What goes wrong on the way to a service.
enum WireFault: Sendable {
  /// An answer that the service did not give.
  case answer(status: Int, headers: [(String, String)] = [], body: String = "")
  /// No whole answer.
  case failure(HTTPFailure)
  /// The answer before, once more.
  case again
  /// Nothing for a long time.
  case silence
}

/// Says for each request, counted from 1, what goes wrong; nil where nothing does.
typealias FaultScript = @Sendable (_ number: Int, _ request: HTTPRequest) -> WireFault?

/// The network with faults on the way.
final class FaultyTransport: HTTPTransport {
  private let network: any HTTPTransport
  private let script: FaultScript
  private let state = Mutex<(count: Int, last: HTTPAnswer?)>((0, nil))

  init(_ network: any HTTPTransport, _ script: @escaping FaultScript) {
    self.network = network
    self.script = script
  }

  func send(_ request: HTTPRequest) async throws -> HTTPAnswer {
    let (number, last) = state.withLock { state in
      state.count += 1
      return (state.count, state.last)
    }
    switch script(number, request) {
    case .answer(let status, let headers, let body)?:
      return HTTPAnswer(
        status: status, headers: HTTPHeaderList(headers), body: Array(body.utf8),
        url: request.address.text)
    case .failure(let failure)?: throw failure
    case .silence?:
      try await Task.sleep(for: .seconds(3_600))
      throw HTTPFailure.dropped
    case .again? where last != nil:
      return last ?? HTTPAnswer(status: 200, headers: HTTPHeaderList(), body: [], url: "")
    case .again?, nil:
      let answer = try await network.send(request)
      state.withLock { $0.last = answer }
      return answer
    }
  }

  func close() async { await network.close() }
}
