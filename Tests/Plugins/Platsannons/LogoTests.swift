import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

@Suite struct LogoTests {
  /// A PNG's beginning with a size.
  private func png(_ width: UInt8, _ height: UInt8) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
      + [0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]
  }

  @Test func `a logo is a row with its type, its size and its bytes`() async throws {
    let bytes = try PlatsannonsFixtures.bytes("logotyp.gif")
    let asked = Record<HTTPRequest>()
    let bench = Bench.scripted { request in
      asked.add(request)
      return HTTPAnswer(body: bytes, as: "image/gif", for: request)
    }
    let rows = try await bench.rows("logotyp", .string("9900437"))
    #expect(
      rows.values == [
        [.string("9900437"), .string("image/gif"), .int(Int64(bytes.count)), .binary(bytes)]
      ])
    #expect(
      asked.all.map(\.address.text) == [
        "http://127.0.0.1:9/af/v0/platsannonser/9900437/logotyp"
      ])
    #expect(asked.all[0].headers["Accept"] == "image/gif")
  }

  @Test func `a PNG is a logo too, but that of one pixel stands for none`() async throws {
    let image = png(150, 40)
    let rows = try await Bench.scripted { HTTPAnswer(body: image, as: "image/gif", for: $0) }
      .rows("logotyp", .string("1"))
    #expect(rows.texts("type") == ["image/png"])
    let pixel = png(1, 1)
    let none = Bench.scripted { HTTPAnswer(body: pixel, as: "image/png", for: $0) }
    #expect(await none.fault("logotyp", .string("1"))?.code == "platsannons.no-logo")
  }

  @Test func `an ad without a logo is a fault, and so is what is no image`() async {
    let none = Bench.scripted { HTTPAnswer(404, "", for: $0) }
    let fault = await none.fault("logotyp", .string("1"))
    #expect(fault?.code == "platsannons.no-logo" && fault?.status == .source)
    for body in ["", "<html>", "GIF", "{\"error\":{}}"] {
      let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
      #expect(await bench.fault("logotyp", .string("1"))?.code == "platsannons.no-image")
    }
  }
}
