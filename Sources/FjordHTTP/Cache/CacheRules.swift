/// What may be done with an answer that is kept, by its header fields and the source's declaration.
///
/// The part of HTTP's rules that one person's own cache of whole GET answers needs. Times are seconds
/// since 1970. Source: RFC 9111 sections 3, 4.2 and 4.3, read in November 2026.
enum CacheRules {
  /// What becomes of a request.
  enum Plan: Equatable {
    /// The kept answer is given; it is so many seconds old.
    case give(age: Int64)
    /// It is asked for with these fields, and a 304 makes the kept answer new.
    case validate([HTTPField])
    /// It is asked for.
    case ask
  }

  /// A header field.
  struct HTTPField: Equatable {
    let name: String
    let value: String
  }

  /// Bodies longer than this are not kept.
  static let longestBody = 8 << 20

  /// Whether an answer may be kept.
  static func mayKeep(_ answer: HTTPAnswer, as caching: HTTPCaching) -> Bool {
    guard caching != .never, answer.status == 200, answer.body.count <= longestBody else {
      return false
    }
    let headers = answer.headers
    guard directives(headers)["no-store"] == nil, headers["Set-Cookie"] == nil else { return false }
    // Other fields that vary are part of what is asked for; a secret can't be told apart here.
    let varying = list(headers.values("Vary"))
    guard !varying.contains("*"), !varying.contains("authorization") else { return false }
    return lifetime(headers, caching) > 0 || !validators(headers).isEmpty
  }

  /// What to do with an answer that was kept at a time.
  static func plan(
    _ headers: HTTPHeaderList, keptAt time: Int64, as caching: HTTPCaching, now: Int64
  ) -> Plan {
    guard caching != .never, now >= time else { return .ask }
    let age =
      now - time + (headers["Age"].flatMap { Int64($0.trimmingBlanks()) }.map { max($0, 0) } ?? 0)
    if age < lifetime(headers, caching) { return .give(age: age) }
    let fields = validators(headers)
    return fields.isEmpty ? .ask : .validate(fields)
  }

  /// How many seconds an answer is as good as new.
  static func lifetime(_ headers: HTTPHeaderList, _ caching: HTTPCaching) -> Int64 {
    if case .lasting(let duration) = caching { return duration.components.seconds }
    let directives = directives(headers)
    if directives["no-cache"] != nil { return 0 }
    if let text = directives["max-age"] { return max(0, Int64(text) ?? 0) }
    guard let expires = headers["Expires"].flatMap(HTTPDate.seconds),
      let date = headers["Date"].flatMap(HTTPDate.seconds)
    else { return 0 }
    return max(0, expires - date)
  }

  /// The fields by which a server tells whether an answer has changed.
  private static func validators(_ headers: HTTPHeaderList) -> [HTTPField] {
    if let tag = headers["ETag"] { return [HTTPField(name: "If-None-Match", value: tag)] }
    if let date = headers["Last-Modified"] {
      return [HTTPField(name: "If-Modified-Since", value: date)]
    }
    return []
  }

  /// The directives of `Cache-Control`, names in small letters.
  private static func directives(_ headers: HTTPHeaderList) -> [String: String] {
    let pairs = headers.values("Cache-Control").flatMap { $0.split(separator: ",") }.map { part in
      let halves = part.split(separator: "=", maxSplits: 1)
      let value = halves.count > 1 ? String(halves[1]).trimmingBlanks() : ""
      return (
        String(halves.first ?? "").trimmingBlanks().lowercased(),
        value.filter { $0 != "\"" }
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func list(_ values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",") }.map { String($0).trimmingBlanks().lowercased() }
  }
}
