import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordShell
import FjordStandIn
import FjordStore
import FjordTable
import Foundation

/// Everything that a run needs.
///
/// It is put together from the command line, the environment and the settings file. Nothing is
/// opened or started before it is used, but the sandbox's stand-ins.
struct Workbench: Sendable {
  let services: SessionServices
  let output: ConsoleOutput
  private let http: HTTPStack
  private let store: Store
  private let standIns: [RunningStandIn]
  /// The store of a replay, which goes when it ends.
  private let passingStore: String?

  init(
    _ options: CommandLineOptions, environment: [String: String], keepsLast: Bool
  ) async throws {
    let paths = Paths(environment: environment)
    let file = try SettingsFile(path: paths.settings)
    let replay = try options.replay.map { path throws(Diagnostics) in try Recording.Replay(path) }
    let clock = try Self.clock(options, replay)
    let progress = ProgressLine(isOn: !options.quiet)
    output = try ConsoleOutput(
      format: options.format, isQuiet: options.quiet,
      hasColor: !options.noColor && environment["NO_COLOR"]?.isEmpty ?? true, progress: progress)
    var variables = replay?.environment(environment) ?? environment
    var standIns: [RunningStandIn] = []
    let isOwn = options.sandbox || replay != nil
    if options.sandbox, replay == nil {
      standIns = try await Sandbox.start(now: clock.fixedNow, &variables)
    }
    self.standIns = standIns
    let settings = Settings(environment: variables, file: isOwn ? [:] : file.plugins)
    var http = try Self.httpOptions(
      options, environment: variables, file: file, progress: progress)
    if clock.fixedNow != nil { http.sessionClock = { clock.now / 1_000_000 } }
    http.tape = try Self.tape(
      options, replay, clock: clock, settings: settings, environment: variables)
    if replay != nil {
      http.retry.firstPause = .zero
    } else if !options.sandbox {
      // The sandbox's services are gone with the run.
      http.cache = HTTPCache(folder: paths.answers)
      http.rateFolder = paths.rates
    }
    let notices = FjordPlugin.Notices { progress.update($0) }
    http.asksAnew = options.fresh
    http.onKept = { exchange in
      if case .kept(_, _, let age) = exchange.outcome {
        notices.noteKept(exchange.service, age: age)
      }
    }
    self.http = HTTPStack(http)
    passingStore =
      replay != nil && options.store == nil ? Recording.passingStore(environment) : nil
    store = Store(
      path: options.store ?? passingStore
        ?? (options.sandbox ? paths.sandboxStore : paths.store), clock: clock,
      purgesExpired: passingStore != nil
        || (replay == nil && (options.sandbox || options.now == nil)))
    var context = RunContext(
      clock: clock, notices: notices, settings: settings,
      http: self.http, isStrict: options.strict)
    context.memory = try MemoryBudget(byteCount: options.memory.map(RunLimits.byteCount))
    context.threads = try options.threads.map(RunLimits.threads) ?? RunLimits.cores
    context.temporaryFolder = RunLimits.temporaryFolder(environment)
    services = SessionServices(
      output: output, tables: store, context: context,
      registry: .core(tables: store, output: output),
      keepsLast: keepsLast)
  }

  /// Closes what was opened.
  func close() async {
    await http.close()
    await store.close()
    for standIn in standIns { await standIn.stop() }
    if let passingStore { Recording.removePassingStore(passingStore) }
  }

  /// The session's clock: it stands where the command line, the recording or the sandbox says, and
  /// while a recording is made.
  private static func clock(
    _ options: CommandLineOptions, _ replay: Recording.Replay?
  ) throws(Diagnostics) -> SessionClock {
    let zone = try options.timeZone.map(Self.zone) ?? replay?.zone ?? .machine
    var now = try options.now.map { text throws(Diagnostics) in try Self.instant(text, zone) }
    now = now ?? replay?.now ?? (options.sandbox ? StandInTime.sandbox.microseconds : nil)
    if options.record != nil { now = now ?? SessionClock(zone: zone).now }
    return SessionClock(fixedNow: now, zone: zone)
  }

  private static func tape(
    _ options: CommandLineOptions, _ replay: Recording.Replay?, clock: SessionClock,
    settings: Settings, environment: [String: String]
  ) throws(Diagnostics) -> HTTPTape? {
    if let replay { return .replay(replay.player) }
    guard let path = options.record else { return nil }
    return .record(
      try Recording.recorder(path, clock: clock, settings: settings, environment: environment))
  }

  private static func zone(_ name: String) throws(Diagnostics) -> ZoneOffsets {
    guard let zone = ZoneOffsets(identifier: name) else {
      throw Invocation.usage(
        "time-zone", "unknown time zone `\(name)`", fix: "a zone is named as `Europe/Oslo` or `UTC`"
      )
    }
    return zone
  }

  /// An instant as RFC 3339 writes it, or midnight of a day in the session's zone.
  static func instant(_ text: String, _ zone: ZoneOffsets) throws(Diagnostics) -> Int64 {
    let bytes = Array(text.utf8)
    if let days = ValueParsing.date(bytes.span) {
      return zone.instant(ofLocal: CivilTime(days: days).microseconds)
    }
    if let instant = ValueParsing.timestamp(bytes.span, local: zone) { return instant }
    throw Invocation.usage(
      "now", "`--now` expected a day or an instant, found `\(text)`",
      fix: "write it as 2026-11-02 or 2026-11-02T12:00:00+01:00")
  }

  private static func httpOptions(
    _ options: CommandLineOptions, environment: [String: String], file: SettingsFile,
    progress: ProgressLine
  ) throws(Diagnostics) -> HTTPOptions {
    var http = HTTPOptions()
    http.userAgent = "fjord/\(Version.text)"
    http.environment = environment
    func pause(_ variable: String, _ name: String) throws(Diagnostics) -> Duration? {
      guard let text = environment[variable] ?? file.values[name] else { return nil }
      guard let duration = Duration(settingText: text) else {
        throw Invocation.usage(
          "setting", "`\(variable)` expected a length of time, found `\(text)`",
          fix: "write it as 200ms, 10s or 2m")
      }
      return duration
    }
    if let time = try pause("FJORD_RETRY_TIME", "retry_time") { http.retry.totalTime = time }
    if let base = try pause("FJORD_RETRY_BASE", "retry_base") { http.retry.firstPause = base }
    http.retry.waitsOutRefusals = options.wait
    http.maxRequests = try options.maxRequests.map(RunLimits.requests)
    if options.trace {
      http.trace = { exchange in
        progress.clear()
        OutputDescriptor.standardError.say(exchange.text)
      }
    }
    http.onWait = { wait in progress.waiting(wait.duration) { wait.text(with: $0) } }
    return http
  }
}

extension Duration {
  /// A length as settings write it: `200ms`, `10s`, `2m`; nil for anything else.
  init?(settingText text: String) {
    let number = text.prefix { $0.isNumber }
    guard let value = Int64(number), value <= 1_000_000 else { return nil }
    switch text.dropFirst(number.count) {
    case "ms": self = .milliseconds(value)
    case "s": self = .seconds(value)
    case "m": self = .seconds(value * 60)
    case "h": self = .seconds(value * 3600)
    default: return nil
    }
  }
}

/// The version of fjord.
enum Version {
  static let text = "0.1.0"
}
