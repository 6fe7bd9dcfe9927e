import FjordDiagnostic
import FjordTable
import Testing

@testable import FjordFormat

@Suite struct XMLValueTests {
  private func value(_ text: String) throws -> Value { try xmlValue(of: Array(text.utf8)) }

  private func code(_ text: String) -> String? {
    do {
      _ = try value(text)
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  @Test func elementsAreRecordsAndRepeatedOnesLists() throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a>\n <b>1</b> <c>x</c><b>2</b></a>"
    #expect(
      try value(text)
        == .record([
          NamedValue(
            "a",
            .record([
              NamedValue("b", .list([.string("1"), .string("2")])), NamedValue("c", .string("x")),
            ]))
        ]))
  }

  @Test func anElementWithoutElementsIsItsText() throws {
    #expect(try value("<a/>") == .record([NamedValue("a", .string(""))]))
    #expect(try value("<a></a>") == .record([NamedValue("a", .string(""))]))
    let text = "<!-- c --><a x=\"1\">å &amp; <![CDATA[<b>]]>&#13;\n&#x1F600;</a>"
    #expect(try value(text) == .record([NamedValue("a", .string("å & <b>\r\n😀"))]))
  }

  @Test func aNameSpaceIsLeftOutOfNames() throws {
    #expect(
      try value("<p:a xmlns:p=\"u\"><p:b>1</p:b></p:a>")
        == .record([NamedValue("a", .record([NamedValue("b", .string("1"))]))]))
  }

  @Test func anotherEncodingIsRead() throws {
    let body = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8) + [0xE5]
    #expect(
      try xmlValue(of: body + Array("</a>".utf8)) == .record([NamedValue("a", .string("å"))]))
  }

  @Test(arguments: ["", " ", "<a>", "<a></b>", "<a>&x;</a>", "<a/><b/>", "text", "<a>\u{1}</a>"])
  func whatIsNoXMLIsRefused(_ text: String) {
    #expect(code(text) == "format.xml-broken")
  }

  @Test func aFaultNamesLineAndColumn() {
    let fault = #expect(throws: Diagnostic.self) { try value("<a>\n  <b>\n</a>") }
    #expect(fault?.message.hasPrefix("the XML breaks off at line 3, column ") == true)
    #expect(fault?.status == .source)
  }

  @Test func aDocumentTypeIsRefusedBeforeItsEntitiesCount() {
    let bomb = """
      <!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>
      """
    for text in [
      bomb, "<!DOCTYPE html><p>Hello",
      "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>",
      "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a>&e;</a>",
    ] {
      let fault = #expect(throws: Diagnostic.self) { try value(text) }
      #expect(
        fault?.message
          == "the XML is not read: it declares a document type, which data has no need of")
    }
  }

  @Test func elementsInsideEachOtherHaveABound() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    _ = try value(nested(64))
    #expect(code(nested(65)) == "format.xml-broken")
    #expect(code(nested(100_000)) == "format.xml-broken")
  }

  @Test func manyElementsTakeLinearTime() throws {
    let text = "<a>" + (0..<50_000).map { "<k\($0 % 500)>\($0)</k\($0 % 500)>" }.joined() + "</a>"
    guard case .record(let root) = try value(text), case .record(let parts) = root[0].value else {
      Issue.record("no record")
      return
    }
    #expect(parts.count == 500)
    guard case .list(let values) = parts[7].value else {
      Issue.record("no list")
      return
    }
    #expect(values.count == 100 && values[1] == .string("507"))
  }

  @Test func withoutTheLibraryTheMessageNamesItsPackage() {
    #expect(XMLLibrary(named: ["libnone.so.0"]) == nil)
    let fault = #expect(throws: Diagnostic.self) {
      try xmlValue(of: Array("<a/>".utf8), using: nil)
    }
    #expect(fault?.code == "format.no-xml-library")
    #expect(fault?.fix?.contains("`libxml2` (Debian and Ubuntu)") == true)
  }
}
