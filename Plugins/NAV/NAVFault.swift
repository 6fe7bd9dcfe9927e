import FjordDiagnostic

/// What can go wrong with NAV's feed beyond HTTP: facts; `diagnostic` has the words.
enum NAVFault: DiagnosticError, Hashable {
  // Arguments

  /// Text that should be a UUID.
  case noUUID(String)
  /// Two ways of saying where to begin.
  case sinceAndStart
  /// Text that `--start` does not know.
  case unknownStart(String)
  /// A time that no HTTP date can say.
  case sinceOutOfRange
  /// A column `uuid` of a type that can't hold one.
  case noTextInUUID(String)

  /// A place or state that is not spelt as the service spells it.
  case otherSpelling(String, String, usual: String)

  // The walk

  /// A stored cursor that is none of this source's.
  case unreadableCheckpoint(String)
  /// The service gave history instead of what came after a time.
  case dateIgnored(asked: Int64, found: String?)
  /// The event of `--start` is not in the feed.
  case unknownEvent(EventID)
  /// The event that a saved table's cursor names is not in the feed any more.
  case cursorGone(EventID)
  /// A page other than the one asked for.
  case otherPage(asked: EventID, found: EventID)
  /// A page leads back to one that was read before.
  case loop(at: EventID)
  /// A page that does not say at which event it ends.
  case noCursor(page: EventID)
  /// An answer that is no page.
  case noPage(url: String, why: String)
  /// A 404 that is not the feed's own.
  case noFeed(url: String)

  // Tokens

  /// The service has no public token now.
  case noPublicToken(url: String)
  /// The answer holds no token.
  case unreadableToken(url: String)

  // Details

  /// No ad of that id.
  case noEntry(EventID)
  /// A detail of another ad, or none at all.
  case noDetail(asked: EventID, why: String)
  /// Details that could not be had; no count where more may follow.
  case detailsMissing(count: Int?, cause: String)
  /// A stored row that can't be read.
  case unreadablePayload
}
