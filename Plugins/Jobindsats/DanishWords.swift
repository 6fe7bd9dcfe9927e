/// The Danish words of names of measures and dimensions, put into English one by one.
///
/// A crutch for those who read no Danish: what is not known stays as it is.
enum DanishWords {
  static func english(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    var parts: [String] = []
    var place = 0
    while place < words.count {
      let (english, count) = phrase(words[place...])
      parts.append(english)
      place += count
    }
    return parts.joined(separator: " ")
  }

  /// The longest known phrase at the beginning, and how many words it has.
  private static func phrase(_ words: ArraySlice<String>) -> (String, Int) {
    for count in stride(from: min(7, words.count), through: 1, by: -1) {
      let text = words.prefix(count).joined(separator: " ")
      let core = text.reversed().drop { ",:;()".contains($0) }.reversed().drop { $0 == "(" }
      guard let english = phrases[String(core).lowercased()] else { continue }
      let before = text.prefix { $0 == "(" }
      let behind = String(text.reversed().prefix { ",:;()".contains($0) }.reversed())
      return (before + english + behind, count)
    }
    return (words.first ?? "", 1)
  }

  private static let phrases: [String: String] = [
    "antal": "number of", "andel": "share of", "personer": "persons", "person": "person",
    "fuldtidspersoner": "full-time equivalents", "ledige": "unemployed",
    "ledige stillinger": "vacancies", "langtidsledige": "long-term unemployed",
    "bruttoledige": "gross unemployed", "stillinger": "vacancies", "nye": "new",
    "udløbne": "expired", "område": "area", "kommune": "municipality", "køn": "sex",
    "alder": "age", "a-kasse": "unemployment insurance fund", "tilbud": "measure offered",
    "aktiverede": "activated", "fuldtidsaktiverede": "activated, in full-time equivalents",
    "aktivering": "activation", "aktiveringsforløb": "activation spells", "i alt": "in all",
    "pr.": "per", "pr. aktiveret": "per activated person", "gnsn.": "average",
    "gnsn. antal": "average number of", "i pct. af": "in percent of", "pct.": "percent",
    "pct. point": "percentage points", "arbejdsstyrken": "the labour force",
    "befolkningen": "the population", "år": "years", "forløb": "spells", "tilgang": "inflow",
    "afgang": "outflow", "tilgange": "inflows", "varslinger": "notices of dismissal",
    "virksomheder": "firms", "sager": "cases", "ydelsesgrupper": "benefit groups",
    "stillingsbetegnelse": "job title", "arbejdsfordelingstype": "kind of work sharing",
    "arbejdsfordeling": "work sharing", "forventet": "expected", "faktisk": "actual",
    "forskel": "difference", "forskel mellem": "difference between", "mellem": "between",
    "og": "and", "på": "on", "af": "of", "i": "in", "ift.": "relative to",
    "offentlig forsørgelse": "public support", "sanktioner": "sanctions",
    "sanktionerede": "sanctioned", "sanktioneret ledig": "sanctioned unemployed person",
    "fordelt på type": "by type", "karantæne": "suspension",
    "gentagelsesvirkning": "effect of repetition", "dimittendledige": "unemployed graduates",
    "dagpengeledige": "unemployed on insurance benefit",
    "forgæves rekrutteringer":
      "failed recruitments", "forgæves": "failed", "rekrutteringer": "recruitments",
    "placering": "rank", "placering på benchmarkranglisten": "rank in the benchmark list",
    "a-dagpenge": "unemployment insurance benefit", "kontanthjælp": "cash assistance",
    "fleksjob": "flexible jobs", "opbrugt": "used up", "dagpengeret": "right to benefit",
    "varighed": "duration", "uger": "weeks", "måneder": "months", "kvinder": "women",
    "mænd": "men", "berørte": "affected", "sygedagpenge": "sickness benefit",
  ]
}
