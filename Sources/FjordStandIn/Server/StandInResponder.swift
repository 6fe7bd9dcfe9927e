import Hummingbird
import NIOCore
import Synchronization

/// The connection that a request came by, so that a fault can close it.
struct StandInConnection: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
  }
}

/// Answers requests: counts them, asks the API, and lets the faults have their way.
final class StandInResponder: HTTPResponder {
  /// Thrown to end a connection without a whole answer.
  struct Cut: Error {}

  let api: any LocalAPI
  let faults: FaultEngine
  let log = RequestLog()
  private let gzip: Gzip?
  private let email: String?
  private let pageBefore = Mutex<StandInAnswer?>(nil)

  init(api: any LocalAPI, options: StandInOptions) {
    self.api = api
    faults = FaultEngine(options.faults)
    // A body with another address is another one than its signature says.
    gzip = options.compresses && options.email == nil ? Gzip() : nil
    email = options.email
  }

  /// Replaces the faults; a page that is answered again is one that was answered under them.
  func set(_ faults: Faults) {
    pageBefore.withLock { $0 = nil }
    self.faults.set(faults)
  }

  func respond(to request: Request, context: StandInConnection) async throws -> Response {
    let target = request.head.path ?? "/"
    var asked = StandInRequest(
      method: request.method.rawValue, target: target, headers: request.headers)
    asked.body = try await Self.body(of: request)
    let kind = api.kind(of: asked)
    let plan = faults.plan(for: kind, target: target)
    let place = log.note(line(for: asked, target: target, kind: kind, isFaulty: plan.isFaulty))
    for change in plan.changes { api.apply(change) }
    asked.tokenFault = plan.tokenFault
    if plan.delay > .zero { try await Task.sleep(for: plan.delay) }
    if plan.ending == .drop {
      log.note(place, status: 0, bodySize: 0)
      try? await context.channel.close()
      throw Cut()
    }
    let answer = answer(to: asked, kind: kind, ending: plan.ending)
    let response = response(for: answer, to: asked, ending: plan.ending)
    log.note(place, status: answer.status, bodySize: response.body.contentLength ?? 0)
    return response
  }

  /// The body of a request that may have one; longer than a megabyte ends the connection.
  private static func body(of request: Request) async throws -> [UInt8] {
    guard request.method == .post else { return [] }
    return Array(buffer: try await request.body.collect(upTo: 1 << 20))
  }

  private func answer(
    to request: StandInRequest, kind: RequestKind, ending: FaultPlan.Ending?
  ) -> StandInAnswer {
    switch ending {
    case .status(let status, let retryAfter):
      var answer = api.failure(status: status, to: request) ?? proxyPage(status)
      answer.headers[.retryAfter] = retryAfter
      return answer
    case .redirect(let url):
      return StandInAnswer(307, type: "text/html", headers: [.location: url])
    case .repeatPage:
      return pageBefore.withLock { $0 } ?? remembered(api.answer(to: request), kind)
    case .drop, .truncate, nil:
      return remembered(api.answer(to: request), kind)
    }
  }

  /// Keeps a page, for a fault that answers it again.
  private func remembered(_ answer: StandInAnswer, _ kind: RequestKind) -> StandInAnswer {
    if kind == .page, answer.status == 200 { pageBefore.withLock { $0 = answer } }
    return answer
  }

  private func response(
    for answer: StandInAnswer, to request: StandInRequest, ending: FaultPlan.Ending?
  ) -> Response {
    var headers = answer.headers
    let status = HTTPResponse.Status(code: answer.status)
    guard request.method != "HEAD", let (buffer, isCompressed) = body(of: answer, for: request)
    else { return Response(status: status, headers: headers) }
    if isCompressed { headers[.contentEncoding] = "gzip" }
    guard case .truncate(let share) = ending else {
      return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }
    return Response(status: status, headers: headers, body: Self.cut(buffer, keeping: share))
  }

  /// The body as it is sent, or nil where there is none.
  private func body(
    of answer: StandInAnswer, for request: StandInRequest
  ) -> (bytes: ByteBuffer, isCompressed: Bool)? {
    let isWanted = answer.isCompressible && Gzip.isAccepted(request.headers[.acceptEncoding])
    let gzip = isWanted ? gzip : nil
    if let gzip, case .made(let signature?, _) = answer.body, let kept = gzip.kept(signature) {
      return (kept, true)
    }
    let bytes = email.map { Self.bytes(answer.bytes, with: $0) } ?? answer.bytes
    if bytes.isEmpty { return nil }
    if let gzip, bytes.count >= Gzip.threshold, let body = Gzip.compressed(bytes) {
      if case .made(let signature?, _) = answer.body { gzip.keep(body, for: signature) }
      return (body, true)
    }
    return (ByteBuffer(bytes: bytes), false)
  }

  /// A body that promises its whole length and ends before.
  private static func cut(_ buffer: ByteBuffer, keeping share: Double) -> ResponseBody {
    let whole = buffer.readableBytes
    let kept = min(Int(Double(whole) * min(max(share, 0), 1)), whole - 1)
    let part = buffer.getSlice(at: buffer.readerIndex, length: kept) ?? ByteBuffer()
    return ResponseBody(contentLength: whole) { writer in
      try await writer.write(part)
      throw Cut()
    }
  }

  /// A body with another address in place of each that was made up.
  private static func bytes(_ bytes: [UInt8], with email: String) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.replacing(/[A-Za-z0-9.]+@example\.(com|invalid)/, with: email).utf8)
  }

  /// What a proxy in front of a service says, and whom to ask.
  private func proxyPage(_ status: Int) -> StandInAnswer {
    let admin = email.map { "<p>\($0)</p>" } ?? ""
    let page =
      "<html><head><title>\(status)</title></head><body><h1>\(status)</h1>\(admin)</body></html>"
    return StandInAnswer(status, type: "text/html", body: Array(page.utf8))
  }

  private func line(
    for request: StandInRequest, target: String, kind: RequestKind, isFaulty: Bool
  ) -> RequestLog.Line {
    RequestLog.Line(
      method: request.method, target: target, kind: kind,
      isAuthorised: request.headers[.authorization] != nil,
      ifNoneMatch: request.headers[.ifNoneMatch],
      ifModifiedSince: request.headers[.ifModifiedSince],
      acceptEncoding: request.headers[.acceptEncoding],
      userAgent: request.headers[.userAgent], isFaulty: isFaulty)
  }
}
