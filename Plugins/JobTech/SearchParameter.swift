import FjordPlugin

/// A parameter of a search, as the service names it, and what its value must be.
struct SearchParameter: Sendable {
  /// What a value must be, and how it is sent.
  enum Kind: Sendable, Hashable {
    /// One text.
    case text
    /// One word of these.
    case word([String])
    /// Words of these, any number.
    case words([String])
    /// Ids of concepts, or codes of so many digits; nil for ids and codes of any length.
    case codes(digits: Int?)
    /// Texts that commas may be part of.
    case texts
    /// True or false.
    case bool
    /// A number within bounds.
    case number(ClosedRange<Double>)
    /// An instant, sent as Swedish local time.
    case time
    /// A header field in place of a part of the query.
    case header([String])
  }

  let name: String
  let kind: Kind
  let summary: String

  init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }

  var option: OptionDeclaration {
    switch kind {
    case .text: OptionDeclaration(name, .string, summary)
    case .word(let words), .header(let words):
      OptionDeclaration(name, .word(words, others: false), summary)
    case .words(let words):
      OptionDeclaration(
        name, .any, "\(summary): of \(words.joined(separator: ", ")); with commas or as a list")
    case .codes, .texts: OptionDeclaration(name, .any, summary)
    case .bool: OptionDeclaration(name, .bool, summary)
    case .number: OptionDeclaration(name, .number, summary)
    case .time: OptionDeclaration(name, .instant, summary)
    }
  }

  /// All parameters that choose and order ads, in the order of the service's description.
  static let all =
    [
      SearchParameter(
        "q", .text, "words to find, any of them; `\"phrase\"`, `-without`, `+with`, `prefix*`"),
      SearchParameter(
        "qfields", .words(["occupation", "skill", "trait", "location", "employer"]),
        "where words are looked for"),
      SearchParameter("published-after", .time, "published since; a length of time counts back"),
      SearchParameter("published-before", .time, "published until"),
    ] + occupations + places + terms + others + ordering + counting

  private static let occupations = [
    SearchParameter("occupation-name", .codes(digits: nil), "occupations, by concept or old code"),
    SearchParameter("occupation-group", .codes(digits: nil), "groups, by concept or SSYK code"),
    SearchParameter("occupation-field", .codes(digits: nil), "fields, by concept or old code"),
    SearchParameter("occupation-collection", .codes(digits: nil), "collections, by concept"),
    SearchParameter("skill", .codes(digits: nil), "skills, by concept or old code"),
    SearchParameter("language", .codes(digits: nil), "languages, by concept or old code"),
  ]

  private static let places = [
    SearchParameter(
      "municipality", .codes(digits: 4), "municipalities, by concept or code of four digits, `0180`"
    ),
    SearchParameter("region", .codes(digits: 2), "counties, by concept or code of two, `01`"),
    SearchParameter(
      "country", .codes(digits: nil), "countries, by concept or code, 199 for Sweden"),
    SearchParameter(
      "position", .texts,
      "places as \"latitude,longitude\", the other way round than"
        + " `coordinates`"),
    SearchParameter("position.radius", .number(0...10_000), "km around `position`; 5 unless told"),
    SearchParameter("abroad", .bool, "work outside of Sweden too"),
    SearchParameter("unspecified-sweden-workplace", .bool, "work anywhere in Sweden"),
  ]

  private static let terms = [
    SearchParameter("worktime-extent", .codes(digits: nil), "full or part time, by concept"),
    SearchParameter("employment-type", .codes(digits: nil), "kinds of employment, by concept"),
    SearchParameter("duration", .codes(digits: nil), "how long it lasts, by concept"),
    SearchParameter("workplace-model", .codes(digits: nil), "there or from afar, by concept"),
    SearchParameter("parttime.min", .number(0...100), "least share of full time, in percent"),
    SearchParameter("parttime.max", .number(0...100), "greatest share of full time, in percent"),
    SearchParameter("driving-license", .codes(digits: nil), "licences, by concept"),
    SearchParameter("driving-license-required", .bool, "whether a licence is asked for"),
    SearchParameter("experience", .bool, "whether experience is asked for"),
    SearchParameter("remote", .bool, "work from afar"),
  ]

  private static let others = [
    SearchParameter("open_for_all", .bool, "marked as open for all"),
    SearchParameter("trainee", .bool, "trainees"),
    SearchParameter("larling", .bool, "apprentices"),
    SearchParameter("franchise", .bool, "franchises"),
    SearchParameter("hire-work-place", .bool, "hired places, as a hairdresser's chair"),
    SearchParameter("employer", .texts, "employers, by name or beginning of their number"),
    SearchParameter("label", .texts, "marks of the ad's own system"),
  ]

  private static let counting = [
    SearchParameter(
      "stats",
      .words([
        "occupation-name", "occupation-group", "occupation-field", "country", "municipality",
        "region",
      ]), "counts in place of ads, by concepts of these kinds"),
    SearchParameter(
      "stats.limit", .number(1...30), "counts of a kind, the most first; 5 unless told"),
  ]

  private static let ordering = [
    SearchParameter("relevance-threshold", .number(0...1), "the least relevance"),
    SearchParameter("resdet", .word(["full", "brief"]), "whole ads or short ones"),
    SearchParameter(
      "sort",
      .word([
        "relevance", "pubdate-desc", "pubdate-asc", "applydate-desc", "applydate-asc", "updated",
      ]), "the order; by relevance unless told"),
    SearchParameter(
      "x-feature-freetext-bool-method", .header(["and", "or"]), "all words of `q` or any"),
    SearchParameter(
      "x-feature-disable-smart-freetext", .header(["true", "false"]),
      "words of `q` as they are, no concepts made of them"),
    SearchParameter(
      "x-feature-enable-false-negative", .header(["true", "false"]),
      "ads too whose text alone has the words"),
  ]
}
