import AsyncHTTPClient
import FjordStandIn
import NIOCore
import NIOHTTP1

/// A plain HTTP client for one stand-in: no retries, no decompression.
struct FeedClient {
  struct Answer {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Bodies are wanted as they were sent, and a 307 is not followed.
  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      redirectConfiguration: .disallow, decompression: .disabled))

  let baseURL: String
  var authorization: String? = "Bearer TESTTOKEN"

  init(_ standIn: RunningStandIn, authorization: String? = "Bearer TESTTOKEN") {
    baseURL = standIn.baseURL
    self.authorization = authorization
  }

  func send(_ method: String, _ target: String, _ headers: [String: String]) async throws -> Answer
  {
    var request = HTTPClientRequest(url: baseURL + target)
    request.method = HTTPMethod(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    let response = try await Self.client.execute(request, timeout: .seconds(30))
    var body: [UInt8] = []
    for try await part in response.body { body += part.readableBytesView }
    return Answer(status: Int(response.status.code), headers: response.headers, body: body)
  }

  func get(_ target: String, _ headers: [String: String] = [:]) async throws -> Answer {
    var headers = headers
    if let authorization { headers["Authorization"] = authorization }
    return try await send("GET", target, headers)
  }
}

/// Starts a stand-in, runs the work, and stops it whatever happens.
func withStandIn<Result: Sendable>(
  _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  var options = StandInOptions()
  options.ads = 1000
  change(&options)
  let standIn = try await StandIns.start(name: "nav", options: options)
  do {
    let result = try await work(standIn)
    await standIn.stop()
    return result
  } catch {
    await standIn.stop()
    throw error
  }
}
