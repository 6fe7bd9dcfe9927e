/// One page of a search.
struct PlatsannonsMatching: Sendable {
  private struct Hit {
    var ad: PlatsannonsAd
    var relevance: Int
  }

  private let criteria: PlatsannonsCriteria
  private let manner: PlatsannonsManner
  private var exact: [Hit] = []
  private var near: [Hit] = []

  init(_ criteria: PlatsannonsCriteria, among shown: PlatsannonsShown, _ manner: PlatsannonsManner)
  {
    self.criteria = criteria
    self.manner = manner
    let texts = criteria.words == nil ? [] : shown.texts
    for (place, ad) in shown.ads.enumerated().reversed() where criteria.allows(ad) {
      let relevance = criteria.words.map { $0.relevance(of: ad, texts[place]) } ?? 100
      guard let relevance else { continue }
      if relevance == 100 {
        exact.append(Hit(ad: ad, relevance: 100))
      } else {
        near.append(Hit(ad: ad, relevance: relevance))
      }
    }
  }

  /// The body.
  ///
  /// The newest come first, what is near after all that is exact. Where servers disagree, those
  /// that answer from the second page on know of one ad more, which stands before all others.
  var body: PlatsannonsValue {
    let hits = exact + near
    let surplus = manner.countsDrift && criteria.page > 1 && !hits.isEmpty ? 1 : 0
    let start = criteria.offset - surplus
    let page = start < hits.count ? hits[start..<min(start + criteria.rows, hits.count)] : []
    let total = hits.count + surplus
    let isFirst = manner.generation == .first
    let isShown = !isFirst || !page.isEmpty
    let counted = isFirst ? Array(page) : hits
    let rows = page.map {
      PlatsannonsAdForms($0.ad, manner.generation).row(relevance: $0.relevance)
    }
    return .object([
      (
        "matchningslista",
        .parts([
          ("antal_platsannonser", .number(total)),
          ("antal_platsannonser_exakta", .number(isShown ? exact.count + surplus : 0)),
          ("antal_platsannonser_narliggande", .number(isShown ? near.count : 0)),
          ("antal_platserTotal", .number(counted.reduce(0) { $0 + $1.ad.vacancies })),
          ("antal_sidor", .number((total + criteria.rows - 1) / criteria.rows)),
          ("matchningdata", isFirst && rows.isEmpty ? nil : .list(rows)),
        ])
      )
    ])
  }
}
