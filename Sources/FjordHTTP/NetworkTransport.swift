import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Synchronization

/// The network: one AsyncHTTPClient for one service, made when the first request comes.
///
/// Redirects and retries are not its business, and it logs nothing. HTTP/1.1 alone is spoken: a
/// service gets a handful of connections at most, and one that stalls must not hold up the others.
final class NetworkTransport: HTTPTransport {
  private enum State {
    case idle
    case open(HTTPClient)
    case closed
  }

  private let settings: HTTPServiceSettings
  private let proxies: HTTPProxies
  private let state = Mutex(State.idle)

  init(_ settings: HTTPServiceSettings, proxies: HTTPProxies) {
    self.settings = settings
    self.proxies = proxies
  }

  deinit {
    // A client that is let go of without a shutdown traps in debug builds.
    if let client = stop() { client.shutdown { _ in } }
  }

  func send(_ request: HTTPRequest) async throws -> HTTPAnswer {
    let client = try client()
    let deadline = NIODeadline.now() + TimeAmount(settings.exchangeTimeout)
    var hasBegun = false
    do {
      let response = try await client.execute(outgoing(request), deadline: deadline)
      hasBegun = true
      let body = try await read(response, before: deadline)
      return HTTPAnswer(
        status: Int(response.status.code),
        headers: HTTPHeaderList(response.headers.map { ($0.name, $0.value) }), body: body,
        url: request.addressAsSent.text)
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw HTTPFailure(error, hasBegun: hasBegun, settings)
    }
  }

  func open(_ request: HTTPRequest) async throws -> HTTPOpenAnswer {
    let client = try client()
    let deadline = NIODeadline.now() + TimeAmount(settings.exchangeTimeout)
    do {
      let response = try await client.execute(outgoing(request), deadline: deadline)
      _ = try coding(of: response)
      return HTTPOpenAnswer(
        status: Int(response.status.code),
        headers: HTTPHeaderList(response.headers.map { ($0.name, $0.value) }),
        url: request.addressAsSent.text,
        body: NetworkBody(response.body.makeAsyncIterator(), before: deadline, settings))
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw HTTPFailure(error, hasBegun: false, settings)
    }
  }

  private func outgoing(_ request: HTTPRequest) -> HTTPClientRequest {
    var outgoing = HTTPClientRequest(url: request.addressAsSent.text)
    for field in request.headersAsSent.fields {
      outgoing.headers.add(name: field.name, value: field.value)
    }
    return outgoing
  }

  func close() async {
    guard let client = stop() else { return }
    // A connection that is only just being made holds a shutdown up for as long as it may take;
    // nobody who closes wants to wait for that.
    await withCheckedContinuation { continuation in
      let ended = EndedOnce(continuation)
      client.shutdown { _ in ended.resume() }
      Task {
        try? await Task.sleep(for: Self.patience, clock: .continuous)
        ended.resume()
      }
    }
  }

  private static let patience: Duration = .milliseconds(250)

  private func stop() -> HTTPClient? {
    state.withLock { state in
      defer { state = .closed }
      if case .open(let client) = state { return client }
      return nil
    }
  }

  private func client() throws(HTTPFailure) -> HTTPClient {
    let proxy: HTTPProxies.Proxy?
    do {
      proxy = try proxies.proxy(for: settings.base.origin)
    } catch {
      throw .proxy("`\(error.variable)` names none of a known kind", isTransient: false)
    }
    let client = state.withLock { state -> HTTPClient? in
      switch state {
      case .closed: return nil
      case .open(let client): return client
      case .idle:
        let client = HTTPClient(configuration: configuration(proxy))
        state = .open(client)
        return client
      }
    }
    guard let client else { throw .closed }
    return client
  }

  private func configuration(_ proxy: HTTPProxies.Proxy?) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(
        connect: TimeAmount(settings.connectTimeout), read: TimeAmount(settings.readTimeout)),
      proxy: proxy.map(HTTPClient.Configuration.Proxy.init),
      decompression: .enabled(limit: .size(settings.maxBodyBytes)))
    configuration.httpVersion = .http1Only
    // Attempts are counted, paused between and reported one level up.
    configuration.connectionPool.retryConnectionEstablishment = false
    // The host's gate is the limit; a connection that is being given up must not stand in its way.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
      max(settings.concurrentRequests, 1) + 4
    return configuration
  }

  /// The whole body in one piece.
  ///
  /// Of an answer that has none to speak of (304, or a refusal) what comes is taken, whole or not.
  private func read(
    _ response: HTTPClientResponse, before deadline: NIODeadline
  ) async throws -> [UInt8] {
    let status = response.status.code
    var body: [UInt8] = []
    do {
      let coding = try coding(of: response)
      try reserve(&body, for: response, isCompressed: coding != nil)
      for try await part in response.body {
        guard part.readableBytes <= settings.maxBodyBytes - body.count else {
          throw HTTPFailure.tooLarge(limit: settings.maxBodyBytes)
        }
        part.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        guard NIODeadline.now() < deadline else {
          throw HTTPFailure.exchangeTimeout(settings.exchangeTimeout)
        }
      }
      try Task.checkCancellation()
    } catch  where status >= 400 || status == 304 || status == 204 {
      try Task.checkCancellation()
    }
    return body
  }

  /// The compression that the answer says it has; one that can't be undone is an error.
  private func coding(of response: HTTPClientResponse) throws(HTTPFailure) -> String? {
    let codings = response.headers["Content-Encoding"].flatMap { $0.split(separator: ",") }
      .map { String($0).trimmingBlanks().lowercased() }.filter { $0 != "identity" && !$0.isEmpty }
    guard codings.count < 2, codings.allSatisfy({ $0 == "gzip" || $0 == "deflate" }) else {
      throw .undecodable("it is \(codings.joined(separator: ", ")), which was not asked for")
    }
    return codings.first
  }

  private func reserve(
    _ body: inout [UInt8], for response: HTTPClientResponse, isCompressed: Bool
  ) throws(HTTPFailure) {
    guard let length = response.headers["Content-Length"].first.flatMap(Int.init), length > 0
    else { return }
    guard length <= settings.maxBodyBytes else { throw .tooLarge(limit: settings.maxBodyBytes) }
    // Text shrinks to a quarter or less; a wrong guess costs one copy. A promise is not trusted
    // with more than 8 MiB.
    body.reserveCapacity(min(isCompressed ? length * 4 : length, 8 << 20, settings.maxBodyBytes))
  }
}

extension HTTPClient.Configuration.Proxy {
  init(_ proxy: HTTPProxies.Proxy) {
    switch proxy.kind {
    case .socks: self = .socksServer(host: proxy.host, port: proxy.port)
    case .http:
      let login = proxy.user.map { user in
        HTTPClient.Authorization.basic(
          username: user, password: proxy.password?.exposedValue ?? "")
      }
      self = .server(host: proxy.host, port: proxy.port, authorization: login)
    }
  }
}

/// A continuation that several may end; the first does.
private final class EndedOnce: Sendable {
  private let continuation: CheckedContinuation<Void, Never>
  private let hasEnded = Atomic<Bool>(false)

  init(_ continuation: CheckedContinuation<Void, Never>) {
    self.continuation = continuation
  }

  func resume() {
    guard !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
    continuation.resume()
  }
}
