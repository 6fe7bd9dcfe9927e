/// A search as it was asked for, and what it finds.
struct JobTechSearch: Sendable {
  /// A parameter that is refused, and why.
  struct Refusal: Error {
    let name: String
    let why: String
  }

  struct Hit: Sendable {
    let ad: JobTechAd
    let relevance: Double
  }

  let offset: Int
  let limit: Int
  let isBrief: Bool
  let stats: [String]
  let statsLimit: Int
  let words: JobTechWords
  private let sort: String?
  private let filter: JobTechFilter

  /// Reads a request's parameters.
  ///
  /// Errors: `Refusal`.
  init(_ request: StandInRequest, now: Int64) throws(Refusal) {
    offset = try Self.number("offset", request, 0...2000) ?? 0
    limit = try Self.number("limit", request, 0...100) ?? 10
    statsLimit = try Self.number("stats.limit", request, 0...30) ?? 5
    isBrief = request.parameter("resdet") == "brief"
    let query = request.parameter("q") ?? ""
    guard query.count <= 255 else { throw Refusal(name: "q", why: "longer than 255") }
    let method = request.headers.first {
      $0.name.canonicalName == "x-feature-freetext-bool-method"
    }
    words = JobTechWords(query, method: method?.value)
    sort = request.parameter("sort")
    let sorts = [
      "relevance", "pubdate-desc", "pubdate-asc", "applydate-desc", "applydate-asc", "updated",
    ]
    if let sort, !sorts.contains(sort) {
      throw Refusal(name: "sort", why: "The value '\(sort)' is not a valid choice for 'sort'.")
    }
    stats = request.parameters("stats")
    filter = try JobTechFilter(request, now: now)
  }

  /// The ads that match, in order.
  func hits(among ads: [JobTechAd], at now: Int64) -> [Hit] {
    let hits = ads.compactMap { ad -> Hit? in
      guard filter.allows(ad, at: now) else { return nil }
      if words.isEmpty { return Hit(ad: ad, relevance: 1) }
      let json = JobTechAdJSON(ad, at: now)
      return words.relevance(of: json.headline + " " + json.text + " " + json.employer).map {
        Hit(ad: ad, relevance: $0)
      }
    }
    return hits.sorted { a, b in Self.isBefore(a, b, sort, now) }
  }

  private static func isBefore(_ a: Hit, _ b: Hit, _ sort: String?, _ now: Int64) -> Bool {
    let (first, second): (Int64, Int64) =
      switch sort {
      case "pubdate-desc": (-a.ad.published, -b.ad.published)
      case "pubdate-asc": (a.ad.published, b.ad.published)
      case "applydate-desc": (-a.ad.lastPublication, -b.ad.lastPublication)
      case "applydate-asc": (a.ad.lastPublication, b.ad.lastPublication)
      case "updated": (-a.ad.stamp(at: now), -b.ad.stamp(at: now))
      default: (Int64(-a.relevance * 1000), Int64(-b.relevance * 1000))
      }
    return first == second ? a.ad.number > b.ad.number : first < second
  }

  private static func number(
    _ name: String, _ request: StandInRequest, _ range: ClosedRange<Int>
  ) throws(Refusal) -> Int? {
    guard let text = request.parameter(name) else { return nil }
    guard let number = Int(text) else {
      throw Refusal(name: name, why: "invalid literal for int() with base 10: '\(text)'")
    }
    guard range.contains(number) else {
      throw Refusal(
        name: name,
        why: "Invalid argument: \(number). argument must be within the range "
          + "\(range.lowerBound) - \(range.upperBound)")
    }
    return number
  }
}

extension StandInRequest {
  /// All values of a query parameter.
  func parameters(_ name: String) -> [String] {
    (query ?? "").split(separator: "&").compactMap { pair in
      StandInRequest(method: method, target: "/?" + pair, headers: [:]).parameter(name)
    }
  }
}
