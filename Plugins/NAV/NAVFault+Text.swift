import FjordDiagnostic

// All sentences about faults of this target.

extension NAVFault {
  /// The fault as a person reads it.
  var diagnostic: Diagnostic { diagnostic(at: nil) }

  /// The fault at a place of the pipeline.
  func diagnostic(at span: FjordDiagnostic.Span?) -> Diagnostic {
    Diagnostic(code: code, message, at: span, reason: reason, fix: fix, status: status)
  }

  private var code: String {
    switch self {
    case .noUUID: "nav.uuid"
    case .sinceAndStart: "nav.since-and-start"
    case .unknownStart: "nav.start"
    case .sinceOutOfRange: "nav.since"
    case .noTextInUUID: "nav.uuid-type"
    case .otherSpelling: "nav.spelling"
    case .unreadableCheckpoint: "nav.checkpoint"
    case .dateIgnored: "nav.date-ignored"
    case .unknownEvent: "nav.unknown-event"
    case .cursorGone: "nav.cursor-gone"
    case .otherPage: "nav.other-page"
    case .loop: "nav.loop"
    case .noCursor: "nav.no-cursor"
    case .noPage: "nav.no-page"
    case .noFeed: "nav.no-feed"
    case .noPublicToken: "nav.no-public-token"
    case .unreadableToken: "nav.unreadable-token"
    case .noEntry: "nav.no-entry"
    case .noDetail: "nav.no-detail"
    case .detailsMissing: "nav.details-missing"
    case .unreadablePayload: "nav.payload"
    }
  }

  private var status: ExitStatus {
    switch self {
    case .noUUID, .sinceAndStart, .unknownStart, .sinceOutOfRange, .noTextInUUID: .check
    case .noPublicToken: .refusedForNow
    case .detailsMissing: .incomplete
    default: .source
    }
  }

  private var message: String {
    switch self {
    case .noUUID(let text): "`\(text.forDisplay)` is no UUID"
    case .sinceAndStart: "`--since` and `--start` both say where to begin"
    case .unknownStart(let text):
      "`--start` expected `first`, `last` or the UUID of an event, found `\(text.forDisplay)`"
    case .sinceOutOfRange: "`--since` lies outside the years 1 to 9999"
    case .noTextInUUID(let type): "`uuid` is of type \(type), which holds no UUID"
    case .otherSpelling(let column, let text, _):
      "NAV spells no `\(column)` as \"\(text.forDisplay)\""
    case .unreadableCheckpoint(let text):
      "the table's cursor, `\(text.forDisplay)`, is none of `nav.feed`'s"
    case .dateIgnored(let asked, _):
      "`nav.feed` asked for events after \(FeedPlace.text(asked)) and got older ones"
    case .unknownEvent(let event): "the feed has no event `\(event.text)`"
    case .cursorGone(let event):
      "the feed no longer knows event `\(event.text)`, where the table's cursor stands"
    case .otherPage(let asked, let found):
      "asked for the page at event `\(asked.text)`, found the one at `\(found.text)`"
    case .loop(let event): "the feed leads back to the page at event `\(event.text)`"
    case .noCursor(let page):
      "the page at event `\(page.text)` does not say at which event it ends"
    case .noPage(_, let why): "the answer of `nav` is no page of the feed: \(why)"
    case .noFeed: "`nav` answered 404 (not found)"
    case .noPublicToken: "NAV has no public token at present"
    case .unreadableToken: "the answer of `nav` holds no token"
    case .noEntry(let ad): "NAV knows no ad `\(ad.text)`"
    case .noDetail(let ad, let why): "the answer of `nav` is no detail of ad `\(ad.text)`: \(why)"
    case .detailsMissing(let count, _):
      count == 1
        ? "the details of 1 ad could not be had"
        : "the details of \(count.map { "\($0)" } ?? "some") ads could not be had"
    case .unreadablePayload: "a row that the table keeps for later can't be read"
    }
  }

  private var reason: String? {
    switch self {
    case .dateIgnored(_, let found):
      (found.map { "the first event is of \($0)" } ?? "the first event says no time")
        + "; a date that the service does not take is answered with all of its history"
    case .otherSpelling: "it writes capitals, `Å` as one character, and `==` and `in` are exact"
    case .unknownEvent: "`--start` names an event, and the ids that rows show are those of ads"
    case .cursorGone: "the events behind it can't be found from there"
    case .otherPage: "the same page was answered several times; its rows would come twice"
    case .loop: "following it would never end"
    case .noCursor: "it has no `next_id`, and its `ETag` is no event's id"
    case .noPage(let url, _): "asked for \(url)"
    case .noFeed(let url): "asked for \(url); the answer is not that of an empty feed"
    case .noPublicToken(let url): "asked for \(url)"
    case .unreadableToken(let url): "asked for \(url); expected a token that begins with `eyJ`"
    case .detailsMissing(_, let cause): cause
    default: nil
    }
  }

  private var fix: String? {
    switch self {
    case .noUUID: "write it as `1509bb0a-9bf1-4331-8a11-8783593942a4`"
    case .sinceAndStart: "leave one of them out"
    case .otherSpelling(_, _, let usual): "write \"\(usual.forDisplay)\""
    case .unknownEvent: "start at a time: `--since 7d`; `store` shows the event of a table's cursor"
    case .cursorGone, .unreadableCheckpoint, .unreadablePayload:
      "`save` with `--restart` walks again from the table's start"
    case .noFeed: "check `FJORD_NAV_URL`: it holds what stands before `/api/v1/feed`"
    case .noPublicToken:
      "try again in some hours, or set `FJORD_NAV_TOKEN` to a private token"
    case .dateIgnored, .otherPage, .loop, .noCursor, .noPage, .noDetail, .unreadableToken:
      "trying again later may help"
    case .detailsMissing: "run it again later; a saved table asks for them at its next refresh"
    default: nil
    }
  }
}

extension String {
  /// The text as a message may show it: short, and without control characters.
  fileprivate var forDisplay: String { String(prefix(80)).escapingControls() }
}
