import FjordDiagnostic
import FjordStandIn

/// The stand-ins that `--sandbox` starts inside, and the settings that lead to them.
enum Sandbox {
  /// Starts every stand-in on a free port of loopback; settings of the real services are set aside.
  static func start(now: Int64?, _ variables: inout [String: String]) async throws
    -> [RunningStandIn]
  {
    var running: [RunningStandIn] = []
    for name in StandIns.names {
      var options = StandInOptions()
      options.keepsOrder = true
      if let now { options.now = StandInTime(microseconds: now) }
      let standIn = try await StandIns.start(name: name, options: options)
      let prefix = StandIns.variablePrefix(of: name)
      // What says where a service is and who asks; other settings hold here too.
      variables = variables.filter { name, _ in
        !name.hasPrefix(prefix)
          || !["URL", "TOKEN", "KEY", "PASSWORD", "SECRET"].contains(where: name.hasSuffix)
      }
      variables.merge(StandIns.environment(of: name, at: standIn.baseURL)) { _, new in new }
      running.append(standIn)
    }
    return running
  }
}
