import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct CSVRoundTripTests {
  @Test("a table of any types reads back as it was written", arguments: 0..<120)
  func everyType(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 31)
    let table = random.table(columns: 1 + random.below(6), rows: random.below(40), depth: 2)
    for (format, delimiter) in [(OutputFormat.csv, ","), (.tsv, "\t")] {
      let bytes = text(of: table, as: format)
      let header = text(of: Table(schema: table.schema, batches: []), as: format).count
      let plan = CSVPlan(
        dialect: CSVDialect(delimiter: delimiter.utf8.first ?? 0),
        columns: table.schema.fields.map { .init($0.type, mayRepeat: random.oneIn(2)) })
      let decoded = CSVDecoder(plan).decode(PaddedBytes(bytes[header...]))
      #expect(decoded.faults == [])
      let rows = (0..<decoded.count).map { row in decoded.columns.map { $0.value(at: row) } }
      #expect(rows == table.rows)
    }
  }
}
