import FjordDiagnostic
import FjordTable
import Testing

@testable import FjordOperators

@Suite struct OneValueCursorTests {
  private func batch(_ values: Value...) -> Batch {
    Batch(
      columns: [
        Column(.string, values.map { _ in .string("image/gif") }), Column(.binary, values),
      ], count: values.count)
  }

  private func rows(_ batches: Batch...) async throws -> Int {
    let cursor = OneValueCursor(BatchCursor(batches), column: 1, file: "logo.gif")
    return try await cursor.collect().reduce(0) { $0 + $1.count }
  }

  @Test("one row with bytes passes, also between empty batches")
  func one() async throws {
    #expect(try await rows(batch(), batch(.binary([1])), batch()) == 1)
  }

  @Test("no row, several, and one without bytes are refused")
  func others() async {
    func why(_ batches: Batch...) async -> String? {
      do {
        let cursor = OneValueCursor(BatchCursor(batches), column: 1, file: "logo.gif")
        _ = try await cursor.collect()
        return nil
      } catch {
        return (error as? Diagnostics)?.items.first?.message
      }
    }
    let start = "`logo.gif` takes the bytes of one row: "
    #expect(await why() == start + "no row came")
    #expect(await why(batch()) == start + "no row came")
    #expect(await why(batch(.null)) == start + "its bytes are null")
    #expect(await why(batch(.binary([1]), .binary([2]))) == start + "more than one row came")
    #expect(
      await why(batch(.binary([1])), batch(.binary([2]))) == start + "more than one row came")
  }
}
