import FjordDiagnostic
import FjordEngine
import FjordFile
import FjordFormat
import FjordPlugin
import FjordRender
import FjordTable
import Synchronization

/// Standard output and standard error as a run's output: data to the first, all else to the second.
package final class ConsoleOutput: Output {
  /// The progress line, which is cleared before anything is printed.
  package let progress: ProgressLine
  /// Whether messages and tables are coloured.
  package let hasColor: Bool

  /// Rows that a table shows at its beginning and at its end.
  private static let shownRows = 40
  private static let shownLastRows = 10
  /// How wide a table is where no terminal says so.
  private static let plainWidth = 120

  private let isUnicode: Bool
  private let standard = OutputDescriptor.standardOutput
  private let error = OutputDescriptor.standardError
  private let format: OutputFormat
  private let isQuiet: Bool
  private let shown = Mutex(0)

  /// Creates an output; without a format a terminal gets tables and everything else CSV.
  ///
  /// Errors: an unknown format, as `usage.format`.
  package init(
    format: String?, isQuiet: Bool, hasColor: Bool, isUnicode: Bool = true, progress: ProgressLine
  ) throws(Diagnostics) {
    self.isUnicode = isUnicode
    self.isQuiet = isQuiet
    self.progress = progress
    self.hasColor = hasColor && OutputDescriptor.standardOutput.isTerminal
    guard let format else {
      self.format = OutputDescriptor.standardOutput.isTerminal ? .table : .csv
      return
    }
    guard let known = OutputFormat(rawValue: format) else {
      let names = OutputFormat.allCases.map(\.rawValue)
      throw Diagnostics(
        Diagnostic(
          code: "usage.format", "unknown format `\(format)`",
          reason: "the formats are \(names.joined(separator: ", "))",
          fix: nearestNames(to: format, among: names).first.map { "`\($0)` might be meant" },
          status: .usage))
    }
    self.format = known
  }

  package func show(
    _ rows: any Cursor, schema: Schema, format name: String?, keeping: Bool, context: RunContext
  ) async throws -> Table? {
    let format = name.flatMap(OutputFormat.init(rawValue:)) ?? self.format
    let kept = KeptBatches(isOn: keeping)
    do {
      if let writer = format.makeWriter(forTerminal: standard.isTerminal) {
        try await stream(rows, schema, writer, kept, context)
      } else {
        try await render(rows, schema, kept, context)
      }
    } catch is OutputClosed {
      throw OutputClosed()
    } catch let failure as OutputFailed {
      throw Diagnostics(
        RunFault.output(what: "standard output", reason: failure.reason).diagnostic)
    }
    return keeping ? Table(schema: schema, batches: kept.batches) : nil
  }

  /// Writes each batch as it comes.
  private func stream(
    _ rows: any Cursor, _ schema: Schema, _ writer: any TableWriter, _ kept: KeptBatches,
    _ context: RunContext
  ) async throws {
    var writer = writer
    // The first batch comes before anything is written, so that a source that fails at once leaves
    // standard output empty.
    var next = try await rows.next()
    progress.clear()
    try partTables()
    try standard.write(writer.begin(schema))
    while let batch = next {
      kept.add(batch)
      try standard.write(writer.write(batch))
      do {
        next = try await rows.next()
      } catch {
        progress.clear()
        try standard.write(writer.end())
        throw error
      }
    }
    progress.clear()
    try standard.write(writer.end())
    for line in footnotes(context) { note(line) }
  }

  /// Reads all rows, keeping the first and last, and draws one table.
  private func render(
    _ rows: any Cursor, _ schema: Schema, _ kept: KeptBatches, _ context: RunContext
  ) async throws {
    var buffer = RowBuffer(schema: schema, first: Self.shownRows, last: Self.shownLastRows)
    var interruption: (any Error)?
    do {
      while let batch = try await rows.next() {
        kept.add(batch)
        buffer.append(batch)
      }
    } catch let error where buffer.count > 0 {
      interruption = error
    }
    progress.clear()
    try partTables()
    var notes = footnotes(context)
    if interruption != nil || context.notices.isBroken {
      notes.append("not all: the rows broke off here")
    }
    let style = TableStyle(
      width: standard.columns ?? Self.plainWidth, zone: context.clock.zone, usesColor: hasColor,
      isUnicode: isUnicode)
    let lines = TableRenderer(style: style).lines(buffer.excerpt, notes: notes)
    try standard.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    if let interruption { throw interruption }
  }

  /// Tells that what comes belongs to another statement of the prompt, whose first table needs no
  /// empty line before it.
  package func beginStatement() { shown.withLock { $0 = 0 } }

  /// An empty line between two tables.
  private func partTables() throws {
    let isFirst = shown.withLock { count in
      defer { count += 1 }
      return count == 0
    }
    if !isFirst { try standard.write([UInt8(ascii: "\n")]) }
  }

  private func footnotes(_ context: RunContext) -> [String] {
    context.notices.takeKept()
      + context.notices.takeCounts().map { "\($0.count) \($0.text)" }
  }

  package func write(
    _ rows: any Cursor, schema: Schema, toFile path: String, isAppending: Bool,
    context: RunContext
  ) async throws -> Int {
    let file = try OutputFile(path: path, schema: schema, isAppending: isAppending)
    let count: Int
    do {
      count = try await file.write(rows, threads: context.threads)
      try Task.checkCancellation()
      guard !context.notices.isBroken else {
        file.discard()
        return 0
      }
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
    progress.clear()
    for line in footnotes(context) { note(line) }
    return count
  }

  package var width: Int? { standard.columns }

  package func print(_ text: String) {
    progress.clear()
    try? standard.write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  package func note(_ text: String) {
    guard !isQuiet else { return }
    progress.clear()
    error.say(text.escapingControls())
  }

  package func report(_ diagnostic: Diagnostic) {
    if isQuiet, diagnostic.severity == .warning { return }
    progress.clear()
    error.say(diagnostic.text)
  }
}

/// The batches that were shown, where they are kept for `$last`.
private final class KeptBatches {
  private let isOn: Bool
  private(set) var batches: [Batch] = []

  init(isOn: Bool) { self.isOn = isOn }

  func add(_ batch: Batch) {
    if isOn { batches.append(batch) }
  }
}
