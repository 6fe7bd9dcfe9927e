import FjordDiagnostic
import FjordPlugin
import FjordTable

/// Rows with details, in the order of the input: asked for in windows, so that what is not pulled is
/// not asked for.
///
/// A window begins with four rows and grows to 32; each is a batch, and the input's checkpoint comes
/// with the last one. When details fail row after row, as when the service is down, one row of each
/// window is asked for; the others are kept for later like it.
actor EntryCursor: Cursor {
  private static let firstWindow = NAVService.concurrentRequests
  private static let longestWindow = 32
  /// So many failures in a row, after retries, mean that more are not worth the wait.
  private static let patience = 8

  private let input: any Cursor
  private let rows: EntryRows
  private let fetcher: EntryFetcher
  private let notices: Notices
  private var retrying: ArraySlice<PendingRow>
  /// The input's batch in work, and how many of its rows are done.
  private var work: (batch: Batch, done: Int)?
  private var window = 0
  private var failuresInRow = 0
  private var missing = 0
  private var cause = ""
  private var progress = Progress(source: "nav.entry")

  init(
    _ input: any Cursor, retrying: [PendingRow], rows: EntryRows, fetcher: EntryFetcher,
    notices: Notices
  ) {
    self.input = input
    self.retrying = retrying[...]
    self.rows = rows
    self.fetcher = fetcher
    self.notices = notices
  }

  func next() async throws -> Batch? {
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
    let ads = rows.ads(in: batch)
    noteUnaskable(batch, ads)
    progress.waitingFor = "details of \(ads.count { $0 != nil }) ads"
    notices.progress(progress)
    let outcomes = try await outcomes(of: ads)
    note(outcomes)
    progress.pages += ads.count { $0 != nil }
    progress.rows += batch.count
    progress.waitingFor = nil
    notices.progress(progress)
    return rows.joined(batch, outcomes)
  }

  /// The outcomes; where hardly anything can be had, the first row speaks for all.
  private func outcomes(of ads: [EventID?]) async throws -> [EntryOutcome] {
    guard failuresInRow >= Self.patience, let probe = ads.firstIndex(where: { $0 != nil }) else {
      return try await fetcher.outcomes(of: ads)
    }
    var first = [EventID?](repeating: nil, count: ads.count)
    first[probe] = ads[probe]
    let probed = try await fetcher.outcomes(of: first)
    if case .unavailable(let why) = probed[probe] {
      return ads.map { $0 == nil ? .notAsked : .unavailable(why) }
    }
    failuresInRow = 0
    var rest = ads
    rest[probe] = nil
    var all = try await fetcher.outcomes(of: rest)
    all[probe] = probed[probe]
    return all
  }

  private func note(_ outcomes: [EntryOutcome]) {
    for outcome in outcomes {
      switch outcome {
      case .notAsked: continue
      case .unavailable(let why):
        failuresInRow += 1
        missing += 1
        cause = why
        if missing == 1 {
          notices.markIncomplete(NAVFault.detailsMissing(count: nil, cause: why).diagnostic)
        }
      case .unknown: failuresInRow = 0
      case .found(let entry):
        failuresInRow = 0
        notices.count(EntryLookup.misfitText, entry.misfits)
      }
    }
  }

  /// Rows whose `uuid` is none are not asked for; the service would answer 500.
  private func noteUnaskable(_ batch: Batch, _ ads: [EventID?]) {
    let count = ads.indices.count { row in
      ads[row] == nil && batch.identity?.states[row] != .gone
    }
    notices.count("nav.entry: rows without a UUID, not asked for", count)
  }

  private func warn() {
    guard missing > 0 else { return }
    var warning = NAVFault.detailsMissing(count: missing, cause: cause).diagnostic
    warning.severity = .warning
    notices.warn(warning)
    missing = 0
  }
}
