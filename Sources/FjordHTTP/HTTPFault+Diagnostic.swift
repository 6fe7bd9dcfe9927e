import FjordDiagnostic

// All sentences about requests; those about recordings are in `TapeFault.swift`.

extension HTTPFault {
  /// The fault as a person reads it.
  public var diagnostic: Diagnostic {
    Diagnostic(code: code, message, reason: reason, fix: fix, status: exitStatus)
  }

  private var message: String {
    switch kind {
    case .failure(let failure): "no answer from `\(service)`: \(failure.shortText)"
    case .status(let status):
      "`\(service)` answered \(status)" + (StatusName.of(status).map { " (\($0))" } ?? "")
    case .unreadable(let what): "the answer of `\(service)` can't be read: \(what)"
    case .redirectElsewhere(let other):
      "`\(service)` redirects from `\(origin)` to another origin, `\(other)`"
    case .redirectNowhere(let status):
      "`\(service)` answered \(status), a redirect with no usable address"
    case .tooManyRedirects(let limit):
      "`\(service)` redirects more than \(limit) times in a row"
    case .otherOrigin(let other):
      "an answer of `\(service)`, `\(origin)`, goes on at another origin, `\(other)`"
    case .unreadableAddress: "an answer of `\(service)` goes on at something that is no address"
    case .closed(let why): "`\(service)` is closed for now: \(why)"
    case .unfitSecret(let why): "`$\(secretVariable ?? "")` can't be sent to `\(service)`: \(why)"
    case .requestsSpent(let limit):
      "`--max-requests` allows \(limit), and `\(service)` is to be asked once more"
    case .unrecorded(let tape, _): "the recording `\(tape)` does not hold a request to `\(service)`"
    }
  }

  private var reason: String? {
    if case .unfitSecret = kind { return nil }
    var parts = ["asked for \(url)"]
    if case .closed = kind { parts = [] }
    if renewals > 0 { parts.append("with \(renewals) fresh tokens too") }
    if attempts > 1 { parts.append("tried \(attempts) times in \(elapsed.shortText)") }
    if let comeBack {
      let who = status == nil ? "it takes" : "the server asks to wait"
      parts.append("\(who) \(comeBack.wait.shortText)")
    }
    switch kind {
    case .unrecorded(_, let nearest?) where nearest == url:
      parts.append("it holds one of that URL with other headers, as `Accept`")
    case .unrecorded(_, let nearest?): parts.append("the nearest that it holds is \(nearest)")
    case .redirectElsewhere, .otherOrigin:
      parts.append("requests and their tokens stay within one scheme, host and port")
    default: break
    }
    if let serverText { parts.append("the server says: \(serverText)") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var fix: String? {
    if let comeBack {
      return "come back after \(HTTPDate.plainText(comeBack.seconds)) "
        + "(in \(comeBack.wait.shortText)), or `--wait`"
    }
    switch kind {
    case .failure(.tooLarge): return "ask for less at a time"
    case .failure(.insecure): return "check the base URL, the machine's clock and certificates"
    case .failure(.cannotConnect), .failure(.connectTimeout):
      return "check the network, a proxy and the base URL; trying again later may help"
    case .failure(.proxy): return "check the proxy that the environment names"
    case .status(401) where renewals > 0:
      return "fresh tokens can be stale for hours: trying again later may help"
    case .status(401), .status(403):
      return secretVariable.map { "check `$\($0)`: it may be missing a right, stale or mistyped" }
        ?? "the service may want a token or key"
    case .status(429): return "ask more seldom, or later; `FJORD_RETRY_TIME` tries for longer"
    case .unfitSecret: return "set it to the token or key alone"
    case .requestsSpent: return "allow more requests, or ask for less"
    case .unrecorded:
      return "replay the script that was recorded, with its options and saved tables "
        + "(`--store` for both), or record it again with `--record`"
    case .redirectElsewhere(let other):
      return "if the service has moved, set its base URL to one at `\(other)`"
    case .failure(.closed), .failure(.unsendable), .otherOrigin, .unreadableAddress,
      .tooManyRedirects, .redirectNowhere:
      return nil
    default:
      return isTransient
        ? "trying again later may help" : "trying the same again will hardly help"
    }
  }
}

extension HTTPFailure {
  /// The failure in a few words.
  var shortText: String {
    switch self {
    case .cannotConnect(let why): "can't connect: \(why)"
    case .connectTimeout(let time): "no connection within \(time.shortText)"
    case .readTimeout(let time): "nothing heard for \(time.shortText)"
    case .exchangeTimeout(let time): "the answer was not whole within \(time.shortText)"
    case .dropped: "the connection was closed before an answer came"
    case .truncated: "the connection was closed in the middle of the answer"
    case .tooLarge(let limit): "the answer is longer than \(limit) bytes"
    case .undecodable(let why): "the answer can't be decompressed: \(why)"
    case .malformed(let why): "what came is not HTTP: \(why)"
    case .insecure(let why): "no secure connection: \(why)"
    case .proxy(let why, _): "the proxy: \(why)"
    case .unsendable(let why): "the request can't be sent: \(why)"
    case .closed: "the client is closed"
    }
  }
}

/// What can be wrong with a base URL.
enum BaseURLFault {
  case unreadable(setting: String)
  case plain(setting: String, host: String)

  var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let setting):
      Diagnostic(
        code: "http.base-url", "`\(setting)` is no base URL",
        reason: "expected `https://HOST[:PORT][/PATH]`, with no user name, query or fragment",
        status: .usage)
    case .plain(let setting, let host):
      Diagnostic(
        code: "http.base-url", "`\(setting)` asks for plain `http` to `\(host)`",
        reason: "what is sent, a token too, could be read on the way", fix: "use `https`",
        status: .usage)
    }
  }
}

/// The names of the statuses that are met.
enum StatusName {
  static func of(_ status: Int) -> String? {
    names[status]
  }

  private static let names = [
    204: "no content", 206: "partial content", 300: "multiple choices", 301: "moved permanently",
    302: "found", 303: "see other", 304: "not modified", 307: "temporary redirect",
    308: "permanent redirect", 400: "bad request", 401: "unauthorised", 402: "payment required",
    403: "forbidden", 404: "not found", 405: "method not allowed", 406: "not acceptable",
    408: "request timeout", 409: "conflict", 410: "gone", 413: "content too large",
    414: "URI too long", 415: "unsupported media type", 422: "unprocessable content",
    429: "too many requests", 431: "header fields too large", 451: "unavailable for legal reasons",
    500: "internal server error", 501: "not implemented", 502: "bad gateway",
    503: "service unavailable", 504: "gateway timeout",
  ]
}
