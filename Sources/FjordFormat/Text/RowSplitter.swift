/// Knows where rows end in a text that comes in pieces.
///
/// A piece always begins where a row begins. Splitting is what readers do one after the other, so it
/// has to be cheap; everything else is done to whole pieces, on all cores.
package protocol RowSplitter: Sendable {
  /// The end of the last whole row of a piece, or nil where no row ends there.
  ///
  /// `isLast` says that nothing comes behind the piece, so that its end is the end of a row.
  mutating func split(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> RowSplit?
}

/// Where a piece of a text was cut.
package struct RowSplit: Sendable, Hashable {
  /// The bytes that hold whole rows.
  package var end: Int
  /// The line ends among them.
  package var lineCount: Int

  /// Creates a cut.
  package init(end: Int, lineCount: Int) {
    self.end = end
    self.lineCount = lineCount
  }
}

/// Rows end with their lines, whatever stands in these.
package struct LineSplitter: RowSplitter {
  /// Creates a splitter.
  package init() {}

  package mutating func split(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> RowSplit? {
    let newline = UInt8(ascii: "\n")
    guard !isLast else {
      return RowSplit(end: piece.count, lineCount: ByteMask.count(of: newline, in: piece))
    }
    guard let last = ByteMask.lastPlace(of: newline, in: piece) else { return nil }
    let whole = UnsafeRawBufferPointer(rebasing: piece[...last])
    return RowSplit(end: last + 1, lineCount: ByteMask.count(of: newline, in: whole))
  }
}
