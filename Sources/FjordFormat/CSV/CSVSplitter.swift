/// Cuts CSV at the ends of rows, never at a line end within quotes.
///
/// Complexity: linear in the piece; a text without quotes is passed at memory speed.
package struct CSVSplitter: RowSplitter {
  private let dialect: CSVDialect

  /// Creates a splitter for texts of a dialect.
  package init(_ dialect: CSVDialect) { self.dialect = dialect }

  package mutating func split(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> RowSplit? {
    if isLast { return cut(piece, behind: piece.count - 1) }
    guard ByteMask.firstPlace(of: UInt8(ascii: "\""), in: piece) != nil else {
      return ByteMask.lastPlace(of: dialect.lineEnd, in: piece).map { cut(piece, behind: $0) }
    }
    return lastRowEnd(piece).map { cut(piece, behind: $0) }
  }

  private func cut(_ piece: UnsafeRawBufferPointer, behind place: Int) -> RowSplit {
    let rows = UnsafeRawBufferPointer(rebasing: piece[..<(place + 1)])
    return RowSplit(
      end: rows.count, lineCount: ByteMask.count(of: dialect.lineEnd, in: rows))
  }

  private func lastRowEnd(_ piece: UnsafeRawBufferPointer) -> Int? {
    var marks = CSVMarks(dialect)
    var last: Int?
    marks.forEachBlock(of: piece) { place, _, rowEnds in
      if rowEnds != 0 { last = place &+ 63 &- rowEnds.leadingZeroBitCount }
    }
    return marks.isIrregular ? plainLastRowEnd(piece) : last
  }

  private func plainLastRowEnd(_ piece: UnsafeRawBufferPointer) -> Int? {
    var state = CSVPlace.fieldStart
    var last: Int?
    for (place, byte) in piece.enumerated()
    where state.take(byte, dialect.delimiter, dialect.lineEnd) && byte == dialect.lineEnd {
      last = place
    }
    return last
  }
}
