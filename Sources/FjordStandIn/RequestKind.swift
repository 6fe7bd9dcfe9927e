/// What a request asks for.
public enum RequestKind: String, Sendable, CaseIterable {
  /// A page of a list or feed.
  case page
  /// One thing's detail.
  case entry
  /// A token.
  case token
  /// Anything else.
  case other
}
