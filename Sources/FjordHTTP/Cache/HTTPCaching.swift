/// Whether the answer to a request may be kept and given again, as the source that asks declares it.
///
/// An answer with personal data is `never`, whatever its header fields say. What a server forbids to
/// store (`no-store`) is not stored in any case, nor what holds a secret or an address of e-mail.
public enum HTTPCaching: Sendable, Hashable {
  /// It is not kept.
  case never
  /// It is kept as its header fields allow: for its `max-age`, or to be asked for only if it has
  /// changed.
  case asHeadersSay
  /// It is kept for so long, as the API's description says of lists that seldom change.
  case lasting(Duration)
}
