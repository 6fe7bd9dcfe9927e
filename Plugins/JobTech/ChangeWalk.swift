import FjordTable

/// One request of a walk over all ads and their changes.
struct ChangeQuestion: Sendable, Hashable {
  /// Changed after this instant; nil for all ads that are there.
  let after: Int64?
  /// Changed before this instant.
  var before: Int64?

  /// The request in one line.
  var text: String {
    guard let after else { return "GET /v2/snapshot" }
    let end = before.map { "&updated-before=" + SwedishTime.withOffset($0) } ?? ""
    return "GET /v2/stream?updated-after=" + SwedishTime.withOffset(after) + end
  }
}

/// A walk over all ads and then their changes: a value that says what to ask and what to keep.
///
///     all ads ──▶ changes since their reading began ──▶ changes since then ──▶ ...
///
/// An answer is one long body. Until it has come whole the place stays where it was, so that a walk
/// which breaks off is taken up again before it; where all ads were being read, changes since the
/// first attempt are asked for behind the second, for an ad that was removed in between is in neither.
/// Each window begins some minutes before the last one ended. Of an ad's states the greatest time
/// stamp counts; one that is known is dropped, and a newer one too where rows have no identity by which
/// it could take the place of the older. Complexity: an entry for each ad of a walk.
struct ChangeWalk: Sendable {
  /// How far a window reaches back into the one before.
  static let overlap: Int64 = 300_000_000

  /// The instant at which all windows end, where one is given.
  private let end: Int64?
  private let takesNewer: Bool
  /// Where the walk stands.
  private(set) var place: ChangePlace
  /// Rows that came so far, in this run and those before.
  private(set) var position: Int64
  private var known: [String: Int64] = [:]
  /// When the present question was asked first.
  private var began: Int64?
  private var isOver = false

  /// `takesNewer` says whether a newer state of an ad that came is given too.
  init(
    from place: ChangePlace, position: Int64 = 0, end: Int64? = nil, takesNewer: Bool = true
  ) {
    self.takesNewer = takesNewer
    self.place = place
    self.position = position
    self.end = end
  }

  /// What to ask next; nil where the walk is over.
  var question: ChangeQuestion? {
    if isOver { return nil }
    switch place {
    case .all: return ChangeQuestion(after: nil)
    case .changes(let after):
      if let end, after >= end { return nil }
      return ChangeQuestion(after: after, before: end)
    }
  }

  /// Notes when a question is asked; asking it again changes nothing.
  mutating func begin(at now: Int64) {
    guard began == nil else { return }
    began = now
    if case .all(nil) = place { place = .all(since: now) }
  }

  /// Takes a part of an answer in: the places of rows that are new, by their ids and ages.
  mutating func take(_ ids: [String], ages: [Int64]) -> [Int32] {
    var kept: [Int32] = []
    for (row, id) in ids.enumerated() {
      if let age = known[id], age >= ages[row] || !takesNewer { continue }
      known[id] = ages[row]
      kept.append(Int32(truncatingIfNeeded: row))
    }
    return kept
  }

  /// Positions for so many rows.
  mutating func positions(_ count: Int) -> Column {
    let builder = IntBuilder()
    for _ in 0..<count {
      builder.append(position)
      position += 1
    }
    return builder.finish()
  }

  /// Notes that the answer has come whole.
  mutating func finish() {
    guard let began else { return }
    self.began = nil
    switch place {
    case .all(let since?) where since < began:
      place = .changes(after: since - Self.overlap)
    case .all:
      place = .changes(after: began - Self.overlap)
      isOver = true
    case .changes:
      place = .changes(after: min(began, end ?? began) - Self.overlap)
      isOver = true
    }
  }

  /// The place behind what came so far.
  var checkpoint: Checkpoint { place.checkpoint(position: position) }
}
