import FjordDiagnostic
import FjordPlugin

/// What the arguments of a search say, as it is sent.
struct MatchQuery: Sendable {
  /// Rows that the service gives at most with one page.
  static let longestPage = 10_000
  /// Rows a page where all are wanted: all of Sweden in nine pages, each of some 3 MB.
  static let usualPage = 5_000
  /// Rows a page where the service is not told.
  private static let servicesPage = 20

  static let paging = [
    OptionDeclaration(
      "antalrader", .int(1...Int64(longestPage)), "ads a page; `take` limits rows",
      fallback: "what needs few requests; 20 with `--sida`"),
    OptionDeclaration("sida", .int(1...1_000_000), "the page to begin with", fallback: "1"),
  ]

  /// Criteria in the order of the service's description; none is empty.
  let criteria: [(String, String)]
  /// The page to begin with.
  let firstPage: Int
  private let chosenSize: Int?

  /// Reads arguments.
  ///
  /// Errors: those of the values; `platsannons.criterion`.
  init(_ arguments: SourceArguments, _ clock: SessionClock) throws(Diagnostic) {
    var criteria: [(String, String)] = []
    for parameter in SearchParameter.all {
      guard let argument = arguments.options[parameter.name] else { continue }
      criteria.append((parameter.name, try parameter.sent(argument, clock)))
    }
    guard !criteria.isEmpty else { throw PlatsannonsFault.noCriterion.diagnostic }
    self.criteria = criteria
    firstPage = arguments.int("sida") ?? 1
    chosenSize =
      arguments.int("antalrader") ?? (arguments.options["sida"] == nil ? nil : Self.servicesPage)
  }

  /// How many rows to ask for with each page.
  func pageSize(limit: Int?) -> Int {
    chosenSize ?? min(max(limit ?? Self.usualPage, 1), Self.usualPage)
  }

  /// The parts of the query for a page.
  func items(page: Int, size: Int) -> [(String, String)] {
    criteria + [("antalrader", "\(size)"), ("sida", "\(page)")]
  }
}
