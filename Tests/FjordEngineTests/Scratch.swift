import FjordTestSupport
import Foundation
import Testing
@Test("scratch") func scratch() async throws {
  let text = try String(contentsOfFile: "/tmp/h/engine2/scripts.txt", encoding: .utf8)
  for script in text.components(separatedBy: "\n") where !script.isEmpty {
    let f = SessionFixture(sources: [AdLog.source()])
    let m = await f.message(script.replacingOccurrences(of: "⏎", with: "\n"))
    print("MSG>>> \(script)\n\(m)")
    for s in f.output.shown { print("OUT: " + s.replacingOccurrences(of: "\n", with: "\\n")) }
    for s in f.output.notes { print("NOTE: " + s) }
    for s in f.output.reports { print("REPORT: " + s.text) }
  }
}
