/// Pseudo-random numbers that are the same everywhere for the same beginning (SplitMix64).
struct SeededStream: Sendable {
  private var state: UInt64

  /// A stream of its own for each seed, domain and index.
  init(seed: UInt64, domain: UInt64, index: UInt64 = 0) {
    state = Self.mixed(seed &+ domain &* 0x9e37_79b9_7f4a_7c15) ^ Self.mixed(index &+ domain)
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mixed(state)
  }

  /// A number in 0..<bound; the bound is positive and small beside 2^32.
  mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// True so often in a thousand.
  mutating func chance(perMille: Int) -> Bool {
    below(1000) < perMille
  }

  /// A number in 0..<1.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A hash of one word.
  static func mixed(_ word: UInt64) -> UInt64 {
    var value = word &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  /// A hash of a text.
  static func hash(_ text: String, seed: UInt64) -> UInt64 {
    var value = mixed(seed)
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mixed(value)
  }
}
