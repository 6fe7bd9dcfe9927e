/// One service as a plugin declares it and a person's settings complete it.
public struct HTTPServiceSettings: Sendable, Equatable {
  /// The name that messages show, as `nav`.
  public var name: String
  /// Where it lives.
  public var base: BaseURL
  /// The token or key from the settings, if the service has one.
  ///
  /// It is sent only by requests that
  /// are authorised with it; here it is for messages, which name its variable and hide its value.
  public var secret: Secret?
  /// How long to wait for a connection.
  public var connectTimeout: Duration = .seconds(10)
  /// How long to wait for the next byte.
  public var readTimeout: Duration = .seconds(60)
  /// How long one exchange may take in all, so that an answer in drops ends too.
  public var exchangeTimeout: Duration = .seconds(300)
  /// The longest body that is taken, in bytes after gzip is undone.
  public var maxBodyBytes = 64 << 20
  /// How many requests the host gets at one time.
  public var concurrentRequests = 4
  /// The least time from the start of one request to the start of the next, in all processes of a
  /// person together.
  public var minimumInterval: Duration = .zero
  /// How many requests may start at once, before that time counts, when none was sent for long.
  public var burst = 1
  /// Statuses after which a request is tried again.
  public var retriedStatuses = RetryPolicy.usualStatuses

  /// Creates settings with the usual limits.
  public init(name: String, base: BaseURL, secret: Secret? = nil) {
    self.name = name
    self.base = base
    self.secret = secret
  }
}
