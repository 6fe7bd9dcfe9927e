import FjordTable
import Testing

@testable import FjordStore

struct TableLayoutTests {
  private func stored(_ names: [String]) throws -> [String] {
    try TableLayout(name: "t", schema: Schema(names.map { Field($0, .int) })).columns
  }

  @Test func `columns keep their own names`() throws {
    let names = ["uuid", "år", "Antal personer", "a\"b", "select", "rowid", "Ø", "ø"]
    #expect(try stored(names) == names)
  }

  @Test func `names that SQLite would take as one get a number`() throws {
    #expect(
      try stored(["Title", "title", "TITLE", "title_2"])
        == ["Title", "title_2", "TITLE_3", "title_2_2"])
  }

  @Test func `names that belong to fjord, or that SQL can't hold, are changed in the file`() throws
  {
    #expect(
      try stored(["_fjord_position", "", "a\0b"])
        == ["column_fjord_position_2", "column", "a\u{2400}b"])
  }

  @Test(arguments: ["", "sqlite_x", "SQLITE_", "_fjord_tables", "_Fjord", "a\0b"])
  func `a table can't have a name that belongs to the file`(name: String) {
    #expect(throws: StoreFault.refusedName(name: name)) {
      try TableLayout(name: name, schema: Line.schema)
    }
  }

  @Test func `a key that is not among the columns is refused`() {
    let schema = Schema([Field("a", .int)], key: KeySemantics(columns: ["b"]))
    #expect(throws: StoreFault.keyMissing(name: "t", column: "b")) {
      try TableLayout(name: "t", schema: schema)
    }
  }

  @Test func `more columns than SQLite takes are refused`() throws {
    let fields = (0..<1_999).map { Field("c\($0)", .int) }
    #expect(throws: StoreFault.tooManyColumns(name: "t", count: 1_999, limit: 1_998)) {
      try TableLayout(name: "t", schema: Schema(fields))
    }
  }

  @Test func `a schema with its semantics reads back from its JSON`() throws {
    let fields = [
      Field("a", .list(.record([RecordField("x: y", .date), RecordField("<\"å", .binary)]))),
      Field(
        "b", .int, isNullable: false, unit: "persons", meaning: "how \"many\"",
        semantics: ColumnSemantics(
          notAdditiveReason: "counted twice", isPersonal: true, codeList: "STYRK08", isArea: true,
          isPeriod: true)),
      Field("c", .float), Field("d", .bool), Field("e", .duration), Field("f", .timestamp),
    ]
    let schema = Schema(
      fields, key: KeySemantics(columns: ["b"], liveWhen: "x", expiresWith: "y"))
    let layout = try TableLayout(name: "t", schema: schema)
    let text = try #require(SchemaText(json: SchemaText(schema, stored: layout.columns).json))
    #expect(text.schema == schema)
    #expect(text.fields.map(\.stored) == layout.columns)
    #expect(SchemaText(json: "{}") == nil)
  }
}
