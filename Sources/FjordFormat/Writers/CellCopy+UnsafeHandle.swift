import FjordTable

// Copies cells to their places in rows. Measured on a million rows of seven columns: through array
// subscripts the copying alone took longer than making the cells. Why it is safe: the places were
// summed up from these same lengths, and every copy is checked to end within the target before it
// is made.

extension Column.Text {
  /// Adds each run's length to the number of its row.
  func addLengths(to lengths: inout [Int]) {
    precondition(lengths.count == count, "cells and rows differ")
    offsets.withUnsafeBufferPointer { offsets in
      for row in 0..<count { lengths[row] &+= Int(offsets[row &+ 1] &- offsets[row]) }
    }
  }

  /// Copies a piece and a run to each row's place, and moves the place behind them.
  func copy(behind piece: [UInt8], to text: inout [UInt8], at places: inout [Int]) {
    precondition(places.count == count, "cells and rows differ")
    text.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        offsets.withUnsafeBufferPointer { offsets in
          piece.withUnsafeBytes { piece in
            for row in 0..<count {
              let start = Int(offsets[row])
              let length = Int(offsets[row &+ 1]) &- start
              let place = places[row]
              let end = place &+ piece.count &+ length
              precondition(place >= 0 && end <= target.count, "a cell outside its text")
              put(piece, to: target, at: place)
              put(
                UnsafeRawBufferPointer(rebasing: source[start..<(start + length)]), to: target,
                at: place &+ piece.count)
              places[row] = end
            }
          }
        }
      }
    }
  }

  /// Copies a run; up to eight bytes one by one, which is quicker than a call.
  @inline(__always)
  private func put(
    _ run: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer, at place: Int
  ) {
    guard run.count > 8 else {
      var step = 0
      while step < run.count {
        target[place &+ step] = run[step]
        step &+= 1
      }
      return
    }
    UnsafeMutableRawBufferPointer(rebasing: target[place..<(place &+ run.count)]).copyMemory(
      from: run)
  }

  /// Whether any byte of the runs is marked by a test that looks at eight at once.
  ///
  /// The test gives a word with the high bit of a byte set where the byte is looked for.
  @inline(__always)
  func contains(_ marks: (ByteWord) -> UInt64) -> Bool {
    guard let start = offsets.first, let end = offsets.last else { return false }
    return bytes.withUnsafeBytes { all in
      var found: UInt64 = 0
      var place = Int(start)
      let last = Int(end)
      while place &+ 8 <= last {
        found |= marks(ByteWord(all.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place &+= 8
      }
      while place < last {
        found |= marks(ByteWord(repeating: all[place]))
        place &+= 1
      }
      return found != 0
    }
  }
}

/// Eight bytes that are tested at once; each test sets the high bit of a byte that it marks.
///
/// Source: S. E. Anderson, "Bit Twiddling Hacks", read 2026-11. Beside a true mark others may be
/// wrong, so a result only says whether there is any.
struct ByteWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private let word: UInt64

  @inline(__always)
  init(_ word: UInt64) { self.word = word }

  @inline(__always)
  init(repeating byte: UInt8) { word = Self.ones &* UInt64(byte) }

  /// Bytes of a value.
  @inline(__always)
  func equal(_ byte: UInt8) -> UInt64 {
    let difference = word ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highs
  }

  /// Bytes below a value of at most 128.
  @inline(__always)
  func below(_ byte: UInt8) -> UInt64 {
    (word &- Self.ones &* UInt64(byte)) & ~word & Self.highs
  }

  /// Bytes that are not ASCII.
  @inline(__always)
  var high: UInt64 { word & Self.highs }
}
