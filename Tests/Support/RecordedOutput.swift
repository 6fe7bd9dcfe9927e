import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable
import Synchronization

/// An output that remembers what it was given.
package final class RecordedOutput: Output {
  private struct State {
    var shown: [String] = []
    var formats: [String?] = []
    var files: [String: String] = [:]
    var printed: [String] = []
    var notes: [String] = []
    var reports: [Diagnostic] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// Each table that was shown, as CSV.
  package var shown: [String] { state.withLock { $0.shown } }
  /// The format that each was to be shown in.
  package var formats: [String?] { state.withLock { $0.formats } }
  /// Each file that was written, as CSV.
  package var files: [String: String] { state.withLock { $0.files } }
  /// Text that was asked for.
  package var printed: [String] { state.withLock { $0.printed } }
  /// What was said beside the data.
  package var notes: [String] { state.withLock { $0.notes } }
  /// Faults and warnings.
  package var reports: [Diagnostic] { state.withLock { $0.reports } }

  package func show(
    _ rows: any Cursor, schema: Schema, format: String?, keeping: Bool, context: RunContext
  ) async throws -> Table? {
    let table = Table(schema: schema, batches: try await rows.collect())
    state.withLock { state in
      state.shown.append(table.csv)
      state.formats.append(format)
    }
    return keeping ? table : nil
  }

  package func write(
    _ rows: any Cursor, schema: Schema, toFile path: String, isAppending: Bool,
    context: RunContext
  ) async throws -> Int {
    let table = Table(schema: schema, batches: try await rows.collect())
    state.withLock { $0.files[path] = table.csv }
    return table.count
  }

  package func print(_ text: String) { state.withLock { $0.printed.append(text) } }

  package func note(_ text: String) { state.withLock { $0.notes.append(text) } }

  package func report(_ diagnostic: Diagnostic) { state.withLock { $0.reports.append(diagnostic) } }
}
