import CLineEdit
import FjordDiagnostic

/// The prompt: reads statements that a person types, with editing, history and completion.
///
/// Lives on one thread, which blocks while a statement is typed; nothing that has to run meanwhile
/// may need that thread. Where the terminal can't be edited on (`TERM=dumb`), lines are read
/// plainly.
package final class LineReader {
  /// What came of a prompt.
  package enum Input: Equatable, Sendable {
    /// A statement, perhaps of several lines, without its final line end.
    case line(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case endOfInput
    /// SIGTERM: the shell should leave.
    case terminated
    /// There was no memory for it.
    case failed
  }

  /// Whether Enter ends a statement, or goes on with it on a new line.
  ///
  /// Not asked about a blank one, which always ends.
  package var isComplete: (String) -> Bool = { _ in true }
  /// What may stand before the cursor, given the whole text and the cursor's UTF-8 offset.
  package var complete: (String, Int) -> Completion = { _, _ in .none }
  /// Messages from other threads.
  package let notices = PromptNotices()
  /// The statements that were typed before.
  package let history: StatementHistory

  private var session: OpaquePointer?

  /// Opens the terminal on standard input.
  ///
  /// Errors: `shell.terminal`.
  package init(program: String = "fjord", history: StatementHistory) throws(Diagnostic) {
    self.history = history
    var host = line_edit_host()
    host.context = Unmanaged.passUnretained(self).toOpaque()
    host.is_complete = { LineReader.from($0)?.endsEntry($1) ?? true }
    host.complete = { LineReader.from($0)?.completeEntry($1, cursor: $2) }
    host.pasted = { LineReader.from($0)?.insertPasted($1) }
    host.search = { LineReader.from($0)?.search(for: $1, from: $2) ?? false }
    host.woken = { LineReader.from($0)?.printNotices() }
    session = line_edit_open(program, &host)
    guard session != nil else {
      throw Diagnostic(code: "shell.terminal", "the terminal could not be opened")
    }
    for statement in history.statements { line_edit_remember(session, statement) }
  }

  deinit { close() }

  /// Puts the terminal and the handling of signals back; nothing can be read after it.
  package func close() {
    if let session { line_edit_close(session) }
    session = nil
  }

  /// Whether keys are edited here; false where the terminal can't be edited on.
  package var isEditing: Bool { session.map { line_edit_is_editing($0) } ?? false }

  /// The size of the terminal in cells, 80 by 24 where it is unknown.
  package var size: (columns: Int, rows: Int) {
    var columns: Int32 = 80
    var rows: Int32 = 24
    if let session { line_edit_size(session, &columns, &rows) }
    return (Int(columns), Int(rows))
  }

  /// Reads one statement and keeps it in the history, unless it begins with a space.
  ///
  /// The prompts are one line each; the left one may hold colours (`ESC [ … m`). `right` is shown
  /// at the right edge while there is room, without colours.
  package func read(prompt: String, right: String = "") -> Input {
    guard let session else { return .endOfInput }
    var text: UnsafePointer<CChar>?
    let outcome = line_edit_read(
      session, PromptText(prompt).marked, PromptText(right).plain, &text)
    switch outcome {
    case line_edit_line:
      let statement = text.map { String(cString: $0) } ?? ""
      remember(statement)
      return .line(statement)
    case line_edit_interrupted: return .interrupted
    case line_edit_end_of_input: return .endOfInput
    case line_edit_terminated: return .terminated
    default: return .failed
    }
  }

  private func remember(_ statement: String) {
    switch history.add(statement) {
    case .left: break
    case .added: line_edit_remember(session, statement)
    case .changed:
      line_edit_forget_all(session)
      for statement in history.statements { line_edit_remember(session, statement) }
    }
  }
}

/// What the editor asks for while a statement is typed.
extension LineReader {
  fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> LineReader? {
    context.map { Unmanaged<LineReader>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate func endsEntry(_ text: UnsafePointer<CChar>?) -> Bool {
    guard let text = text.map({ String(cString: $0) }) else { return true }
    return text.allSatisfy(\.isWhitespace) || isComplete(text)
  }

  fileprivate func completeEntry(_ text: UnsafePointer<CChar>?, cursor: Int) {
    guard let text = text.map({ String(cString: $0) }) else { return }
    switch complete(text, cursor).step(in: text, cursor: cursor) {
    case .nothing: break
    case .replace(let scalars, let replacement):
      line_edit_replace(session, Int32(clamping: scalars), replacement)
    case .list(let candidates):
      let listing = CompletionListing(columns: size.columns, rows: size.rows)
      line_edit_list(session, listing.text(for: candidates))
    }
  }

  fileprivate func insertPasted(_ text: UnsafePointer<CChar>?) {
    guard let text = text.map({ String(cString: $0) }) else { return }
    line_edit_replace(session, 0, text.composingAccents())
  }

  fileprivate func search(
    for pattern: UnsafePointer<CChar>?, from place: UnsafeMutablePointer<Int>?
  ) -> Bool {
    guard let pattern, let place else { return false }
    guard let found = history.find(String(cString: pattern), from: place.pointee) else {
      return false
    }
    place.pointee = found.place
    line_edit_show(session, found.statement)
    return true
  }

  fileprivate func printNotices() {
    for notice in notices.take() { line_edit_print_above(session, notice) }
  }
}
