import FjordDiagnostic
import FjordFormat
import Testing

@Suite struct CSVTextTests {
  @Test func fieldsKnowQuotedEmptyFromEmpty() throws {
    #expect(try csvRows(of: "a,b\n\"\",\n") == [["a", "b"], ["", nil]])
    #expect(try csvRows(of: "") == [])
    #expect(try csvRows(of: "a\n\nb") == [["a"], [nil], ["b"]])
    #expect(try csvRows(of: "\"x\r\ny\"\"z\",q\r\n1,2") == [["x\r\ny\"z", "q"], ["1", "2"]])
  }

  @Test(arguments: ["a\"b", "\"a", "\"a\"b", "\"a\" ,b"])
  func whatIsNotCSVIsRefused(text: String) {
    #expect(throws: Diagnostic.self) { try csvRows(of: text) }
  }

  @Test func aFaultNamesItsLine() {
    let fault = #expect(throws: Diagnostic.self) { try csvRows(of: "a\n\"x\ny\"\nb\"c") }
    #expect(fault?.message.contains("line 4") == true)
  }
}
