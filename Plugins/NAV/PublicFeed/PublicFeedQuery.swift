import FjordDiagnostic
import FjordPlugin
import FjordTable

/// What the arguments of `nav.public_feed` ask for: one search, or one for each of several values.
///
/// The service takes a list of values as all of them at once, so that two different ones find nothing;
/// here each is asked for by itself.
struct PublicFeedQuery: Sendable {
  /// A search's filters but for `published`.
  struct Search: Sendable, Hashable {
    var items: [Item]

    /// Whether ads are chosen by the system they come from already.
    var hasSource: Bool { items.contains { $0.name == "source" } }

    /// Whether no ad can match both: each has one id, one source and one employer.
    func excludes(_ other: Search) -> Bool {
      items.contains { item in
        ["uuid", "source", "orgnr"].contains(item.name)
          && other.items.contains { $0.name == item.name && $0.value != item.value }
      }
    }
  }

  /// A parameter and its value.
  struct Item: Sendable, Hashable {
    let name: String
    let value: String
  }

  let searches: [Search]
  let published: PublicDates
  let size: Int
  /// The one page that is asked for; nil for all of them.
  let page: Int?

  /// Reads arguments.
  ///
  /// Errors: `nav.public-date`, `nav.public-value`, `nav.public-negation`, `nav.public-page`.
  init(_ arguments: SourceArguments, _ clock: SessionClock) throws(Diagnostic) {
    size = arguments.int("size") ?? PublicFeedWalk.longestPage
    page = arguments.int("page")
    if let page, page >= PublicFeedWalk.cap / size {
      let span = arguments.options["page"]?.span
      throw PublicFeedFault.pageBehindCap(page, size: size).diagnostic(at: span)
    }
    published = try Self.dates("published", arguments, clock) ?? .all
    var fixed: [Item] = []
    if let text = try Self.dates("updated", arguments, clock)?.text {
      fixed.append(Item(name: "updated", value: text))
    }
    var searches = [Search(items: [])]
    for (name, isExact) in Self.names {
      guard let argument = arguments.options[name] else { continue }
      do throws(PublicFeedFault) {
        let values = try Self.values(name, argument.value, isExact: isExact)
        searches = searches.flatMap { search in
          values.map { Search(items: search.items + [Item(name: name, value: $0)]) }
        }
      } catch {
        throw error.diagnostic(at: argument.span)
      }
    }
    self.searches = searches.map { Search(items: fixed + $0.items) }
  }

  /// Parameters, and whether their values are exact terms.
  private static let names = [
    ("uuid", true), ("source", true), ("orgnr", true), ("category", false), ("municipal", false),
    ("county", false),
  ]

  private static func dates(
    _ name: String, _ arguments: SourceArguments, _ clock: SessionClock
  ) throws(Diagnostic) -> PublicDates? {
    guard let argument = arguments.options[name] else { return nil }
    guard let dates = PublicDates(argument.value, clock) else {
      throw PublicFeedFault.date(name).diagnostic(at: argument.span)
    }
    return dates
  }

  /// The values that are asked for one by one: parts of an exact list, anything else as it is.
  private static func values(
    _ name: String, _ value: Value, isExact: Bool
  ) throws(PublicFeedFault) -> [String] {
    var texts: [String] = []
    switch value {
    case .list(let values):
      for value in values {
        guard case .string(let text) = value else { throw .value(name) }
        texts.append(text)
      }
    case .string(let text): texts = [text]
    case .int(let number): texts = ["\(number)"]
    default: throw .value(name)
    }
    guard !texts.isEmpty, texts.allSatisfy({ $0.contains { $0 != "," && $0 != " " && $0 != "!" } })
    else { throw .value(name) }
    let isNegated = texts.contains { $0.hasPrefix("!") }
    guard isExact else {
      guard !isNegated else { throw .negation(name) }
      // Places of one list are alternatives; parts of a category must all be there.
      return name == "category" ? texts : [texts.joined(separator: ",")]
    }
    if isNegated {
      guard texts.count == 1 else { throw .value(name) }
      return texts
    }
    var seen: Set<String> = []
    return texts.flatMap { $0.split(separator: ",") }
      .map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
