import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// Refusals in all the forms that the service has given them.
@Suite struct ServiceMessageTests {
  @Test(
    arguments: [
      (400, "error_400.json", "Felaktig inparameter: 1073815a"),
      (400, "error_400.xml", "Felaktig inparameter: 1073815a"),
      (
        400, "error_400_html.body",
        "Felaktigt värde i: {{}}}} Enbart alfanumeriska tecken är tillåtna"
      ),
      (400, "gen2_error_400.json", "Minst en av sökparametrarna nyckelord"),
      (406, "error_406.json", "Begärd representation kan inte levereras"),
      (500, "error_500_html.body", "Fel vid hämtning av annonslista med sökkriterier"),
      (503, "error_503.json", "Tjänsten är stängd för underhåll"),
    ])
  func `a refusal is told by its status first, then in the service's own words`(
    _ status: Int, _ file: String, said: String
  ) async throws {
    let body = try PlatsannonsFixtures.bytes(file)
    let bench = Bench.scripted(change: { $0.retry.totalTime = .zero }) {
      HTTPAnswer(status, body: body, for: $0)
    }
    let fault = try #require(await bench.fault("matchning", nil, ["lanid": .int(1)]))
    #expect(fault.message.hasPrefix("`platsannons` answered \(status)"))
    #expect(fault.reason?.contains("the server says: \(said)") == true, "\(fault.text)")
    #expect(fault.reason?.contains("beskrivning") == false)
    #expect(fault.reason?.contains("<") == false)
    #expect(fault.status == .source)
  }

  @Test func `plain text, and what is in no known form, is told as it is`() async {
    for body in ["Stängt för underhåll\nimorgon", "{\"fel\":1}"] {
      let bench = Bench.scripted { HTTPAnswer(400, body, for: $0) }
      let fault = await bench.fault("lan")
      let line = body.split(separator: "\n").joined(separator: " ")
      #expect(fault?.reason?.contains("the server says: \(line)") == true)
    }
  }

  @Test func `HTML under its own name is read as well, and what is cut`() {
    #expect(
      ServiceMessage("Error Beskrivning: Fel i a Statuskod: Bad Request Titel: Bad Request")?.text
        == "Fel i a")
    #expect(ServiceMessage("<html><body>Beskrivning: Fel med   en lång")?.text == "Fel med en lång")
    #expect(ServiceMessage("{\"Error\":{\"Beskrivning\":\"x\",\"statuskod\":404}}")?.text == "x")
    #expect(ServiceMessage("{\"error\":{\"titel\":\"Not Found\"}}")?.text == "Not Found")
    #expect(ServiceMessage("") == nil)
    #expect(ServiceMessage("{\"error\":{}}") == nil)
  }

  @Test func `an address of e-mail in a refusal is not told`() async {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        400,
        "{\"error\":{\"statuskod\":\"400\",\"beskrivning\":\"skriv till canary@example.com\"}}",
        for: request)
    }
    let fault = await bench.fault("lan")
    #expect(fault?.text.contains("canary") == false)
    #expect(fault?.reason?.contains("skriv till") == true)
  }
}
