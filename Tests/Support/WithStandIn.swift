import FjordStandIn

/// Starts a stand-in of NAV's feed, runs the work, and stops it whatever happens.
public func withStandIn<Result: Sendable>(
  ads: Int = 150, _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  var options = StandInOptions()
  options.ads = ads
  change(&options)
  let standIn = try await StandIns.start(name: "nav", options: options)
  do {
    let result = try await work(standIn)
    await standIn.stop()
    return result
  } catch {
    await standIn.stop()
    throw error
  }
}
