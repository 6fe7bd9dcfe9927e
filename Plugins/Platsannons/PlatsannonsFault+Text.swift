import FjordDiagnostic

// All sentences about faults of this target.

extension PlatsannonsFault {
  /// The fault as a person reads it.
  var diagnostic: Diagnostic { diagnostic(at: nil) }

  /// The fault at a place of the pipeline.
  func diagnostic(at span: FjordDiagnostic.Span?) -> Diagnostic {
    Diagnostic(code: code, message, at: span, reason: reason, fix: fix, status: status)
  }

  private var code: String {
    switch self {
    case .gone: "platsannons.gone"
    case .empty: "platsannons.empty"
    case .number: "platsannons.number"
    case .missing: "platsannons.missing"
    case .time: "platsannons.time"
    case .organisation: "platsannons.organisation"
    case .noCriterion: "platsannons.criterion"
    case .emptyName, .cutName: "platsannons.name"
    case .nameAndFilter: "platsannons.combination"
    case .noID: "platsannons.id"
    case .noTextInID: "platsannons.id-type"
    case .noService: "platsannons.no-service"
    case .noList: "platsannons.no-list"
    case .namesCut: "platsannons.ten-names"
    case .noPage: "platsannons.no-page"
    case .criterionWanted: "platsannons.main-criterion"
    case .pageTooDeep: "platsannons.page-too-deep"
    case .repeatedPage: "platsannons.repeated-page"
    case .emptyPage: "platsannons.empty-page"
    case .noAd: "platsannons.no-ad"
    case .noAdBody: "platsannons.no-ad-body"
    case .adsMissing: "platsannons.ads-missing"
    case .unreadablePayload: "platsannons.payload"
    case .noLogo: "platsannons.no-logo"
    case .noImage: "platsannons.no-image"
    case .noText: "platsannons.no-text"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .empty, .number, .missing, .time, .organisation, .noCriterion, .emptyName, .cutName,
      .nameAndFilter, .noID, .noTextInID:
      .check
    case .adsMissing, .emptyPage: .incomplete
    default: .source
    }
  }

  private var message: String {
    switch self {
    case .gone: "the service of `platsannons` was shut in 2020"
    case .empty(let name): "`--\(name)` has no value"
    case .number(let name, let found):
      "`--\(name)` expected a whole number, found `\(found.forDisplay)`"
    case .missing(let option, let source, _): "`\(source)` needs `--\(option)`"
    case .time: "`--sokdatum` expected a time in the years 1 to 9999"
    case .organisation(let text):
      "`--organisationsnummer` expected digits, found `\(text.forDisplay)`"
    case .noCriterion: "`platsannons.matchning` needs something to search for"
    case .emptyName: "the name to look for is empty"
    case .cutName(let text): "the service drops what stands from `;` on in `\(text.forDisplay)`"
    case .nameAndFilter: "`platsannons.yrken` takes a name or `--yrkesgruppid`, not both"
    case .noID(let text): "`\(text.forDisplay)` is no id of an ad"
    case .noTextInID(let type): "`annonsid` is of type \(type), which holds no id of an ad"
    case .noService: "`platsannons` answered 404 (not found)"
    case .noList(let name, _, let why):
      "the answer of `platsannons` is no list `\(name)`: \(why)"
    case .namesCut(let count): "\(count) occupations came, and a search by name gives no more"
    case .noPage(_, let why): "the answer of `platsannons` is no page of a search: \(why)"
    case .criterionWanted: "`platsannons` answered 400 (bad request): it wants another criterion"
    case .pageTooDeep(let page, _):
      "`platsannons` answered 500 to page \(page), far behind its last one"
    case .repeatedPage(let page): "page \(page) of `platsannons` holds only ads that came before"
    case .emptyPage(let page, let pages):
      "page \(page) of \(pages) of `platsannons` came without ads"
    case .noAd(let id): "`platsannons` knows no ad `\(id.forDisplay)`"
    case .noAdBody(let id, let why):
      "the answer of `platsannons` is not ad `\(id.forDisplay)`: \(why)"
    case .adsMissing(let count, _):
      count == 1
        ? "1 ad could not be had" : "\(count.map { "\($0)" } ?? "some") ads could not be had"
    case .unreadablePayload: "a row that the table keeps for later can't be read"
    case .noLogo(let id): "ad `\(id.forDisplay)` has no logo, or is not there"
    case .noImage(let id, _):
      "the answer of `platsannons` is no image: that of ad `\(id.forDisplay)`"
    case .noText(let what, _): "the answer of `platsannons` says no \(what)"
    }
  }

  private var reason: String? {
    switch self {
    case .gone: "`FJORD_PLATSANNONS_URL` names no copy of it"
    case .empty: "to the service an empty value is not the same as none: it can match nothing"
    case .missing(_, _, let list): "`\(list)` lists the ids"
    case .noCriterion: "the service refuses a search without `--lanid` or another criterion"
    case .nameAndFilter: "the service refuses them together"
    case .noService(let url, let said), .criterionWanted(let url, let said):
      "asked for \(url)" + (said.map { "; the server says: \($0)" } ?? "")
    case .noList(_, let url, _), .noPage(let url, _), .noImage(_, let url),
      .noText(_, let url), .pageTooDeep(_, let url):
      "asked for \(url)"
    case .repeatedPage: "the same page was answered several times; its ads would come twice"
    case .emptyPage: "the servers' counts move between two pages; ads behind it may be missing"
    case .adsMissing(_, let cause): cause
    case .noLogo: "the service has no image of it"
    case .noAd: "it is past its last day, or never was"
    default: nil
    }
  }

  private var fix: String? {
    switch self {
    case .gone:
      "`--sandbox` starts a copy, `jobtech.search` has today's ads; `help platsannons` tells more"
    case .empty: "leave the option out, or give it a value"
    case .number(let name, _): Self.listing[name].map { "find the id with `\($0)`" }
    case .missing(let option, let source, _): "write `\(source) --\(option) 2`"
    case .time: "write `--sokdatum 2018-09-19`, or `--sokdatum 7d` for the last seven days"
    case .organisation: "write the number or its beginning, as `5560`"
    case .noCriterion: "write `--lanid 10`, `--nyckelord \"bagare stockholm\"` or `--yrkesid 80`"
    case .emptyName: "write a part of it, as `platsannons.yrken \"bag\"`, or nothing for all"
    case .criterionWanted:
      "add `--lanid`, `--kommunid`, `--yrkesid` or `--nyckelord`: the server of 2014 to 2018 needs one"
    case .pageTooDeep: "begin with an earlier one: `--sida 1`"
    case .cutName: "leave out the `;`"
    case .nameAndFilter:
      "`platsannons.yrken --yrkesgruppid 2512 | where namn contains \"bag\"` filters here"
    case .noID: "write it as \"9900437\", with its letter, hyphen and zeros"
    case .noService:
      "check `FJORD_PLATSANNONS_URL`: it holds what stands before `/platsannonser`; "
        + "the server of 2019 had no `omrade`, `land` and `probe`, and by the description 404 may mean "
        + "that nothing was found"
    case .namesCut:
      "look for a longer text, or `platsannons.yrken | where namn contains \"bag\"`"
    case .unreadablePayload: "`save` with `--restart` walks again from the table's start"
    case .noList, .noPage, .repeatedPage, .emptyPage, .noText, .noImage, .noAdBody:
      "trying again later may help"
    case .adsMissing: "run it again later; a saved table asks for them at its next refresh"
    default: nil
    }
  }

  /// Where the ids of an option are found.
  private static let listing = [
    "lanid": "platsannons.lan2", "kommunid": "platsannons.kommuner", "landid": "platsannons.land",
    "omradeid": "platsannons.omrade", "yrkesid": "platsannons.yrken",
    "yrkesgruppid": "platsannons.yrkesgrupper", "yrkesomradeid": "platsannons.yrkesomraden",
  ]
}

extension String {
  /// The text as a message may show it: short, and without control characters.
  fileprivate var forDisplay: String { String(prefix(80)).escapingControls() }
}
