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

  /// Whether a test holds for any byte of the runs; without branches, so that it is vectorised.
  @inline(__always)
  func containsByte(_ test: (UInt8) -> Bool) -> Bool {
    guard let start = offsets.first, let end = offsets.last else { return false }
    return bytes.withUnsafeBytes { all in
      var hits: UInt8 = 0
      for byte in UnsafeRawBufferPointer(rebasing: all[Int(start)..<Int(end)]) {
        hits |= test(byte) ? 1 : 0
      }
      return hits != 0
    }
  }
}
