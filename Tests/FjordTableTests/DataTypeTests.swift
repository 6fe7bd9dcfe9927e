import FjordTable
import FjordTestSupport
import Testing

@Suite struct DataTypeTests {
  @Test func aTypeReadsBackFromItsDescription() {
    var random = SeededGenerator(seed: 1000)
    for _ in 0..<300 {
      let type = random.type(depth: 4)
      #expect(DataType(parsing: type.description) == type, "\(type)")
    }
  }

  @Test(arguments: [
    "", "in", "Int", "list", "list<", "list<int", "list<int>>", "record", "record{a}",
    "record{a: int", "record{a: int}}", "record{a int}", "int ", "list<>", "map<int>",
    String(repeating: "list<", count: 5000),
  ]) func whatIsNoTypeIsRefused(text: String) {
    #expect(DataType(parsing: text) == nil)
  }

  @Test func theCommonTypeHoldsBoth() {
    #expect(DataType.common(.int, .float) == .float)
    #expect(DataType.common(.int, .string) == nil)
    #expect(DataType.common(of: [nil, .list(.int), nil, .list(.float)]) == .list(.float))
    #expect(DataType.common(of: [nil]) == nil)
    let (a, b) = (RecordField("a", .int), RecordField("b", .string))
    #expect(DataType.common(.record([a]), .record([b])) == .record([a, b]))
  }
}
