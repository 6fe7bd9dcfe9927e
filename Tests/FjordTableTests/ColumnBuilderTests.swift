import FjordTable
import FjordTestSupport
import Testing

@Suite struct ColumnBuilderTests {
  @Test func whatIsAppendedComesBackAndTheBuilderStartsAgain() {
    var random = SeededGenerator(seed: 900)
    for _ in 0..<150 {
      let type = random.type(depth: 3)
      let builder = ColumnBuilder.make(type)
      for _ in 0..<2 {
        let values = (0..<random.below(80)).map { _ in random.value(type) }
        for value in values { builder.append(value) }
        #expect(builder.count == values.count)
        let column = builder.finish()
        #expect(column.type == type)
        #expect(column.values == values)
        #expect(builder.count == 0)
      }
    }
  }

  @Test func aValueThatDoesNotFitBecomesNull() {
    #expect(Column(.int, [.string("1"), .float(1), .int(1)]).values == [.null, .null, .int(1)])
    #expect(Column(.float, [.int(1), .bool(true)]).values == [.float(1), .null])
    #expect(Column(.date, [.timestamp(0), .date(0)]).values == [.null, .date(0)])
    #expect(
      Column(.list(.int), [.list([.string("x")]), .int(1)]).values == [.list([.null]), .null])
  }

  @Test func aRecordTakesItsPartsByNameAndMissingOnesAreNull() {
    let type = DataType.record([RecordField("a", .int), RecordField("b", .string)])
    let column = Column(type, [.record([NamedValue("b", .string("x")), NamedValue("c", .int(1))])])
    #expect(
      column.values == [.record([NamedValue("a", .null), NamedValue("b", .string("x"))])])
  }

  @Test func listsEndWhereTheyAreTold() {
    let elements = IntBuilder()
    let builder = ListBuilder(elements)
    elements.append(1)
    elements.append(2)
    builder.endList()
    builder.appendNull()
    builder.endList()
    #expect(builder.finish().values == [.list([.int(1), .int(2)]), .null, .list([])])
  }

  @Test func aColumnWithoutNullsHasNoMask() {
    #expect(Column(.int, [.int(1)]).validity.map { _ in true } == nil)
    #expect(Column(.int, [.null]).validity.map { _ in true } == true)
  }
}
