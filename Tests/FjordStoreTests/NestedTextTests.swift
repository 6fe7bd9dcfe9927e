import FjordTable
import FjordTestSupport
import Testing

@testable import FjordStore

struct NestedTextTests {
  private func json(_ value: Value, _ type: DataType) -> String {
    var bytes: [UInt8] = []
    NestedText.append(Column(type, [value]), 0, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func read(_ text: String, _ type: DataType) -> Value? {
    var text = text
    return text.withUTF8 { NestedReader.value(UnsafeRawBufferPointer($0), type: type) }
  }

  private static let place = DataType.record([
    RecordField("city", .string), RecordField("since", .date),
    RecordField("tags", .list(.list(.int))),
  ])

  @Test func `a record is written in the order of its type, nulls too`() {
    let value = Value.record([
      NamedValue("city", .string("Å\"\\\n\u{0}\u{1F600}")), NamedValue("since", .null),
      NamedValue("tags", .list([.list([.int(1), .null]), .list([])])),
    ])
    #expect(
      json(value, Self.place)
        == "{\"city\":\"Å\\\"\\\\\\n\\u0000\u{1F600}\",\"since\":null,\"tags\":[[1,null],[]]}")
    #expect(read(json(value, Self.place), Self.place) == value)
  }

  @Test(arguments: [
    (Value.int(.min), DataType.int), (.int(.max), .int), (.float(0.1), .float),
    (.float(.leastNonzeroMagnitude), .float), (.float(1.7976931348623157e308), .float),
    (.float(1e16), .float),
    (.float(.infinity), .float), (.float(-.infinity), .float), (.bool(true), .bool),
    (.date(-800_000), .date), (.timestamp(1), .timestamp), (.binary([0, 255, 1]), .binary),
    (.binary([]), .binary), (.string(""), .string), (.list([]), .list(.int)),
    (.duration(CalendarDuration(months: 1, microseconds: 2)), .duration),
  ])
  func `a value inside a list reads back`(value: Value, type: DataType) {
    let list = Value.list([value, .null, value])
    #expect(read(json(list, .list(type)), .list(type)) == list)
  }

  @Test func `a NaN inside a list stays one`() throws {
    guard case .list(let values)? = read(json(.list([.float(.nan)]), .list(.float)), .list(.float)),
      case .float(let number)? = values.first
    else { throw UnexpectedValue() }
    #expect(number.isNaN)
  }

  private struct UnexpectedValue: Error {}

  @Test func `JSON of another tool is taken in any order and with other keys between`() {
    let text = """
      { "extra" : {"a":[1,{"b":"]"}],"c":null} , "tags":[ [ 1 , 2 ] ],
        "city":"\\u00C5\\ud83d\\ude00\\ud83d\\/" }
      """
    #expect(
      read(text, Self.place)
        == .record([
          NamedValue("city", .string("Å\u{1F600}\u{FFFD}/")), NamedValue("since", .null),
          NamedValue("tags", .list([.list([.int(1), .int(2)])])),
        ]))
  }

  @Test(arguments: [
    "", "{", "[1", "{\"city\":1}", "{\"city\"}", "{} x", "{\"x\":}", "{\"city\":\"a}", "nul",
    "{\"since\":\"2026-02-31\"}", "{\"tags\":[[1.5]]}", "{\"city\":\"\\u12\"}",
    "{\"city\":\"\\x\"}",
  ])
  func `what does not fit is refused`(text: String) {
    #expect(read(text, Self.place) == nil)
  }

  @Test func `deep nesting in what is passed over is refused, not followed`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(read("{\"x\":\(deep)", Self.place) == nil)
  }
}
