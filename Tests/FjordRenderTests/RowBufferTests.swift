import FjordRender
import FjordTable
import FjordTestSupport
import Testing

@Suite struct RowBufferTests {
  private let schema = Schema([Field("n", .int)])

  private func batch(_ range: Range<Int>) -> Batch {
    Batch(columns: [Column(.int, range.map { .int(Int64($0)) })], count: range.count)
  }

  private func numbers(_ batch: Batch) -> [Int] {
    batch.columns.first?.values.compactMap {
      guard case .int(let number) = $0 else { return nil }
      return Int(number)
    } ?? []
  }

  @Test func theFirstAndLastRowsStayHoweverTheyCome() {
    var random = SeededGenerator(seed: 80)
    for _ in 0..<300 {
      let (total, first, last) = (random.below(60), random.below(12), random.below(12))
      var buffer = RowBuffer(schema: schema, first: first, last: last)
      var start = 0
      while start < total {
        let end = min(total, start + random.below(15))
        buffer.append(batch(start..<end))
        start = end
      }
      let excerpt = buffer.excerpt
      let head = min(first, total)
      #expect(numbers(excerpt.first) == Array(0..<head))
      #expect(numbers(excerpt.last) == Array(max(head, total - last)..<total))
      #expect(excerpt.count == total)
      #expect(excerpt.hiddenCount == max(0, total - first - last))
    }
  }

  @Test func whatIsLeftOutIsCounted() {
    var buffer = RowBuffer(schema: schema, first: 2, last: 1)
    for start in stride(from: 0, to: 5000, by: 500) { buffer.append(batch(start..<(start + 500))) }
    let lines = TableRenderer(style: TableStyle()).lines(buffer.excerpt)
    #expect(
      lines.joined(separator: "\n") == """
           n
        ────
           0
           1
        … 4,997 more rows
        4999
        5,000 rows × 1 column
        """)
  }

  @Test func rowsWithoutColumnsAreCounted() {
    var buffer = RowBuffer(schema: Schema([]), first: 2, last: 1)
    buffer.append(Batch(columns: [], count: 7))
    #expect(
      TableRenderer(style: TableStyle()).lines(buffer.excerpt).last == "7 rows × 0 columns")
  }
}
