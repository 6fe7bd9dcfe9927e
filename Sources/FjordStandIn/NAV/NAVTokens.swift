/// The bearer tokens that a NAV stand-in knows.
///
/// The public token is shaped like a JWT and follows from seed, clock and number of rotations, so a
/// token kept from an earlier run is still good. It is made anew every 30 days and lives for 35.
/// Nobody signs anything: a token is good if it is one of those that could have been handed out.
struct NAVTokens: Sendable {
  private static let period: Int64 = 30 * 86_400
  private static let life: Int64 = 35 * 86_400

  /// Tokens without end that are accepted besides, as those NAV gives to one consumer.
  var granted: Set<String>
  /// The public token of a fixture, handed out instead of a made one.
  var fixed: String?
  private let seed: UInt64
  private var rotation = 0

  init(seed: UInt64, granted: Set<String>, fixed: String? = nil) {
    self.seed = seed
    self.granted = granted
    self.fixed = fixed
  }

  /// The public token at a moment.
  func current(at time: StandInTime) -> String {
    if rotation == 0, let fixed { return fixed }
    return token(issued: time.seconds / Self.period * Self.period, rotation: rotation)
  }

  /// A public token that ran out an hour before.
  func expired(at time: StandInTime) -> String {
    token(issued: max(time.seconds - 3600 - Self.life, 0), rotation: rotation)
  }

  /// Replaces the public token; those handed out before are refused from now on.
  mutating func rotate() {
    rotation += 1
  }

  /// Whether the value of an `Authorization` header opens the feed.
  func accept(_ header: String?, at time: StandInTime) -> Bool {
    guard let header else { return false }
    let words = header.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return false }
    let token = String(words[1])
    if granted.contains(token) || token == current(at: time) { return true }
    let issued = (time.seconds / Self.period - 1) * Self.period
    return issued >= 0 && issued + Self.life > time.seconds
      && token == self.token(issued: issued, rotation: rotation)
  }

  private func token(issued: Int64, rotation: Int) -> String {
    let head = #"{"alg":"HS256","typ":"JWT"}"#
    var stream = SeededStream(seed: seed, domain: 31, index: UInt64(issued) &+ UInt64(rotation))
    let kid = UniqueID(
      high: stream.next() & 0xffff_ffff_ffff_0fff | 0x4000,
      low: stream.next() >> 2 | 0x8000_0000_0000_0000)
    let payload =
      #"{"sub":"example@example.com","kid":"\#(kid.text)","iss":"nav-no","#
      + #""aud":"feed-api-v2","iat":\#(issued),"exp":\#(issued + Self.life)}"#
    var signature: [UInt8] = []
    for _ in 0..<4 {
      var word = stream.next()
      for _ in 0..<8 {
        signature.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    return [Array(head.utf8), Array(payload.utf8), signature].map(Base64URL.text)
      .joined(separator: ".")
  }
}
