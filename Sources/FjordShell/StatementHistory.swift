import FjordDiagnostic

/// The statements that were typed at the prompt, newest last, kept in a private file.
///
/// Each statement is one line of the file, appended when it is typed, so that a crash loses nothing
/// and shells beside each other keep one another's statements.
package final class StatementHistory {
  /// How many statements are kept.
  package static let limit = 2_000
  /// Statements longer than this, in bytes, are not kept.
  package static let longest = 65_536

  /// What a statement did to the history.
  enum Change { case left, added, changed }

  /// The statements, each once, the newest last.
  package private(set) var statements: [String] = []
  /// Why statements are not kept in the file, if they are not; the shell goes on without it.
  package private(set) var fault: Diagnostic?

  private let file: HistoryFile?
  private var lineCount = 0

  /// Reads the history at `path`, which is made with its directory when the first statement is
  /// kept; nil keeps statements in memory only.
  package init(path: String?) {
    file = path.map { HistoryFile(path: $0) }
    guard let file else { return }
    do {
      let lines = try file.read()
      lineCount = lines.count
      statements = Self.newest(of: lines.map(HistoryFile.statement(fromLine:)))
    } catch {
      fault = error
    }
    shortenFile(whenLongerThan: Self.limit)
  }

  /// Adds a statement; blank ones, those that begin with a space, and very long ones are left out.
  func add(_ statement: String) -> Change {
    let isKept =
      !statement.hasPrefix(" ") && !statement.allSatisfy(\.isWhitespace)
      && statement.utf8.count <= Self.longest
    guard isKept else { return .left }
    if statements.last == statement { return .left }
    let place = statements.lastIndex(of: statement)
    if let place { statements.remove(at: place) }
    statements.append(statement)
    let surplus = statements.count - Self.limit
    if surplus > 0 { statements.removeFirst(surplus) }
    keep(statement)
    return place != nil || surplus > 0 ? .changed : .added
  }

  /// The newest statement that holds `pattern`, `place` counting from 0 for the newest of all.
  ///
  /// Letter case counts only where the pattern has a capital.
  func find(_ pattern: String, from place: Int) -> (place: Int, statement: String)? {
    let countsCase = pattern.contains(where: \.isUppercase)
    for (place, statement) in statements.reversed().enumerated().dropFirst(place) {
      let text = countsCase ? statement : statement.lowercased()
      if text.contains(pattern) { return (place, statement) }
    }
    return nil
  }

  private func keep(_ statement: String) {
    guard let file else { return }
    do {
      try file.append(HistoryFile.line(for: statement))
      lineCount += 1
      shortenFile(whenLongerThan: Self.limit + Self.limit / 10)
    } catch {
      fault = error
    }
  }

  private func shortenFile(whenLongerThan longest: Int) {
    guard let file, lineCount > longest else { return }
    do {
      lineCount = try file.rewrite { lines in
        Self.newest(of: lines.map(HistoryFile.statement(fromLine:))).map(HistoryFile.line(for:))
      }
    } catch {
      fault = error
    }
  }

  private static func newest(of statements: [String]) -> [String] {
    var seen: Set<String> = []
    return statements.reversed().filter { !$0.isEmpty && seen.insert($0).inserted }
      .prefix(limit).reversed()
  }
}
