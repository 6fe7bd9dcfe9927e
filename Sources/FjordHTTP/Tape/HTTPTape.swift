/// A recording in use: written while services are asked, or read in their place.
public enum HTTPTape: Sendable {
  /// Requests are sent, and each is written down with what became of it.
  case record(TapeRecorder)
  /// Nothing is sent; what was recorded comes again.
  case replay(TapePlayer)

  /// Whether nothing is sent.
  public var isReplay: Bool {
    if case .replay = self { true } else { false }
  }
}
