import FjordStandIn

/// Starts a stand-in, NAV's feed unless told otherwise, runs the work, and stops it whatever happens.
public func withStandIn<Result: Sendable>(
  of name: String = "nav", ads: Int = 150, _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  var options = StandInOptions()
  options.ads = ads
  change(&options)
  let standIn = try await StandIns.start(name: name, options: options)
  do {
    let result = try await work(standIn)
    await standIn.stop()
    return result
  } catch {
    await standIn.stop()
    throw error
  }
}
