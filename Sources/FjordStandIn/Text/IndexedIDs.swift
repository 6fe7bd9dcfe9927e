/// UUIDs made from a seed and a number, from which the number can be read back.
///
/// The first 32 bits are the number, scrambled by four Feistel rounds; the others are a hash of
/// seed and number, so an id that was not made here is recognised. No table is held: an id is
/// found in constant time however many there are.
struct IndexedIDs: Sendable {
  private let seed: UInt64
  private let domain: UInt64

  init(seed: UInt64, domain: UInt64) {
    self.seed = seed
    self.domain = domain
  }

  /// The id of a number.
  func id(_ index: UInt32) -> UniqueID {
    var stream = SeededStream(seed: seed, domain: domain, index: UInt64(index))
    let first = stream.next()
    let second = stream.next()
    let high =
      UInt64(scrambled(index)) << 32 | (first & 0xffff) << 16 | 0x4000 | first >> 16 & 0xfff
    return UniqueID(high: high, low: 0x8000_0000_0000_0000 | second >> 2)
  }

  /// The number of an id, or nil if it is not one of these.
  func index(of id: UniqueID) -> UInt32? {
    let index = unscrambled(UInt32(truncatingIfNeeded: id.high >> 32))
    return self.id(index) == id ? index : nil
  }

  private func scrambled(_ value: UInt32) -> UInt32 {
    var (left, right) = (value >> 16, value & 0xffff)
    for step in 0..<4 as Range<UInt64> { (left, right) = (right, left ^ mixed(right, step)) }
    return left << 16 | right
  }

  private func unscrambled(_ value: UInt32) -> UInt32 {
    var (left, right) = (value >> 16, value & 0xffff)
    for step in (0..<4 as Range<UInt64>).reversed() {
      (left, right) = (right ^ mixed(left, step), left)
    }
    return left << 16 | right
  }

  private func mixed(_ half: UInt32, _ step: UInt64) -> UInt32 {
    let word = UInt64(half) | step << 16 | domain << 24
    return UInt32(truncatingIfNeeded: SeededStream.mixed(word ^ seed) & 0xffff)
  }
}
