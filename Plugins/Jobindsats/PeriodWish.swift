/// What `--period` asks for, before it is known which periods there are.
enum PeriodWish: Hashable, Sendable {
  /// The latest so many; fewer where there are fewer and nobody said a number.
  case latest(Int, isDefault: Bool, type: String?)
  /// All of a type.
  case all
  /// These codes.
  case codes([String])

  /// How many the source asks for unless told: a year and the same month of the year before.
  static let usualCount = 13

  /// Reads an option's text; nil where it says nothing.
  ///
  /// Version 2's `l(m:12)` and `l(M:12)` are taken too.
  init?(_ text: String?) {
    guard let text else {
      self = .latest(Self.usualCount, isDefault: true, type: nil)
      return
    }
    let word = text.filter { $0 != " " }
    if word == "*" {
      self = .all
    } else if word.hasPrefix("latest:") {
      guard let count = Int(word.dropFirst(7)), count > 0 else { return nil }
      self = .latest(count, isDefault: false, type: nil)
    } else if word.lowercased().hasPrefix("l("), word.hasSuffix(")") {
      let parts = word.dropFirst(2).dropLast().split(separator: ":")
      guard parts.count == 2, let count = Int(parts[1]), count > 0 else { return nil }
      self = .latest(count, isDefault: false, type: parts[0].uppercased())
    } else {
      let codes = word.split(separator: ",").map(String.init)
      guard !codes.isEmpty else { return nil }
      self = .codes(codes)
    }
  }
}
