import FjordDiagnostic

// All sentences about faults of this target.

extension JobTechFault {
  /// The fault as a person reads it.
  var diagnostic: Diagnostic { diagnostic(at: nil) }

  /// The fault at a place of the pipeline.
  func diagnostic(at span: FjordDiagnostic.Span?) -> Diagnostic {
    Diagnostic(code: code, message, at: span, reason: reason, fix: fix, status: status)
  }

  private var code: String {
    switch self {
    case .noID: "jobtech.id"
    case .noTextInID: "jobtech.id-type"
    case .noText: "jobtech.value"
    case .word: "jobtech.word"
    case .code: "jobtech.code"
    case .concept: "jobtech.concept"
    case .number: "jobtech.number"
    case .time: "jobtech.time"
    case .position: "jobtech.position"
    case .noStart: "jobtech.updated-after"
    case .noWindow: "jobtech.window"
    case .noPage: "jobtech.no-page"
    case .shortPage: "jobtech.short-page"
    case .repeatedPage: "jobtech.repeated-page"
    case .outOfReach: "jobtech.out-of-reach"
    case .moved: "jobtech.moved"
    case .nothingForCodes, .nothingNear: "jobtech.nothing"
    case .noAd: "jobtech.no-ad"
    case .noAdBody: "jobtech.no-ad-body"
    case .noService: "jobtech.no-service"
    case .adsMissing: "jobtech.ads-missing"
    case .unreadablePayload: "jobtech.payload"
    case .noConcepts: "jobtech.no-concepts"
    case .unknownConcepts: "jobtech.unknown-concepts"
    case .unreadableCheckpoint: "jobtech.checkpoint"
    case .noArray: "jobtech.no-array"
    case .cutOff: "jobtech.cut-off"
    case .noAds: "jobtech.no-ads"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .noID, .noTextInID, .noText, .word, .code, .concept, .number, .time, .position, .noStart,
      .noWindow:
      .check
    case .outOfReach, .moved, .adsMissing: .incomplete
    default: .source
    }
  }

  private var message: String {
    switch self {
    case .noID(let text): "`\(text.forDisplay)` is no id of an ad"
    case .noTextInID(let type): "`id` is of type \(type), which holds no id of an ad"
    case .noText(let name, let found): "`--\(name)` expected a text, found \(found)"
    case .word(let name, let word, _): "`--\(name)` does not know `\(word.forDisplay)`"
    case .code(let name, let text, let digits):
      "`--\(name)` expected a concept's id or a code\(digits.map { " of \($0) digits" } ?? ""), "
        + "found `\(text.forDisplay)`"
    case .concept(let text): "`\(text.forDisplay)` is no concept's id"
    case .number(let name, let bounds):
      "`--\(name)` expected a number from \(Int(bounds.lowerBound)) to \(Int(bounds.upperBound))"
    case .time(let name): "`--\(name)` lies outside the years 1 to 9999"
    case .position(let text): "`\(text.forDisplay)` is no latitude and longitude"
    case .noStart: "`jobtech.stream` needs `--updated-after`"
    case .noWindow: "`--updated-before` is no later than `--updated-after`"
    case .noPage(_, let why): "the answer of `jobtech` is no page of a search: \(why)"
    case .shortPage(let offset, let count, _):
      "`jobtech` gave only \(count) ads behind the first \(offset)"
    case .repeatedPage(let offset):
      "`jobtech` gave only ads behind the first \(offset) that came before"
    case .outOfReach(let total): "\(total) ads match, and a search reaches \(SearchWalk.reach)"
    case .moved(let missing):
      "\(missing) of the ads that match did not come, on three walks over all pages"
    case .nothingForCodes: "no ad matches, and an unknown code gets no error"
    case .nothingNear(let places):
      "no ad matches near `\(places.joined(separator: "`, `").forDisplay)`"
    case .noAd(let id): "`jobtech` knows no ad `\(id.forDisplay)`"
    case .noAdBody(let id, let why):
      "the answer of `jobtech` is not ad `\(id.forDisplay)`: \(why)"
    case .noService: "`jobtech` answered 404 (not found)"
    case .adsMissing(let count, _):
      count == 1
        ? "1 ad could not be had" : "\(count.map { "\($0)" } ?? "some") ads could not be had"
    case .unreadablePayload: "a row that the table keeps for later can't be read"
    case .noConcepts(_, let why): "the answer of `jobtech` is no list of concepts: \(why)"
    case .unknownConcepts(let asked):
      "the taxonomy has no concept with \(asked.joined(separator: " and ").forDisplay)"
    case .unreadableCheckpoint(let text):
      "the table's cursor, `\(text.forDisplay)`, is none of `jobtech`'s"
    case .noArray: "the answer of `jobtech` is no list of ads"
    case .cutOff: "the answer of `jobtech` breaks off within its list of ads"
    case .noAds(_, let why): "the answer of `jobtech` holds something else than ads: \(why)"
    }
  }

  private var reason: String? {
    switch self {
    case .word(_, _, let known): "it knows \(known.joined(separator: ", "))"
    case .code: "the service would answer that no ad matches; zeros in front count"
    case .shortPage(_, _, let total): "it says that \(total) match"
    case .repeatedPage: "the same page was answered several times; its ads would come twice"
    case .outOfReach: "`offset` is 2000 at most, and `limit` 100"
    case .moved: "ads change places between pages, or come and go"
    case .nothingNear: "the latitude comes first: Stockholm is 59.33,18.06"
    case .unknownConcepts: "kinds and labels must be whole and exact; an unknown one gets no error"
    case .nothingForCodes(let codes): "asked for \(codes.joined(separator: ", "))"
    case .noAd: "it is removed, or never was"
    case .noPage(let url, _), .noService(let url), .noConcepts(let url, _), .noArray(let url),
      .noAds(let url, _):
      "asked for \(url)"
    case .cutOff(let url): "asked for \(url); the list has no closing bracket"
    case .adsMissing(_, let cause): cause
    default: nil
    }
  }

  private var fix: String? {
    switch self {
    case .noID: "write it as \"29900437\""
    case .code(let name, let text, let digits): Self.fix(forCode: text, of: name, digits: digits)
    case .concept: "find it: `jobtech.taxonomy --type municipality --preferred-label Haparanda`"
    case .position: "write it as \"59.33,18.06\", latitude first"
    case .noStart: "write `--updated-after 1h`"
    case .outOfReach: "narrow it by `--region` or `--published-after`, or take `jobtech.snapshot`"
    case .moved: "run it again, or take `jobtech.snapshot`"
    case .nothingNear: "turn it round, or widen `--position.radius`"
    case .noWindow: "leave `--updated-before` out to get all changes until now"
    case .unknownConcepts:
      "`help jobtech.taxonomy` names kinds; look for parts of labels with `where`"
    case .nothingForCodes: "look them up with `jobtech.taxonomy`"
    case .noService: "check `FJORD_JOBTECH_URL`: it holds what stands before `/ad`"
    case .unreadableCheckpoint, .unreadablePayload:
      "`save` with `--restart` walks again from the table's start"
    case .noPage, .shortPage, .repeatedPage, .noConcepts, .noAdBody, .noArray, .cutOff, .noAds:
      "trying again later may help"
    case .adsMissing: "run it again later; a saved table asks for them at its next refresh"
    default: nil
    }
  }

  /// The code with its zeros where they are missing, else where names are found.
  private static func fix(forCode text: String, of name: String, digits: Int?) -> String {
    let bare = text.hasPrefix("-") ? String(text.dropFirst()) : text
    if let digits, !bare.isEmpty, bare.utf8.count < digits, bare.allSatisfy(\.isNumber) {
      let zeros = String(repeating: "0", count: digits - bare.utf8.count)
      return "write \"\(text.hasPrefix("-") ? "-" : "")\(zeros)\(bare)\""
    }
    let isPlace = ["municipality", "region", "country"].contains(name)
    return "find it with `jobtech.taxonomy\(isPlace ? " --type \(name)" : "")`"
  }
}

extension String {
  /// The text as a message may show it: short, and without control characters.
  fileprivate var forDisplay: String { String(prefix(80)).escapingControls() }
}
