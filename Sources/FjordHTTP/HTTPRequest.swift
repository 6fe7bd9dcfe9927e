/// One request to be sent, always a GET.
///
/// The secret is kept apart from address and headers.
public struct HTTPRequest: Sendable {
  /// The name of the service that asks.
  public let service: String
  /// What is asked for, without the authorisation.
  public internal(set) var address: HTTPAddress
  /// The header fields, without the authorisation.
  public internal(set) var headers: HTTPHeaderList
  /// The secret to send along, and where.
  public internal(set) var authorisation: HTTPAuthorisation?

  /// Creates a request.
  public init(
    service: String, address: HTTPAddress, headers: HTTPHeaderList = HTTPHeaderList(),
    authorisation: HTTPAuthorisation? = nil
  ) {
    self.service = service
    self.address = address
    self.headers = headers
    self.authorisation = authorisation
  }

  /// The address with the secret in it, where that is its place.
  var addressAsSent: HTTPAddress {
    guard let authorisation, case .query(let name) = authorisation.place else { return address }
    return address.adding([(name, authorisation.secret.exposedValue)])
  }

  /// The header fields with the secret in them, where that is its place.
  var headersAsSent: HTTPHeaderList {
    guard let authorisation, case .header(let name, let scheme) = authorisation.place else {
      return headers
    }
    var all = headers
    all.add(name, (scheme.map { $0 + " " } ?? "") + authorisation.secret.exposedValue)
    return all
  }
}
