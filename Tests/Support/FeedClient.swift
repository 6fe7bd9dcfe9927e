import AsyncHTTPClient
import FjordStandIn
import NIOCore
import NIOHTTP1

/// A plain HTTP client for one stand-in: no retries, no decompression.
public struct FeedClient: Sendable {
  /// What came back.
  public struct Answer: Sendable {
    /// The status.
    public var status: Int
    /// The headers.
    public var headers: HTTPHeaders
    /// The body as it was sent.
    public var body: [UInt8]

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Bodies are wanted as they were sent, and a 307 is not followed.
  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      redirectConfiguration: .disallow, decompression: .disabled))

  private let baseURL: String
  private let authorization: String?

  /// Creates a client that sends a header with each request.
  public init(_ standIn: RunningStandIn, authorization: String? = "Bearer TESTTOKEN") {
    baseURL = standIn.baseURL
    self.authorization = authorization
  }

  /// Sends a request.
  public func send(
    _ method: String, _ target: String, _ headers: [String: String], body sent: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: baseURL + target)
    request.method = HTTPMethod(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let sent { request.body = .bytes(ByteBuffer(string: sent)) }
    let response = try await Self.client.execute(request, timeout: .seconds(30))
    var body: [UInt8] = []
    for try await part in response.body { body += part.readableBytesView }
    return Answer(status: Int(response.status.code), headers: response.headers, body: body)
  }

  /// Asks for a path, with the client's token.
  public func get(_ target: String, _ headers: [String: String] = [:]) async throws -> Answer {
    var headers = headers
    if let authorization { headers["Authorization"] = authorization }
    return try await send("GET", target, headers)
  }
}
