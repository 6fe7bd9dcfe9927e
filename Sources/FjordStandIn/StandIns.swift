import FjordDiagnostic

/// The stand-ins there are, by name.
public enum StandIns {
  /// What can be started, each with a line that says what it is.
  public static let list: [(name: String, summary: String)] = [
    ("nav", "NAV's feed of job ads: pages, details, public token"),
    ("nav-public-feed", "NAV's older feed of job ads, closed in 2025: a paged search"),
    ("jobtech", "JobTech's search, stream and taxonomy of Swedish job ads"),
    ("platsannons", "the Swedish service of job ads before JobTech, closed in 2020"),
    ("jobindsats", "Jobindsats, statistics of the Danish labour market: versions 2 and 3"),
  ]

  /// The environment that leads a plugin to a stand-in at an address: variables by their names.
  public static func environment(of name: String, at baseURL: String) -> [String: String] {
    let prefix = variablePrefix(of: name)
    var variables = [prefix + "URL": baseURL]
    switch name {
    case "jobtech":
      for setting in ["STREAM_URL", "TAXONOMY_URL"] { variables[prefix + setting] = baseURL }
    case "jobindsats": variables[prefix + "KEY"] = StandInOptions().tokens.min()
    case "platsannons": variables[prefix + "URL"] = baseURL + "/af/v0"
    case "nav-public-feed": variables[prefix + "TOKEN"] = StandInOptions().tokens.min()
    default: break
    }
    return variables
  }

  /// What the variables of a stand-in's plugin begin with, as `FJORD_NAV_`.
  public static func variablePrefix(of name: String) -> String {
    "FJORD_\(name.replacing("-", with: "_").uppercased())_"
  }

  /// The names that can be started.
  public static var names: [String] { list.map(\.name) }

  /// Starts a stand-in on loopback and comes back when it listens.
  ///
  /// Nothing is generated before the first request. Errors: `standin.unknown-name`,
  /// `standin.option`, `standin.event-log`, `standin.not-listening`.
  public static func start(
    name: String, options: StandInOptions = StandInOptions()
  ) async throws(Diagnostics) -> RunningStandIn {
    try check(options)
    let api: any LocalAPI
    switch name {
    case "nav": api = try nav(options)
    case "nav-public-feed": api = try navPublicFeed(options)
    case "jobtech":
      api = JobTechAPI(
        seed: options.seed, ads: options.ads,
        clock: StandInClock(now: options.now, speed: options.speed))
    case "platsannons": api = try platsannons(options)
    case "jobindsats":
      api = JobindsatsAPI(
        seed: options.seed, keys: options.tokens, options: options.jobindsats,
        clock: StandInClock(now: options.now, speed: options.speed))
    default: throw StandInFault.unknownName(name, known: names).diagnostics
    }
    return try await RunningStandIn.start(name: name, api: api, options: options)
  }

  private static func nav(_ options: StandInOptions) throws(Diagnostics) -> any LocalAPI {
    let clock = StandInClock(now: options.now, speed: options.speed)
    var tokens = NAVTokens(seed: options.seed, granted: options.tokens)
    guard let path = options.eventLog else {
      let log = NAVGeneratedLog(seed: options.seed, ads: options.ads)
      return NAVFeed(log: log, clock: clock, tokens: tokens)
    }
    let log = try NAVFileLog(path: path, visible: options.visibleEvents)
    tokens.fixed = log.publicToken
    return NAVFeed(log: log, clock: clock, tokens: tokens)
  }

  private static func navPublicFeed(_ options: StandInOptions) throws(Diagnostics) -> any LocalAPI {
    let ads: any NAVPublicAds =
      if let path = options.eventLog {
        try NAVPublicFileAds(path: path)
      } else {
        NAVPublicGeneratedAds(log: NAVGeneratedLog(seed: options.seed, ads: options.ads))
      }
    return NAVPublicFeed(
      ads: ads, clock: StandInClock(now: options.now, speed: options.speed), tokens: options.tokens,
      keepsOrder: options.keepsOrder)
  }

  private static func platsannons(_ options: StandInOptions) throws(Diagnostics) -> any LocalAPI {
    guard let generation = PlatsannonsGeneration(options.generation) else {
      throw StandInFault.option("generation", found: "\(options.generation)", expected: "1 or 2")
        .diagnostics
    }
    return PlatsannonsAPI(
      log: PlatsannonsLog(seed: options.seed, ads: options.ads),
      clock: StandInClock(now: options.now, speed: options.speed),
      manner: PlatsannonsManner(
        generation: generation, errorsAreHTML: options.errorsAreHTML,
        countsDrift: options.countsDrift))
  }

  private static func check(_ options: StandInOptions) throws(Diagnostics) {
    guard (0...65_535).contains(options.port) else {
      throw StandInFault.option("port", found: "\(options.port)", expected: "0 to 65535")
        .diagnostics
    }
    guard (0...1_000_000).contains(options.ads) else {
      throw StandInFault.option("ads", found: "\(options.ads)", expected: "0 to 1000000")
        .diagnostics
    }
  }
}
