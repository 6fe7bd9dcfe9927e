import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct JSONSampleTests {
  private func layout(_ text: String, isWhole: Bool = true, isLines: Bool? = nil) -> JSONLayout {
    JSONSample(PaddedBytes(text.utf8), isWhole: isWhole).layout(isLines: isLines)
  }

  @Test(
    "types are those that all values fit",
    arguments: [
      ("1 2", "int"), ("1 2.5", "float"), ("true false", "bool"), ("\"a\" \"b\"", "string"),
      ("\"2024-01-01\" null", "date"), ("\"2024-01-01T00:00:00Z\"", "timestamp"),
      ("\"P1D\" \"PT1H\"", "duration"), ("\"2024-01-01\" \"x\"", "string"), ("1 \"x\"", "string"),
      ("null", "string"), ("[1,2] []", "list<int>"), ("[] []", "list<string>"),
      ("{\"x\":1} {\"y\":true}", "record{x: int, y: bool}"), ("{} {}", "string"),
      ("12345678901234567890", "float"), ("[1] {\"x\":1}", "string"),
      ("\"2024-01-01\" \"2024-01-01T00:00:00Z\"", "string"),
    ])
  func types(_ values: String, _ type: String) {
    let text = values.split(separator: " ").map { "{\"v\":\($0)}\n" }.joined()
    let layout = layout(text)
    #expect(layout.names == ["v"])
    #expect(layout.entries.map { $0.type.description } == [type])
  }

  @Test("columns are the keys in the order in which they are met")
  func keys() {
    #expect(layout("{\"b\":1}\n{\"a\":1,\"b\":2}\n{\"\\u0063\":1}\n").names == ["b", "a", "c"])
  }

  @Test("rows that are no objects are the column `value`")
  func values() {
    #expect(layout("[1, 2.5]").names == ["value"])
    #expect(layout("[1, 2.5]").entries.map(\.type) == [.float])
    #expect(layout("1\n2\n").entries.map(\.type) == [.int])
  }

  @Test("how rows stand is found")
  func styles() {
    #expect(layout("{\"a\":1}\n{\"a\":2}\n").style == .lines)
    #expect(layout("{\"a\":1}").style == .lines)
    #expect(layout("[{\"a\":1}]").style == .array)
    #expect(layout("{\n \"a\":1\n}\n{\n \"a\":2\n}").style == .values)
  }

  @Test("a row that is cut off, or broken, says nothing")
  func cutOff() {
    #expect(layout("{\"a\":1}\n{\"a\":\"x", isWhole: false).entries.map(\.type) == [.int])
    #expect(
      layout("{\"a\":1}\n{\"a\":\n{\"a\":2.5}\n", isLines: true).entries.map(\.type) == [.float])
    #expect(layout("").names == [])
  }
}
