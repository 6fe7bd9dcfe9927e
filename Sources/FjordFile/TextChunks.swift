import FjordDiagnostic
import FjordFormat

/// A piece of a text with whole rows.
struct TextChunk: Sendable {
  /// The rows, the last one with its line end.
  let piece: PaddedBytes
  /// Which piece of the text it is, counted from 0.
  let index: Int
  /// The line that it begins with, counted from 1.
  let firstLine: Int
  /// How many line ends it has.
  let lineCount: Int
  /// Whether nothing comes behind it.
  let isLast: Bool
}

/// Cuts a stream into pieces with whole rows.
///
/// Memory: one piece and what was cut off behind it. A row that does not fit a piece makes the piece
/// larger, up to `rowLimit`.
final class TextChunks {
  /// How large pieces are.
  struct Sizes: Sendable, Hashable {
    /// The first one: small, so that the first rows come soon.
    var first = 131_072
    /// All others.
    var usual = 1_048_576
    /// How long a row may be.
    var rowLimit = 67_108_864
  }

  private let name: String
  private let stream: any ByteStream
  private var splitter: any RowSplitter
  private let lineEnd: UInt8
  private let sizes: Sizes
  private var rest: ArraySlice<UInt8> = []
  private var index = 0
  private var line: Int
  private var isFinished = false

  /// Cuts what is left of a stream, which begins with the given line.
  init(
    _ stream: any ByteStream, name: String, splitter: any RowSplitter, lineEnd: UInt8,
    firstLine: Int, sizes: Sizes = Sizes()
  ) {
    self.stream = stream
    self.name = name
    self.splitter = splitter
    self.lineEnd = lineEnd
    self.sizes = sizes
    line = firstLine
  }

  /// The next piece, or nil at the end.
  ///
  /// Errors: those of the stream; `format.long-row`.
  func next() throws -> TextChunk? {
    var size = index == 0 ? sizes.first : sizes.usual
    while !isFinished {
      let (bytes, count) = try fill(size)
      if count == 0 { return nil }
      let text = PaddedBytes(padded: bytes, count: count)
      let isLast = isFinished
      if let split = text.withBytes({ splitter.split($0, isLast: isLast) }), split.end > 0 {
        rest = bytes[split.end..<count]
        defer {
          index += 1
          line += split.lineCount
        }
        return TextChunk(
          piece: text.prefix(split.end), index: index, firstLine: line,
          lineCount: split.lineCount, isLast: isLast)
      }
      rest = bytes[..<count]
      guard count < sizes.rowLimit else {
        throw Diagnostics(
          FileFault.longRow(name, line: line, limit: sizes.rowLimit).diagnostic())
      }
      size = max(count, size)
    }
    return nil
  }

  /// What was left over and as many bytes more as come, at most `size`; at the end of the text with a
  /// line end behind the last row.
  private func fill(_ size: Int) throws -> (bytes: [UInt8], count: Int) {
    let kept = rest.count
    var count = 0
    let bytes = try [UInt8](
      unsafeUninitializedCapacity: kept + size + 1 + PaddedBytes.padding
    ) { room, used in
      let all = UnsafeMutableRawBufferPointer(room)
      all.copyBytes(from: rest)
      let free = UnsafeMutableRawBufferPointer(rebasing: all[kept..<(kept + size)])
      count = kept + (try read(into: free))
      if isFinished {
        if count > 0, room[count - 1] != lineEnd {
          room[count] = lineEnd
          count += 1
        }
      }
      used = count + PaddedBytes.padding
      for place in count..<used { room[place] = 0 }
    }
    rest = []
    return (bytes, count)
  }

  /// Reads until the room is full, the stream ends, or more would have to be waited for.
  private func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < room.count {
      let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      if count == 0 { isFinished = true }
      filled += count
      if isFinished || stream.isIdle { break }
    }
    return filled
  }
}
