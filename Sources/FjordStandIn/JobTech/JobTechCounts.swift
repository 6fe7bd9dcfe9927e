/// How many of some ads have each concept of a kind, the most first.
struct JobTechCounts: Sendable {
  private let ads: [JobTechAd]

  init(_ ads: [JobTechAd]) { self.ads = ads }

  /// The counts of some kinds, as the service writes them.
  func json(_ kinds: [String], limit: Int) -> [UInt8] {
    var json = JSONBytes()
    json.raw("[")
    for (place, kind) in kinds.enumerated() {
      if place > 0 { json.raw(",") }
      json.raw("{\"type\":")
      json.string(kind)
      json.raw(",\"values\":[")
      for (place, item) in counts(kind).prefix(limit).enumerated() {
        if place > 0 { json.raw(",") }
        json.raw("{\"term\":")
        json.string(item.concept.label)
        json.raw(",\"concept_id\":")
        json.string(item.concept.id)
        json.raw(",\"code\":")
        json.string(item.concept.code)
        json.raw(Array(",\"count\":\(item.count)}".utf8))
      }
      json.raw("]}")
    }
    json.raw("]")
    return json.bytes
  }

  private func counts(_ kind: String) -> [(concept: JobTechConcept, count: Int)] {
    let all = JobTechConcepts.all
    var counts: [JobTechConcept: Int] = [:]
    for ad in ads {
      switch kind {
      case "occupation-name": counts[all.occupations[ad.occupation].name, default: 0] += 1
      case "occupation-group": counts[all.occupations[ad.occupation].group, default: 0] += 1
      case "occupation-field": counts[all.occupations[ad.occupation].field, default: 0] += 1
      case "municipality": counts[all.places[ad.place].municipality, default: 0] += 1
      case "region": counts[all.places[ad.place].region, default: 0] += 1
      case "country": counts[JobTechConcepts.sweden, default: 0] += 1
      default: break
      }
    }
    return counts.map { ($0.key, $0.value) }
      .sorted { ($1.count, $0.concept.code) < ($0.count, $1.concept.code) }
  }
}
