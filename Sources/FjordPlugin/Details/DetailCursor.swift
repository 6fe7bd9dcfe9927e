import FjordTable

/// Rows with details, in the order of the input: asked for in windows, so that what is not pulled is
/// not asked for.
///
/// A window begins with four rows and grows to 32; each is a batch, and the input's checkpoint comes
/// with the last one. When details fail row after row, as when the service is down, one row of each
/// window is asked for; the others are kept for later like it.
public actor DetailCursor: Cursor {
  private static let firstWindow = 4
  private static let longestWindow = 32
  /// So many failures in a row, after retries, mean that more are not worth the wait.
  private static let patience = 8

  private let input: any Cursor
  private let rows: DetailRows
  private let inquiry: DetailInquiry
  private let notices: Notices
  private var retrying: ArraySlice<PendingRow>
  /// The input's batch in work, and how many of its rows are done.
  private var work: (batch: Batch, done: Int)?
  private var window = 0
  private var failuresInRow = 0
  private var missing = 0
  private var cause = ""
  private var progress: Progress

  /// Creates a cursor.
  ///
  /// `id` is the place of the name among the input's columns. `retrying` are rows that an earlier
  /// run left pending; they come first.
  public init(
    _ input: any Cursor, of schema: Schema, id: Int, adding columns: [Field],
    retrying: [PendingRow], asking inquiry: DetailInquiry, notices: Notices
  ) {
    self.input = input
    self.retrying = retrying[...]
    self.inquiry = inquiry
    self.notices = notices
    rows = DetailRows(input: schema, id: id, added: columns, inquiry)
    progress = Progress(source: inquiry.source)
  }

  /// The next rows with their details.
  ///
  /// Errors: those of the input and of asking; that of a kept row which can't be read.
  public func next() async throws -> Batch? {
    try Task.checkCancellation()
    if !retrying.isEmpty {
      let some = Array(retrying.prefix(Self.longestWindow))
      let batch = try await completed(try rows.batch(of: some))
      retrying = retrying.dropFirst(some.count)
      return batch
    }
    let (batch, done): (Batch, Int)
    if let work {
      (batch, done) = work
    } else {
      guard let next = try await input.next() else {
        warn()
        return nil
      }
      (batch, done) = (next, 0)
    }
    let end = min(batch.count, done + windowSize)
    let part = try await completed(batch.slice(done..<end))
    work = end < batch.count ? (batch, end) : nil
    window += 1
    return part
  }

  /// 4, 4, 8, 16, 32, 32, ...
  private var windowSize: Int {
    min(Self.longestWindow, Self.firstWindow << min(max(window - 1, 0), 3))
  }

  private func completed(_ batch: Batch) async throws -> Batch {
    let ids = rows.ids(in: batch)
    noteUnaskable(batch, ids)
    progress.waitingFor = "\(ids.count { $0 != nil }) details"
    notices.progress(progress)
    let outcomes = try await outcomes(of: ids)
    note(outcomes)
    progress.pages += ids.count { $0 != nil }
    progress.rows += batch.count
    progress.waitingFor = nil
    notices.progress(progress)
    return rows.joined(batch, outcomes)
  }

  /// The outcomes; where hardly anything can be had, the first row speaks for all.
  private func outcomes(of ids: [String?]) async throws -> [DetailOutcome] {
    guard failuresInRow >= Self.patience, let probe = ids.firstIndex(where: { $0 != nil }) else {
      return try await inquiry.outcomes(of: ids)
    }
    var first = [String?](repeating: nil, count: ids.count)
    first[probe] = ids[probe]
    let probed = try await inquiry.outcomes(of: first)
    if case .unavailable(let why) = probed[probe] {
      return ids.map { $0 == nil ? .notAsked : .unavailable(why) }
    }
    failuresInRow = 0
    var rest = ids
    rest[probe] = nil
    var all = try await inquiry.outcomes(of: rest)
    all[probe] = probed[probe]
    return all
  }

  private func note(_ outcomes: [DetailOutcome]) {
    for outcome in outcomes {
      switch outcome {
      case .notAsked: continue
      case .unavailable(let why):
        failuresInRow += 1
        missing += 1
        cause = why
        if missing == 1 {
          notices.markIncomplete(inquiry.missing(nil, why))
        }
      case .unknown: failuresInRow = 0
      case .found(let detail):
        failuresInRow = 0
        notices.count(inquiry.misfitText, detail.misfits)
      }
    }
  }

  /// Rows that hold no name are not asked for.
  private func noteUnaskable(_ batch: Batch, _ ids: [String?]) {
    let count = ids.indices.count { row in
      ids[row] == nil && batch.identity?.states[row] != .gone
    }
    notices.count("\(inquiry.source): rows with no \(inquiry.idName), not asked for", count)
  }

  private func warn() {
    guard missing > 0 else { return }
    var warning = inquiry.missing(missing, cause)
    warning.severity = .warning
    notices.warn(warning)
    missing = 0
  }
}
