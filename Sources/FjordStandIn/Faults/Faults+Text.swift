import FjordDiagnostic

extension Faults {
  static let example =
    "write as `status=503 at=2`, `drop on=entry chance=0.1 seed=3` or `events=2 on=page at=3-5`"

  /// The grammar of `init(parsing:)`, for help.
  public static let grammar = """
    FAULT [on=page|entry|token|other|any] [at=2,5-7,9-] [every=N] [chance=0.2] [seed=N]
          [times=N] [each=N] [retry-after=TEXT]

    status=503       answer with that status (and Retry-After)
    redirect=URL     answer 307 to that URL
    delay=200ms      answer so much later (ms, s, m, h, d)
    drop             close the connection without an answer
    truncate[=30%]   send half of the body, or that share, and close the connection
    repeat           answer a page with the page answered before
    rotate           replace the public token; the old one is refused from then on
    expired          hand out a public token that has expired
    missing          have no public token
    events=2         let so many more events, or revisions of figures, come before answering
    advance=2h       move the clock before answering
    mix              one of 429, 500, 502, 503, a short delay, drop, truncate, by the seed

    Requests are counted from 1 among those that `on` names. `each` bounds a fault for each path.
    """

  /// Reads faults as a command line gives them, one text each.
  ///
  /// The form is that of `grammar`. Errors: `standin.fault-syntax`.
  public init(parsing texts: [String]) throws(Diagnostics) {
    rules = []
    for text in texts { rules.append(try FaultReader(text: text).fault()) }
  }
}
