import FjordFormat
import Testing

@testable import FjordFile

@Suite struct FilePathTests {
  @Test("a format is told by the extension before that of a compression")
  func formats() {
    #expect(FilePath("a.csv").format == .csv)
    #expect(FilePath("a/b.NDJSON.gz").format == .ndjson)
    #expect(FilePath("a.tsv.zst").format == .tsv)
    #expect(FilePath("a.gz").format == nil)
    #expect(FilePath("a").format == nil)
  }
}
