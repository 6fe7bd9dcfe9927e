import FjordDiagnostic
import FjordHTTP
import Synchronization

/// How far a run has come, for a progress line.
public struct Progress: Sendable, Hashable {
  /// Which source or stage.
  public var source: String
  /// Pages or requests done.
  public var pages: Int
  /// Rows read.
  public var rows: Int
  /// What is waited for, where something is: `answer of pam-stilling-feed.nav.no`.
  public var waitingFor: String?

  /// Creates a state.
  public init(source: String, pages: Int = 0, rows: Int = 0, waitingFor: String? = nil) {
    self.source = source
    self.pages = pages
    self.rows = rows
    self.waitingFor = waitingFor
  }
}

/// What sources and stages notice while they run: warnings, counted facts, progress.
///
/// Safe to share between tasks.
public final class Notices: Sendable {
  private struct State {
    var warnings: [Diagnostic] = []
    var counts: [(text: String, count: Int)] = []
    var lines: [String] = []
    var kept: [(service: String, count: Int, age: Int64)] = []
    var incomplete: Diagnostic?
    var isBroken = false
  }

  private let state = Mutex(State())
  private let onProgress: (@Sendable (Progress) -> Void)?

  /// Creates an ear; the closure hears of progress as it is made, from any task.
  public init(onProgress: (@Sendable (Progress) -> Void)? = nil) {
    self.onProgress = onProgress
  }

  /// Reports how far a source has come.
  ///
  /// Cheap: may be called for each page.
  public func progress(_ progress: Progress) { onProgress?(progress) }

  /// Adds a warning; the same warning is kept once.
  public func warn(_ warning: Diagnostic) {
    state.withLock { state in
      if !state.warnings.contains(warning) { state.warnings.append(warning) }
    }
  }

  /// Counts something for the footer: `count("null skipped by avg(x)", 12)` adds up.
  public func count(_ text: String, _ count: Int) {
    guard count > 0 else { return }
    state.withLock { state in
      if let place = state.counts.firstIndex(where: { $0.text == text }) {
        state.counts[place].count += count
      } else {
        state.counts.append((text, count))
      }
    }
  }

  /// Notes that an answer of a service was not asked for, but given as it was kept so many seconds ago.
  public func noteKept(_ service: String, age: Int64) {
    state.withLock { state in
      if let place = state.kept.firstIndex(where: { $0.service == service }) {
        state.kept[place].count += 1
        state.kept[place].age = max(state.kept[place].age, age)
      } else {
        state.kept.append((service, 1, age))
      }
    }
  }

  /// Says something of the whole run, once it has ended: a line beside the data.
  public func tell(_ line: String) { state.withLock { $0.lines.append(line) } }

  /// Marks the result as not all, for parts that could not be had while the walk goes on: what came
  /// is shown, and the run ends with status 7.
  public func markIncomplete(_ cause: Diagnostic) {
    state.withLock { if $0.incomplete == nil { $0.incomplete = cause } }
  }

  /// Marks the walk as broken off: rows are missing at its end.
  package func markBroken(_ cause: Diagnostic) {
    state.withLock { state in
      state.incomplete = cause
      state.isBroken = true
    }
  }

  /// Whether the walk broke off, so that what came must not be taken for the whole.
  package var isBroken: Bool { state.withLock { $0.isBroken } }

  /// The warnings so far, which are forgotten.
  public func takeWarnings() -> [Diagnostic] {
    state.withLock { state in
      defer { state.warnings = [] }
      return state.warnings
    }
  }

  /// The counts so far in the order they first came, which are forgotten.
  public func takeCounts() -> [(text: String, count: Int)] {
    state.withLock { state in
      defer { state.counts = [] }
      return state.counts
    }
  }

  /// A line for each service of which answers were given as they were kept; they are forgotten.
  public func takeKept() -> [String] {
    let kept = state.withLock { state in
      defer { state.kept = [] }
      return state.kept
    }
    return kept.map { service, count, age in
      let time = age < 1 ? "just now" : "\(Duration.seconds(age).shortText) ago"
      return count == 1
        ? "an answer of \(service) is as it came \(time); `--fresh` asks again"
        : "\(count) answers of \(service) are as they came, the oldest \(time); `--fresh` asks again"
    }
  }

  /// The lines told so far, which are forgotten.
  public func takeLines() -> [String] {
    state.withLock { state in
      defer { state.lines = [] }
      return state.lines
    }
  }

  /// Whether the result was not all, which is forgotten.
  public func takeIncompleteness() -> Diagnostic? {
    state.withLock { state in
      defer { (state.incomplete, state.isBroken) = (nil, false) }
      return state.incomplete
    }
  }
}
