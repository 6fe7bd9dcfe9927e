import FjordStandIn
import FjordTestSupport
import Foundation

/// A folder of its own for one test's home, store and files; gone when the value is.
final class Home: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fjord-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// An environment that leads nowhere but here; `nav` is the base URL of a stand-in.
  func environment(_ more: [String: String] = [:], nav: String? = nil) -> [String: String] {
    var variables = [
      "HOME": path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "Europe/Oslo",
      "TERM": "xterm-256color", "FJORD_RETRY_TIME": "5s", "FJORD_RETRY_BASE": "5ms",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    if let nav { variables["FJORD_NAV_URL"] = nav }
    return variables.merging(more) { _, new in new }
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }
}

/// The built program, run as its users run it.
enum Program {
  struct Ending: Sendable {
    let status: Int32
    let output: String
    let error: String

    /// The lines of standard output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The release build where the environment names one, else the one beside the tests.
  static func path() throws -> String {
    try ProcessInfo.processInfo.environment["FJORD_RELEASE"]
      ?? BuiltExecutable.path(named: "fjord")
  }

  /// Starts the program; output goes to files, so that nothing can block.
  static func start(
    _ arguments: [String], home: Home, input: String = "", environment: [String: String]
  ) throws -> (process: Process, ending: @Sendable () async throws -> Ending) {
    let name = home.path + "/run-\(UUID().uuidString)"
    for end in ["in", "out", "err"] {
      try Data().write(to: URL(filePath: "\(name).\(end)"))
    }
    try Data(input.utf8).write(to: URL(filePath: name + ".in"))
    let process = Process()
    process.executableURL = URL(filePath: try path())
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: home.path)
    process.standardInput = FileHandle(forReadingAtPath: name + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: name + ".out")
    process.standardError = FileHandle(forWritingAtPath: name + ".err")
    let (ends, report) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { process in
      report.yield(
        process.terminationReason == .uncaughtSignal
          ? -process.terminationStatus : process.terminationStatus)
      report.finish()
    }
    try process.run()
    let ending: @Sendable () async throws -> Ending = {
      var status: Int32 = -1
      for await end in ends { status = end }
      return Ending(
        status: status, output: try String(contentsOfFile: name + ".out", encoding: .utf8),
        error: try String(contentsOfFile: name + ".err", encoding: .utf8))
    }
    return (process, ending)
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], home: Home, input: String = "", environment: [String: String]? = nil
  ) async throws -> Ending {
    let (_, ending) = try start(
      arguments, home: home, input: input, environment: environment ?? home.environment())
    return try await ending()
  }
}
