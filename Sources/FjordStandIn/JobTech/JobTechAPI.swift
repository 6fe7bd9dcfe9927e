import Hummingbird
import Synchronization

/// The stand-in of JobTech's search, stream and taxonomy, after their description of September 2026.
///
/// There are no recorded answers to hold it against: shapes, limits and quirks are those that the
/// description and public consumers tell of.
final class JobTechAPI: LocalAPI {
  private struct State {
    var clock: StandInClock
    /// When the stream was asked last, by the stand-in's clock.
    var lastStream: Int64?
    /// The ads that are shown at a moment, kept for the next question.
    var shown: (at: Int64, ads: [JobTechAd])?
    /// The body of all of them at a moment, which is long to make.
    var snapshot: (at: Int64, body: [UInt8])?
  }

  private let log: JobTechLog
  private let state: Mutex<State>

  init(seed: UInt64, ads: Int, clock: StandInClock) {
    log = JobTechLog(seed: seed, ads: ads)
    state = Mutex(State(clock: clock))
  }

  func kind(of request: StandInRequest) -> RequestKind {
    switch JobTechRoute(request.path) {
    case .search, .snapshot, .stream, .concepts: .page
    case .ad: .entry
    default: .other
    }
  }

  func answer(to request: StandInRequest) -> StandInAnswer {
    guard let route = JobTechRoute(request.path), request.method == "GET" else {
      return JobTechErrors.noPath
    }
    let now = state.withLock { $0.clock.now.seconds }
    switch route {
    case .search: return search(request, now)
    case .complete: return complete(request, now)
    case .ad(let id): return ad(id, now).map { Self.json($0) } ?? JobTechErrors.noAd
    case .logo(let id): return ad(id, now) == nil ? JobTechErrors.noAd : Self.pixel
    case .concepts: return concepts(request)
    case .snapshot, .stream:
      guard mayStream(at: now) else { return JobTechErrors.tooOften }
      return route == .snapshot ? snapshot(request, now) : stream(request, now)
    }
  }

  func failure(status: Int, to request: StandInRequest) -> StandInAnswer? {
    switch status {
    case 404: JobTechErrors.noAd
    case 429: StandInAnswer(429, type: JobTechErrors.json, body: Array("{}".utf8))
    default: nil
    }
  }

  func apply(_ change: StandInChange) {
    state.withLock { state in
      switch change {
      case .advanceBy(let duration): state.clock.set(state.clock.now.advanced(by: duration))
      case .advanceTo(let time): state.clock.set(time)
      case .events, .rotateToken: break
      }
    }
  }

  private func shown(at now: Int64) -> [JobTechAd] {
    if let shown = state.withLock({ $0.shown }), shown.at == now { return shown.ads }
    let ads = log.shown(at: now)
    state.withLock { $0.shown = (now, ads) }
    return ads
  }

  /// Once a minute by a clock that goes; one that stands still can't tell.
  private func mayStream(at now: Int64) -> Bool {
    state.withLock { state in
      if let last = state.lastStream, now > last, now < last + 60 { return false }
      state.lastStream = now
      return true
    }
  }

  private func ad(_ id: String, _ now: Int64) -> [UInt8]? {
    guard let number = JobTechAd.number(of: id),
      log.numbers(since: now, until: now).contains(number)
    else { return nil }
    let ad = log.ad(number)
    return ad.isShown(at: now) ? JobTechAdJSON.object(JobTechAdJSON(ad, at: now).parts) : nil
  }

  // MARK: Search

  private func search(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    let search: JobTechSearch
    do throws(JobTechSearch.Refusal) {
      search = try JobTechSearch(request, now: now)
    } catch {
      return JobTechErrors.malformed(error.name, error.why)
    }
    let hits = search.hits(among: shown(at: now), at: now)
    let mask = JobTechMask(Self.field("X-Fields", request))
    let page = hits.dropFirst(search.offset).prefix(search.limit)
    let words = search.words.wanted.map {
      "\"\(String(decoding: Self.escaped($0), as: UTF8.self))\""
    }
    let vacancies = hits.reduce(0) { $0 + $1.ad.vacancies }
    let ads = page.map { Self.object($0, search, mask, now) }
    let parts: [JobTechAdJSON.Part] = [
      ("total", Array("{\"value\":\(hits.count)}".utf8)), ("positions", Array("\(vacancies)".utf8)),
      ("query_time_in_millis", Array("7".utf8)), ("result_time_in_millis", Array("19".utf8)),
      ("stats", JobTechCounts(hits.map(\.ad)).json(search.stats, limit: search.statsLimit)),
      (
        "freetext_concepts",
        Array(
          ("{\"skill\":[],\"occupation\":[\(words.joined(separator: ","))],\"location\":[],"
            + "\"skill_must\":[],\"occupation_must\":[],\"location_must\":[],\"skill_must_not\":[],"
            + "\"occupation_must_not\":[],\"location_must_not\":[]}").utf8)
      ), ("hits", Self.array(ads)),
    ]
    return Self.json(JobTechAdJSON.object(parts.filter { mask.wants($0.key) }))
  }

  private static func object(
    _ hit: JobTechSearch.Hit, _ search: JobTechSearch, _ mask: JobTechMask, _ now: Int64
  ) -> [UInt8] {
    let brief: Set<String> = [
      "id", "headline", "application_deadline", "employer", "occupation", "workplace_address",
      "publication_date", "removed", "timestamp",
    ]
    let parts = JobTechAdJSON(hit.ad, at: now).parts.filter { part in
      mask.wantsOfHit(part.key) && (!search.isBrief || brief.contains(part.key))
    }
    let relevance: [JobTechAdJSON.Part] = [("relevance", Array("\(hit.relevance)".utf8))]
    return JobTechAdJSON.object(relevance.filter { mask.wantsOfHit($0.key) } + parts)
  }

  private func complete(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    let text = (request.parameter("q") ?? "").lowercased()
    let limit = request.parameter("limit").flatMap { Int($0) } ?? 5
    guard (0...50).contains(limit) else {
      return JobTechErrors.malformed("limit", "argument must be within the range 0 - 50")
    }
    let all = JobTechConcepts.all
    let names =
      all.occupations.map { ($0.name.label, "occupation") }
      + all.places.map { ($0.municipality.label, "location") }
    let found = names.filter { !text.isEmpty && $0.0.lowercased().hasPrefix(text) }.prefix(limit)
    let shown = shown(at: now)
    let items = found.map { label, kind in
      let count = shown.count { ad in
        kind == "occupation"
          ? all.occupations[ad.occupation].name.label == label
          : all.places[ad.place].municipality.label == label
      }
      let value = String(decoding: Self.escaped(label.lowercased()), as: UTF8.self)
      return Array(
        "{\"value\":\"\(value)\",\"found_phrase\":\"\(value)\",\"type\":\"\(kind)\",\"occurrences\":\(count)}"
          .utf8)
    }
    return Self.json(
      Array("{\"time_in_millis\":3,\"typeahead\":".utf8) + Self.array(items) + [UInt8(ascii: "}")])
  }

  // MARK: Stream

  private func snapshot(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    if Self.wantsLines(request) { return list(request) { [self] in objects(at: now) } }
    var answer = list(request) { [] }
    answer.body = .made(signature: nil) { [self] in
      if let made = state.withLock({ $0.snapshot }), made.at == now { return made.body }
      let body = Self.array(objects(at: now))
      state.withLock { $0.snapshot = (now, body) }
      return body
    }
    return answer
  }

  private func objects(at now: Int64) -> [[UInt8]] {
    shown(at: now).map { JobTechAdJSON.object(JobTechAdJSON($0, at: now).parts) }
  }

  private func stream(_ request: StandInRequest, _ now: Int64) -> StandInAnswer {
    let start = request.parameter("updated-after") ?? request.parameter("date")
    guard let start else {
      return JobTechErrors.malformed(
        "updated-after", "Missing required parameter in the query string")
    }
    let end = request.parameter("updated-before") ?? request.parameter("updated-before-date")
    guard let after = JobTechTime.seconds(start) else {
      return JobTechErrors.malformed("updated-after", "'\(start)' is not a valid date")
    }
    guard let before = end.map(JobTechTime.seconds) ?? now else {
      return JobTechErrors.malformed("updated-before", "'\(end ?? "")' is not a valid date")
    }
    let occupations = request.parameters("occupation-concept-id")
    let places = request.parameters("location-concept-id")
    let log = log
    return list(request) {
      log.changed(after: after, before: before, now: now).compactMap { ad in
        guard Self.fits(ad, occupations, places) else { return nil }
        let json = JobTechAdJSON(ad, at: now)
        return JobTechAdJSON.object(ad.isRemoved(at: now) ? json.stub : json.parts)
      }
    }
  }

  private static func fits(_ ad: JobTechAd, _ occupations: [String], _ places: [String]) -> Bool {
    let occupation = JobTechConcepts.all.occupations[ad.occupation]
    let place = JobTechConcepts.all.places[ad.place]
    let kinds = [occupation.name.id, occupation.group.id, occupation.field.id]
    let areas = [place.municipality.id, place.region.id, JobTechConcepts.sweden.id]
    return (occupations.isEmpty || occupations.contains(where: kinds.contains))
      && (places.isEmpty || places.contains(where: areas.contains))
  }

  private static func wantsLines(_ request: StandInRequest) -> Bool {
    request.headers[.accept]?.contains("application/jsonl") == true
  }

  /// A list as an array, or one ad a line where that is asked for; never compressed.
  private func list(
    _ request: StandInRequest, _ make: @escaping @Sendable () -> [[UInt8]]
  ) -> StandInAnswer {
    let isLines = Self.wantsLines(request)
    var answer = StandInAnswer(200, type: isLines ? "application/jsonl" : JobTechErrors.json)
    answer.isCompressible = false
    answer.body = .made(signature: nil) {
      isLines ? Array(make().joined(separator: [UInt8(ascii: "\n")])) : Self.array(make())
    }
    return answer
  }

  // MARK: Taxonomy

  private func concepts(_ request: StandInRequest) -> StandInAnswer {
    let found = JobTechConcepts.all.concepts.filter { concept in
      (request.parameter("type").map { $0 == concept.type } ?? true)
        && (request.parameter("id").map { $0 == concept.id } ?? true)
        && (request.parameter("preferred-label").map { $0 == concept.label } ?? true)
    }
    let items = found.map { concept in
      JobTechAdJSON.object([
        ("taxonomy/id", Self.quoted(concept.id)), ("taxonomy/type", Self.quoted(concept.type)),
        ("taxonomy/preferred-label", Self.quoted(concept.label)),
        ("taxonomy/definition", Self.quoted(concept.label)),
      ])
    }
    return Self.json(Self.array(items))
  }

  private static func field(_ name: String, _ request: StandInRequest) -> String? {
    request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
  }

  private static func json(_ body: [UInt8]) -> StandInAnswer {
    StandInAnswer(200, type: JobTechErrors.json, body: body)
  }

  private static func array(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + items.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  private static func escaped(_ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.text(text)
    return json.bytes
  }

  private static func quoted(_ text: String) -> [UInt8] {
    [UInt8(ascii: "\"")] + escaped(text) + [UInt8(ascii: "\"")]
  }

  /// One white pixel, which stands for no logo.
  private static let pixel = StandInAnswer(
    200, type: "image/png",
    body: [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
      0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A,
      0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xF8,
      0x0F, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1C, 0xB0, 0x8C, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49,
      0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ])
}
