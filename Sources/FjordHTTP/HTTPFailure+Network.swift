import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension HTTPFailure {
  /// What an error of AsyncHTTPClient or one of its layers means.
  ///
  /// `hasBegun` says that the head of an answer had come.
  init(_ error: any Error, hasBegun: Bool, _ settings: HTTPServiceSettings) {
    switch error {
    case let failure as HTTPFailure: self = failure
    case let error as HTTPClientError: self.init(error, hasBegun: hasBegun, settings)
    case let error as NIOConnectionError: self.init(error, settings)
    case let error as NIOHTTPDecompression.DecompressionError:
      self =
        error == .limit
        ? .tooLarge(limit: settings.maxBodyBytes)
        : .undecodable("it is not what `Content-Encoding` says")
    case let error as NIOHTTPDecompression.ExtraDecompressionError:
      self = .undecodable(error == .truncatedData ? "it ends early" : "something follows its end")
    case HTTPParserError.invalidEOFState, is ChannelError:
      if case ChannelError.connectTimeout? = error as? ChannelError {
        self = .connectTimeout(settings.connectTimeout)
      } else {
        self = hasBegun ? .truncated : .dropped
      }
    case let error as HTTPParserError: self = .malformed(Self.brief(error))
    case let error as IOError: self.init(error, hasBegun: hasBegun)
    default: self.init(unknown: error, hasBegun: hasBegun)
    }
  }

  private init(_ error: HTTPClientError, hasBegun: Bool, _ settings: HTTPServiceSettings) {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      self = .connectTimeout(settings.connectTimeout)
    case .readTimeout, .writeTimeout: self = .readTimeout(settings.readTimeout)
    case .deadlineExceeded: self = .exchangeTimeout(settings.exchangeTimeout)
    case .remoteConnectionClosed, .uncleanShutdown: self = hasBegun ? .truncated : .dropped
    case .proxyAuthenticationRequired:
      self = .proxy("it wants a user name and password", isTransient: false)
    case .invalidProxyResponse: self = .proxy("it would not connect", isTransient: true)
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      self = .proxy("it did not answer", isTransient: true)
    case .alreadyShutdown, .cancelled: self = .closed
    default: self = .unsendable(error.shortDescription.lowercased())
    }
  }

  private init(_ error: NIOConnectionError, _ settings: HTTPServiceSettings) {
    if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
      self = .cannotConnect("no address is known for `\(error.host)`")
      return
    }
    let reasons = error.connectionErrors.map(\.error)
    if let failure = reasons.lazy.compactMap({ $0 as? IOError }).first {
      self = .cannotConnect(Self.words(failure.errnoCode))
    } else {
      self = .connectTimeout(settings.connectTimeout)
    }
  }

  private init(_ error: IOError, hasBegun: Bool) {
    switch error.errnoCode {
    case ECONNRESET, EPIPE, ENOTCONN: self = hasBegun ? .truncated : .dropped
    default: self = hasBegun ? .truncated : .cannotConnect(Self.words(error.errnoCode))
    }
  }

  /// Errors of TLS are known by their module, which is no dependency of this one.
  private init(unknown error: any Error, hasBegun: Bool) {
    let name = String(reflecting: type(of: error))
    let text = "\(error)"
    if name.hasPrefix("NIOSSL.") {
      let isEnd = text.contains("eofDuringHandshake") || text.contains("uncleanShutdown")
      self = isEnd ? (hasBegun ? .truncated : .dropped) : .insecure(Self.words(ofTLS: text))
    } else {
      self = hasBegun ? .truncated : .cannotConnect(Self.brief(error))
    }
  }

  /// The reason in an error of BoringSSL, without the place in its source.
  private static func words(ofTLS text: String) -> String {
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return "the certificate is not trusted" }
    if text.contains("failedToValidateHostname") { return "the certificate is for another name" }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return "the server does not speak TLS"
    }
    guard let mark = text.firstRange(of: "OPENSSL_internal:") else {
      return String(text.prefix { $0 != "(" }.prefix(80))
    }
    return text[mark.upperBound...].prefix { $0 != " " }.lowercased()
  }

  private static func words(_ code: CInt) -> String {
    switch code {
    case ECONNREFUSED: "connection refused"
    case ENETUNREACH: "network unreachable"
    case EHOSTUNREACH: "host unreachable"
    case ETIMEDOUT: "timed out"
    case ECONNRESET: "connection reset"
    case EMFILE, ENFILE: "too many open files"
    case EACCES, EPERM: "not permitted"
    default: "error \(code) of the system"
    }
  }

  private static func brief(_ error: any Error) -> String {
    String("\(error)".prefix(160))
  }
}
