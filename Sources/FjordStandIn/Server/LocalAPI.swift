/// One API as a stand-in answers it: requests in, answers out, no sockets and no faults.
protocol LocalAPI: Sendable {
  /// What a request asks for, by its path.
  func kind(of request: StandInRequest) -> RequestKind

  /// The answer to a request.
  func answer(to request: StandInRequest) -> StandInAnswer

  /// The body this API gives with a status that a fault asks for, or nil for a proxy's page.
  func failure(status: Int, to request: StandInRequest) -> StandInAnswer?

  /// Moves the clock, lets events come, or replaces the token.
  func apply(_ change: StandInChange)
}
