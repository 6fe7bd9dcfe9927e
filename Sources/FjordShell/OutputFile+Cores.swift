import FjordEngine
import FjordFile
import FjordFormat
import FjordPlugin
import FjordTable

extension OutputFile {
  /// Writes all rows of a cursor, their text made on several cores, and gives how many there were.
  ///
  /// Memory: a few batches and their text for each core.
  func write(_ rows: any Cursor, threads: Int) async throws -> Int {
    let work = BatchTexts(rows, writer)
    let texts = OrderedMap(threads: threads, pulling: { try await work.next() }) { batch in
      (text: batch.makeText(), rowCount: batch.rowCount)
    }
    var count = 0
    while let (text, rowCount) = try await texts.next() {
      count += rowCount
      try write(text: text)
    }
    writer = await work.writer
    return count
  }
}

/// The work of writing each batch of a cursor, handed out in order.
private actor BatchTexts {
  private(set) var writer: any TableWriter
  private let rows: any Cursor

  init(_ rows: any Cursor, _ writer: any TableWriter) {
    self.rows = rows
    self.writer = writer
  }

  func next() async throws -> (makeText: @Sendable () -> [UInt8], rowCount: Int)? {
    guard let batch = try await rows.next() else { return nil }
    return (writer.rows(of: batch), batch.count)
  }
}
