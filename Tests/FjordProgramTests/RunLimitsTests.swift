import FjordDiagnostic
import Testing

@testable import fjord

/// `--memory` and `--threads`.
@Suite struct RunLimitsTests {
  @Test(
    "a size has a unit of thousands or of powers of two",
    arguments: [
      ("512MB", 512_000_000), ("2GB", 2_000_000_000), ("1.5GiB", 1_610_612_736), ("4096", 4096),
      ("64k", 64_000), ("1 kib", 1024), ("1tb", 1_000_000_000_000),
    ])
  func sizes(text: String, bytes: Int) throws {
    #expect(try RunLimits.byteCount(text) == bytes)
  }

  @Test(
    "what is no size is refused", arguments: ["", "GB", "0", "-1GB", "1XB", "1e9", "99999999TB"])
  func noSizes(text: String) {
    let fault = #expect(throws: Diagnostics.self) { try RunLimits.byteCount(text) }
    #expect(fault?.status == .usage)
  }

  @Test("threads are a whole number from 1", arguments: ["0", "-1", "two", "1.5", ""])
  func noThreads(text: String) throws {
    #expect(throws: Diagnostics.self) { try RunLimits.threads(text) }
    #expect(try RunLimits.threads("3") == 3)
  }

  @Test("temporary files go where TMPDIR says")
  func temporaryFolder() {
    #expect(RunLimits.temporaryFolder(["TMPDIR": "/scratch"]) == "/scratch")
    #expect(RunLimits.temporaryFolder(["TMPDIR": ""]).hasPrefix("/"))
  }
}
