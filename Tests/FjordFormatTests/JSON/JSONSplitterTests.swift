import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct JSONSplitterTests {
  /// Cuts a text into pieces of about a size, as a reader does.
  private func pieces(_ text: [UInt8], _ size: Int, isArray: Bool) -> [[UInt8]] {
    var splitter = JSONSplitter(isArray: isArray)
    var pieces: [[UInt8]] = []
    var start = 0
    var length = size
    while start < text.count {
      let end = min(start + length, text.count)
      let piece = PaddedBytes(text[start..<end])
      guard let split = piece.withBytes({ splitter.split($0, isLast: end == text.count) }),
        split.end > 0
      else {
        length += size
        continue
      }
      pieces.append(Array(text[start..<(start + split.end)]))
      start += split.end
      length = size
    }
    return pieces
  }

  @Test("no piece cuts a value, whatever the size of pieces", arguments: 0..<60)
  func everySize(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let values = (0..<random.below(12)).map { place in
      random.pick([
        "{\"a\":\(place)}", "[\(place),[]]", "\(place)", "\"x\\\"],\(place)\"", "null",
        "{\"b\":{\"c\":\"}\"}}", " {} ",
      ])
    }
    for isArray in [true, false] {
      let text =
        isArray
        ? "[" + values.joined(separator: random.pick([",", " ,\n"])) + "]\n"
        : values.map { $0 + "\n" }.joined()
      let entries = [JSONPieceDecoder.Entry(key: nil, type: .string)]
      let decoder = JSONPieceDecoder(entries, style: isArray ? .array : .values)
      let whole = decoder.decode(PaddedBytes(text.utf8)).columns[0].values
      for size in [1, 3, 8, 20, 200] {
        let pieces = pieces(Array(text.utf8), size, isArray: isArray)
        #expect(pieces.flatMap { $0 } == Array(text.utf8))
        let rows = pieces.enumerated().flatMap { place, piece in
          let decoded = decoder.decode(
            PaddedBytes(piece), isFirst: place == 0, isLast: place == pieces.count - 1)
          #expect(decoded.faults == [])
          return decoded.columns[0].values
        }
        #expect(rows == whole, "\(size): \(text)")
      }
    }
  }
}
