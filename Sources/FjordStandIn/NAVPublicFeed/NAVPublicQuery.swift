/// A search of the older feed as it was asked for.
struct NAVPublicQuery: Sendable {
  /// A parameter that is refused.
  enum Refusal: Error {
    case number(String)
    case date
  }

  /// Hits that a search looks at.
  static let cap = 5000

  let size: Int
  /// The number of the page whose hits are given.
  let page: Int
  private let published: NAVPublicDates?
  private let updated: NAVPublicDates?
  private let terms: [(name: String, values: Set<String>, isNegated: Bool)]
  private let categories: [String]
  private let municipals: Set<String>
  private let counties: Set<String>

  /// The number that is reported: never that of a page behind the cap.
  var shownPage: Int { min(page, Self.cap / size - 1) }

  /// Reads a request's parameters.
  ///
  /// Errors: `Refusal`.
  init(_ request: StandInRequest, now: Int64) throws(Refusal) {
    size = min(max(try Self.number("size", request) ?? 20, 1), 100)
    page = min(max(try Self.number("page", request) ?? 0, 0), Self.cap / size)
    published = try Self.dates("published", request, now)
    updated = try Self.dates("updated", request, now)
    terms = ["uuid", "source", "orgnr"].compactMap { name in
      guard let text = request.parameter(name), !text.isEmpty else { return nil }
      let isNegated = text.hasPrefix("!")
      return (name, Set(Self.list(text)), isNegated)
    }
    categories = Self.list(request.parameter("category") ?? "")
    municipals = Set(Self.list((request.parameter("municipal") ?? "").uppercased()))
    counties = Set(Self.list((request.parameter("county") ?? "").uppercased()))
  }

  /// Whether an ad fits.
  func allows(_ ad: NAVPublicAd) -> Bool {
    if let published, !published.contains(ad.published) { return false }
    if let updated, !updated.contains(ad.updated) { return false }
    for term in terms {
      let value = term.name == "uuid" ? ad.uuid : term.name == "source" ? ad.source : ad.orgnr
      // Each value must be there: two different ones fit nothing.
      let fits =
        term.isNegated
        ? !term.values.contains(value ?? "") : term.values.allSatisfy { $0 == value }
      if !fits { return false }
    }
    let words = ad.categories.joined(separator: " ").lowercased()
    for category in categories {
      let isFound = category.lowercased().split(separator: " ").contains { words.contains($0) }
      if !isFound { return false }
    }
    guard !municipals.isEmpty || !counties.isEmpty else { return true }
    return ad.places.contains { place in
      (municipals.isEmpty || municipals.contains(place.municipal ?? ""))
        && (counties.isEmpty || counties.contains(place.county ?? ""))
    }
  }

  /// The parts of a list; a `!` before it is dropped.
  private static func list(_ text: String) -> [String] {
    text.drop { $0 == "!" }.split(separator: ",").map(String.init)
  }

  private static func number(
    _ name: String, _ request: StandInRequest
  ) throws(Refusal) -> Int? {
    guard let text = request.parameter(name) else { return nil }
    guard let number = Int32(text) else { throw .number(text) }
    return Int(number)
  }

  private static func dates(
    _ name: String, _ request: StandInRequest, _ now: Int64
  ) throws(Refusal) -> NAVPublicDates? {
    guard let text = request.parameter(name), !text.isEmpty else { return nil }
    guard let dates = NAVPublicDates(text, now: now) else { throw .date }
    return dates
  }
}
