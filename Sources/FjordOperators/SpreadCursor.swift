import FjordTable

/// A cursor that makes several rows of each row of another.
///
/// A batch is taken in pieces, so that what comes out stays of a size that memory bears.
struct SpreadCursor: Cursor {
  private let pieces: PieceCursor
  private let transform: @Sendable (Batch) throws -> Batch

  /// Creates a cursor; `sizes` says how many rows come of each row of a batch.
  init(
    _ input: any Cursor, sizes: @escaping @Sendable (Batch) throws -> [Int],
    transform: @escaping @Sendable (Batch) throws -> Batch
  ) {
    pieces = PieceCursor(input, sizes: sizes)
    self.transform = transform
  }

  func next() async throws -> Batch? {
    guard let piece = try await pieces.next() else { return nil }
    try Task.checkCancellation()
    return try transform(piece)
  }
}

/// Parts batches so that each part gives about so many rows; a row is never parted.
private actor PieceCursor: Cursor {
  private let input: any Cursor
  private let sizes: @Sendable (Batch) throws -> [Int]
  private var batch: Batch?
  private var left: ArraySlice<Range<Int>> = []

  private static let rowsPerPiece = 65_536

  init(_ input: any Cursor, sizes: @escaping @Sendable (Batch) throws -> [Int]) {
    self.input = input
    self.sizes = sizes
  }

  func next() async throws -> Batch? {
    if let range = left.popFirst() { return batch?.slice(range) }
    guard let next = try await input.next() else { return nil }
    left = Self.ranges(try sizes(next))[...]
    batch = next
    return left.popFirst().map { next.slice($0) } ?? next
  }

  private static func ranges(_ sizes: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var count = 0
    for (row, size) in sizes.enumerated() {
      if count > 0, count + size > rowsPerPiece {
        ranges.append(start..<row)
        (start, count) = (row, 0)
      }
      count += size
    }
    if start < sizes.count { ranges.append(start..<sizes.count) }
    return ranges
  }
}
