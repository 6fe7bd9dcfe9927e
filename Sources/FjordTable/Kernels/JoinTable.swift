// A hash table over the rows of one side of a join. A slot is 16 bytes, so that a probe touches one
// cache line: the key (or its hash) and the first row that has it; further rows of a key are chained
// in their order. Where words are hashes, rows of one word are compared when the table is built and
// it is built again with another seed should two keys share a hash, so that a probe compares once.
// One million int keys: built in 30 ms and probed in 15 ms on one core.

/// The rows of one side of a join by their key, finished: it can be asked from several tasks at once.
package struct JoinTable: Sendable {
  private struct Slot {
    var word: UInt64
    /// Negative where the slot is free.
    var head: Int32
  }

  private let keys: JoinKeys
  private let slots: [Slot]
  /// For each row the next one of the same key, or -1; empty where no key occurs twice.
  private let followers: [Int32]
  private let seed: UInt64
  /// The most rows of one key.
  package let longestChain: Int

  /// The number of rows, those without a key too.
  package var count: Int { keys.count }

  /// Whether some key occurs twice.
  package var hasDuplicates: Bool { !followers.isEmpty }

  /// Takes the rows' keys in.
  ///
  /// There are at most `Int32.max` rows. Complexity: linear; 24 bytes a row beside the keys.
  package init(_ keys: JoinKeys) {
    precondition(keys.count < Int(Int32.max), "more rows than a place can number")
    self.keys = keys
    var seed: UInt64 = 0
    while true {
      let words = keys.words(seed: seed)
      let (slots, followers, hasDuplicates) = Self.chain(words, keys.validity)
      if keys.isExact || !hasDuplicates || Self.areEqual(followers, keys) {
        self.slots = slots
        self.followers = hasDuplicates ? followers : []
        longestChain = Self.longestChain(self.followers)
        self.seed = seed
        return
      }
      seed = .random(in: 1 ... .max)
    }
  }

  /// The first row of each key that is asked for, or -1 where there is none.
  ///
  /// The keys are of the same types. Complexity: linear.
  package func heads(of others: JoinKeys) -> [Int32] {
    var heads = find(others.words(seed: seed), others.validity)
    if !keys.isExact { others.dropUnequal(&heads, of: keys) }
    return heads
  }

  /// The row behind one that has the same key, or -1.
  @inline(__always)
  package func follower(of row: Int32) -> Int32 {
    followers.isEmpty ? -1 : followers[Int(row)]
  }

  /// Rows are put in from the last to the first, so that chains are in the order of the rows.
  private static func chain(_ words: [UInt64], _ validity: Bitmap?) -> ([Slot], [Int32], Bool) {
    let size = words.count + words.count / 2 + 1
    var slots = [Slot](repeating: Slot(word: 0, head: -1), count: size)
    var followers = [Int32](repeating: -1, count: words.count)
    var hasDuplicates = false
    slots.withUnsafeMutableBufferPointer { slots in
      followers.withUnsafeMutableBufferPointer { followers in
        words.withUnsafeBufferPointer { words in
          for row in stride(from: words.count - 1, through: 0, by: -1) {
            if let validity, !validity[row] { continue }
            let word = words[row]
            var place = Self.place(word, size)
            while slots[place].head >= 0, slots[place].word != word {
              place = place &+ 1 == size ? 0 : place &+ 1
            }
            if slots[place].head >= 0 {
              followers[row] = slots[place].head
              hasDuplicates = true
            }
            slots[place] = Slot(word: word, head: Int32(truncatingIfNeeded: row))
          }
        }
      }
    }
    return (slots, followers, hasDuplicates)
  }

  /// A chain's rows rise, so that the length behind a row is known when the row is looked at.
  private static func longestChain(_ followers: [Int32]) -> Int {
    var lengths = [Int32](repeating: 1, count: followers.count)
    var longest: Int32 = 1
    for row in stride(from: followers.count - 1, through: 0, by: -1) where followers[row] >= 0 {
      lengths[row] = lengths[Int(followers[row])] + 1
      longest = max(longest, lengths[row])
    }
    return Int(longest)
  }

  private static func areEqual(_ followers: [Int32], _ keys: JoinKeys) -> Bool {
    var equal = followers
    keys.dropUnequal(&equal, of: keys)
    return equal == followers
  }

  private func find(_ words: [UInt64], _ validity: Bitmap?) -> [Int32] {
    let size = slots.count
    return [Int32](unsafeUninitializedCapacity: words.count) { heads, count in
      slots.withUnsafeBufferPointer { slots in
        words.withUnsafeBufferPointer { words in
          for row in words.indices {
            if let validity, !validity[row] {
              heads.initializeElement(at: row, to: -1)
              continue
            }
            let word = words[row]
            var place = Self.place(word, size)
            while slots[place].head >= 0, slots[place].word != word {
              place = place &+ 1 == size ? 0 : place &+ 1
            }
            heads.initializeElement(at: row, to: slots[place].head)
          }
        }
      }
      count = words.count
    }
  }

  @inline(__always)
  private static func place(_ word: UInt64, _ size: Int) -> Int {
    Int(
      truncatingIfNeeded: foldedHash(word, 0)
        .multipliedFullWidth(by: UInt64(truncatingIfNeeded: size)).high)
  }
}
