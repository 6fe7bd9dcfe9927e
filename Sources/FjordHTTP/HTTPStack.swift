import Synchronization

/// All HTTP of one run: what its services share, and their end.
///
/// Making it, and making services from it, opens nothing: connections, threads and certificates
/// come with the first request.
public final class HTTPStack: Sendable {
  private let shared: HTTPShared
  private let services = Mutex<[HTTPService]>([])

  /// Creates a stack.
  public init(_ options: HTTPOptions = HTTPOptions()) {
    shared = HTTPShared(options)
  }

  /// What holds for all services.
  public var options: HTTPOptions { shared.options }

  /// How many requests were sent, tries again and redirects too.
  public var requestCount: Int { shared.requestCount }

  /// The client of a service; the same one for the same settings.
  ///
  /// Services on one origin share its limits, the narrowest of each.
  public func service(_ settings: HTTPServiceSettings) -> HTTPService {
    if let secret = settings.secret { shared.ledger.remember(secret) }
    return services.withLock { services in
      if let known = services.first(where: { $0.settings == settings }) { return known }
      let service = HTTPService(
        settings, shared: shared, transport: transport(for: settings),
        gate: shared.gate(for: settings))
      services.append(service)
      return service
    }
  }

  /// Makes a secret known, so that no text shows it.
  public func remember(_ secret: Secret) {
    shared.ledger.remember(secret)
  }

  /// The text with `$VARIABLE` in place of each secret that was made known or sent.
  public func hidingSecrets(in text: String) -> String {
    shared.ledger.redacted(text)
  }

  /// Closes all connections; requests that are under way or come later fail with `http.closed`.
  public func close() async {
    await withDiscardingTaskGroup { group in
      for service in services.withLock({ $0 }) {
        group.addTask { await service.transport.close() }
      }
    }
  }

  private func transport(for settings: HTTPServiceSettings) -> any HTTPTransport {
    let network = NetworkTransport(
      settings, proxies: HTTPProxies(environment: options.environment))
    return options.wrapTransport?(settings, network) ?? network
  }
}

/// What the services of a stack have in common.
final class HTTPShared: Sendable {
  let options: HTTPOptions
  let ledger = SecretLedger()
  private let sent = Atomic<Int>(0)
  private let gates = Mutex<[HTTPOrigin: HostGate]>([:])

  init(_ options: HTTPOptions) {
    self.options = options
  }

  /// How many requests were sent.
  var requestCount: Int { sent.load(ordering: .relaxed) }

  /// Whether one more request may be sent.
  var mayAsk: Bool { options.maxRequests.map { requestCount < $0 } ?? true }

  /// Counts a request that is to be sent; false where it would be one too many.
  func countRequest() -> Bool {
    guard let limit = options.maxRequests else {
      sent.add(1, ordering: .relaxed)
      return true
    }
    var count = requestCount
    while count < limit {
      let (exchanged, original) = sent.compareExchange(
        expected: count, desired: count + 1, ordering: .relaxed)
      if exchanged { return true }
      count = original
    }
    return false
  }

  func gate(for settings: HTTPServiceSettings) -> HostGate {
    let limit = settings.concurrentRequests
    return gates.withLock { gates in
      if let known = gates[settings.base.origin] {
        known.tighten(limit: limit, interval: settings.minimumInterval, burst: settings.burst)
        return known
      }
      let gate = HostGate(
        limit: limit, interval: settings.minimumInterval, burst: settings.burst,
        shared: options.rateFolder.map { SharedRate(folder: $0, host: settings.base.origin) })
      gates[settings.base.origin] = gate
      return gate
    }
  }
}
