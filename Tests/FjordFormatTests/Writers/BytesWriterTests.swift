import FjordTable
import Testing

@testable import FjordFormat

@Suite struct BytesWriterTests {
  @Test func theBytesOfTheOneBinaryColumnAreWrittenAndNothingElse() throws {
    let image = table(
      ("type", .string, [.string("image/gif")]), ("image", .binary, [.binary([0, 255, 10, 44])]))
    var writer = try #require(BytesWriter(image.schema))
    let bytes = writer.begin(image.schema) + image.batches.flatMap { writer.write($0) }
    #expect(bytes + writer.end() == [0, 255, 10, 44])
  }

  @Test func aTableWithoutABinaryColumnOrWithTwoHasNoSuchForm() {
    let binary = Field("a", .binary)
    #expect(BytesWriter(Schema([Field("a", .string)])) == nil)
    #expect(BytesWriter(Schema([binary, binary.renamed("b")])) == nil)
    #expect(BytesWriter.place(in: Schema([Field("t", .string), binary])) == 1)
  }
}
