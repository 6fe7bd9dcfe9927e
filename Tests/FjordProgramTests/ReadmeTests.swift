import Foundation
import Testing

@Suite("What the READMEs show")
struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The paths of the plugins' READMEs.
  private static func plugins() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Plugins").path)
      .sorted().map { "Plugins/\($0)/README.md" }
  }

  /// The fenced blocks of a language in a file.
  private static func blocks(_ language: String, in path: String) throws -> [String] {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
      .split(separator: "```\(language)\n", omittingEmptySubsequences: false).dropFirst()
      .map { String($0.prefix(upTo: $0.firstRange(of: "\n```")?.lowerBound ?? $0.endIndex)) }
  }

  @Test("every pipeline runs on the sandbox")
  func pipelines() async throws {
    for path in try Self.plugins() {
      let blocks = try Self.blocks("fjord", in: path)
      #expect(blocks.count >= 3, "\(path) shows at least three pipelines")
      for block in blocks {
        let run = try await Program.run(["--sandbox", "-c", block], home: try Home())
        #expect(run.status == 0, "\(block)\n\(run.error)")
      }
    }
  }

  @Test("every transcript gives what it shows, to the letter")
  func transcripts() async throws {
    let folder = URL(filePath: try Program.path()).deletingLastPathComponent().path
    let blocks = try (["README.md"] + Self.plugins()).flatMap { try Self.blocks("console", in: $0) }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let home = try Home()
      var shown = ""
      for command in block.split(separator: "\n").filter({ $0.hasPrefix("$ ") }) {
        shown += command + "\n" + (try Self.shell(String(command.dropFirst(2)), home, folder))
      }
      #expect(shown.trimmingCharacters(in: .newlines) == block)
    }
  }

  /// What a command line prints, with `fjord` on the path.
  private static func shell(_ command: String, _ home: Home, _ folder: String) throws -> String {
    let process = Process()
    let out = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command + " 2>&1"]
    process.environment = home.environment(["PATH": "\(folder):/usr/bin:/bin"])
    process.standardOutput = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
