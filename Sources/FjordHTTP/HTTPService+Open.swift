extension HTTPService {
  /// Asks for a path below the base URL and comes back with the head of the answer, for a body that
  /// is too long to be held.
  ///
  /// The request is tried again until the head is there; a body that breaks off later is the
  /// caller's to ask for again. While requests are recorded or replayed, the body is held all the
  /// same. Errors: as of `get`; `HTTPFault` while the body is read.
  public func open(
    _ path: HTTPPath, query: [(String, String?)] = [], headers: [(String, String)] = [],
    expecting: Set<Int> = []
  ) async throws -> HTTPOpenAnswer {
    guard shared.options.tape == nil else {
      return HTTPOpenAnswer(
        try await get(path, query: query, headers: headers, expecting: expecting))
    }
    var errand = errand(
      settings.base.joined(path), query: query, headers: headers, expecting: expecting)
    errand.opensBody = true
    let answer = try await ask(&errand)
    guard let body = errand.body else { return HTTPOpenAnswer(answer) }
    let told = errand
    return HTTPOpenAnswer(
      status: answer.status, headers: answer.headers, url: answer.url,
      body: ServiceBody(body) { [self] failure in
        fault(.failure(failure), nil, told, isTransient: failure.isTransient)
      })
  }

  /// The head of an answer that is expected, its body left in the errand; else the answer with as
  /// much of its body as a message may quote.
  func head(of errand: inout HTTPErrand) async throws -> HTTPAnswer {
    let open = try await transport.open(errand.request)
    var bytes: [UInt8] = []
    if errand.expected.contains(open.status) {
      errand.body = open.body
    } else {
      while bytes.count < Self.quotedBytes, let part = try await open.body.next() { bytes += part }
    }
    return HTTPAnswer(status: open.status, headers: open.headers, body: bytes, url: open.url)
  }

  private static let quotedBytes = 64 << 10
}

/// A body whose failures are told as the service's faults.
private struct ServiceBody: HTTPBodyParts {
  private let body: any HTTPBodyParts
  private let fault: @Sendable (HTTPFailure) -> HTTPFault

  init(_ body: any HTTPBodyParts, fault: @escaping @Sendable (HTTPFailure) -> HTTPFault) {
    self.body = body
    self.fault = fault
  }

  func next() async throws -> [UInt8]? {
    do {
      return try await body.next()
    } catch let failure as HTTPFailure where !Task.isCancelled {
      throw fault(failure)
    }
  }
}
