import FjordDiagnostic

/// What can go wrong with NAV's older feed beyond HTTP: facts, and their words.
enum PublicFeedFault: DiagnosticError, Hashable {
  // Arguments

  /// A filter of dates outside of the grammar.
  case date(String)
  /// A filter that holds no value.
  case value(String)
  /// A negation that the service would drop.
  case negation(String)
  /// A page that no request can reach.
  case pageBehindCap(Int, size: Int)
  /// No token.
  case noToken

  // Answers

  /// The service is not there any more.
  case closed(url: String, status: Int)
  /// An answer that is no page.
  case noPage(url: String, why: String)
  /// A page other than the one asked for.
  case otherPage(asked: Int, found: Int)
  /// A page without ads where ads must be.
  case emptyPage(page: Int, total: Int)
  /// The ads of the search before.
  case otherSearch
  /// Ads from outside of the range that was asked for.
  case rangeIgnored(String)
  /// One instant with more ads than can be asked for.
  case crowded(String)
  /// Fewer ads came than are counted, again and again.
  case unsettled

  /// Whether asking once more may give the right page.
  var mayPass: Bool {
    switch self {
    case .noPage, .otherPage, .emptyPage, .otherSearch: true
    default: false
    }
  }

  /// The fault as a person reads it.
  var diagnostic: Diagnostic { diagnostic(at: nil) }

  /// The fault at a place of the pipeline.
  func diagnostic(at span: FjordDiagnostic.Span?) -> Diagnostic {
    Diagnostic(code: code, message, at: span, reason: reason, fix: fix, status: status)
  }

  private var code: String {
    switch self {
    case .date: "nav.public-date"
    case .value: "nav.public-value"
    case .negation: "nav.public-negation"
    case .pageBehindCap: "nav.public-page"
    case .noToken: "nav.public-token"
    case .closed: "nav.public-closed"
    case .noPage: "nav.public-no-page"
    case .otherPage: "nav.public-other-page"
    case .emptyPage: "nav.public-empty-page"
    case .otherSearch: "nav.public-other-search"
    case .rangeIgnored: "nav.public-range-ignored"
    case .crowded: "nav.public-crowded"
    case .unsettled: "nav.public-unsettled"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .date, .value, .negation, .pageBehindCap: .check
    case .noToken: .unauthorised
    case .crowded, .unsettled: .incomplete
    default: .source
    }
  }

  private var message: String {
    switch self {
    case .date(let name): "`--\(name)` expected a date or a range of dates"
    case .value(let name): "`--\(name)` expected a text, or a list of texts"
    case .negation(let name): "`--\(name)` can't leave anything out"
    case .pageBehindCap(let page, let size):
      "page \(page) of \(size) ads lies behind the first \(PublicFeedWalk.cap)"
    case .noToken: "`nav.public_feed` needs a token"
    case .closed(_, let status): "NAV's older feed is not there: `nav.public_feed` got \(status)"
    case .noPage(_, let why): "the answer of `nav.public_feed` is no page of ads: \(why)"
    case .otherPage(let asked, let found): "asked for page \(asked), found page \(found)"
    case .emptyPage(let page, let total): "page \(page) is empty, though \(total) ads are counted"
    case .otherSearch: "the answer of `nav.public_feed` is that of the search before"
    case .rangeIgnored: "`nav.public_feed` gave ads from outside of the range that was asked for"
    case .crowded(let instant): "more ads were published at \(instant) than can be asked for"
    case .unsettled: "`nav.public_feed` gave fewer ads than it counts, three times over"
    }
  }

  private var reason: String? {
    switch self {
    case .date: "in quotes, as `[2024-12-01,*)`, `today` or `2024-12-01T00:30:00+01:00`; or `7d`"
    case .negation: "the service drops the `!` and would look for just these"
    case .pageBehindCap:
      "the service answers with its last page, whatever higher number is asked for"
    case .noToken: "no service hands one out, and that of NAV's own ran out with it"
    case .closed(let url, _):
      "asked for \(url); NAV closed this service on 1 May 2025, and its tokens ran out then"
    case .noPage(let url, _): "asked for \(url)"
    case .otherPage: "the same page was answered several times; its ads would come twice"
    case .otherSearch: "the same ads came for two searches that have none in common"
    case .rangeIgnored(let range): "asked for `\(range)`"
    case .crowded: "a search shows \(PublicFeedWalk.cap), also of one source"
    case .unsettled: "ads of one instant change places between pages, or come and go"
    default: nil
    }
  }

  private var fix: String? {
    switch self {
    case .negation: "leave rows out with `where`"
    case .pageBehindCap: "leave `--page` out to get all ads, or narrow the search"
    case .noToken: "set `FJORD_NAV_PUBLIC_FEED_TOKEN` to what your copy of the service takes"
    case .closed:
      "use `nav.feed`; for a copy of the service set `FJORD_NAV_PUBLIC_FEED_URL` to what stands before "
        + "`/public-feed`"
    case .crowded: "ask for parts: `--county`, `--orgnr`"
    case .noPage, .otherPage, .emptyPage, .otherSearch, .rangeIgnored, .unsettled:
      "trying again later may help"
    default: nil
    }
  }
}
